#include "modules/programmes/programmes.hpp"
#include "modules/selection/candidate_store.hpp"
#include "modules/selection/handlers.hpp"
#include "modules/selection/selection.hpp"
#include "modules/territory/territory.hpp"
#include "service/crud.hpp"

namespace jisr::selection {

namespace {

constexpr auto* kSelectedRegion = "10";
constexpr auto* kDraftedRegion = "01"; // whose committee has still to confirm
constexpr std::int64_t kMostPoints = 20;

Rule any_of(RuleField field, std::vector<std::string> codes)
{
    return {.field = field, .any_of = std::move(codes)};
}

/// Rules and criteria as they were announced for programmes of this kind: age, residence, an idea,
/// commitment to training (docs/glossary.md has the words).
Plan some_plan(const core::Id& edition)
{
    Plan plan;
    plan.id = edition;
    plan.version = 1;
    plan.rules = {any_of(RuleField::Sex, {"female"}),
                  {.field = RuleField::Age, .least = 18, .most = 60},
                  {.field = RuleField::CommitsToTraining, .is = true}};
    plan.criteria = {
        {.code = "schooling",
         .name_ar = "المستوى الدراسي",
         .name_fr = "Niveau scolaire",
         .weight = 2,
         .most = 20,
         .bands = {{any_of(RuleField::Schooling, {"none", "literacy"}), 20},
                   {any_of(RuleField::Schooling, {"primary", "preschool"}), 14},
                   {any_of(RuleField::Schooling, {"lower_secondary", "vocational"}), 8}}},
        {.code = "dependants",
         .name_ar = "الأشخاص المكفولون",
         .name_fr = "Personnes à charge",
         .weight = 1,
         .most = 10,
         .bands = {{{.field = RuleField::Dependants, .least = 4}, 10},
                   {{.field = RuleField::Dependants, .least = 1}, 6}}},
        {.code = "project",
         .name_ar = "جدية فكرة المشروع",
         .name_fr = "Solidité de l’idée de projet",
         .weight = 4,
         .most = kMostPoints},
        {.code = "motivation",
         .name_ar = "الحافز والاستعداد",
         .name_fr = "Motivation et disponibilité",
         .weight = 3,
         .most = kMostPoints}};
    plan.reserves = {{{.field = RuleField::Rural, .is = true}, 30},
                     {{.field = RuleField::Disability, .is = true}, 5}};
    return plan;
}

/// Points of a committee that does not exist; the draw of the reference makes them various.
Result<void> score_all(WriteContext& context, const core::Id& edition, std::string_view region)
{
    for (const auto& row :
         TRY(candidates_in(context.reader, edition, region, {registry::Phase::Eligible}))) {
        const auto draw = draw_of("demonstration", row.reference);
        const auto points = [&](int shift) {
            return 6 + static_cast<std::int64_t>((draw >> shift) % (kMostPoints - 5));
        };
        TRY(put_points(context, row.registration_id, {"project", points(0), {}}));
        TRY(put_points(context, row.registration_id, {"motivation", points(16), {}}));
    }
    return {};
}

Result<void> close_scoring(WriteContext& context, const Plan& plan)
{
    auto closed = plan;
    closed.scoring_open = false;
    TRY(service::replace_record(context, "selection_plan", plan, std::move(closed), "update"));
    return {};
}

Result<void> prepare(service::Services& services, const service::Actor& actor, const Plan& plan)
{
    for (const auto* region : {kSelectedRegion, kDraftedRegion})
        TRY(ask_rules(services, actor, plan.id, {region, true}));
    return service::write_as(services, actor, [&](WriteContext& context) -> Result<void> {
        for (const auto* region : {kSelectedRegion, kDraftedRegion})
            TRY(score_all(context, plan.id, region));
        return close_scoring(context, plan);
    });
}

Result<core::Id> draft(service::Services& services, const service::Actor& actor,
                       const core::Id& edition, const std::string& region)
{
    RunRow run{.id = core::Id::make(),
               .edition_id = edition,
               .region_code = region,
               .as_of = services.clock.today(),
               .made_at = services.clock.now(),
               .made_by = actor.id,
               .made_by_name = actor.name};
    TRY(close_list(services, actor, run));
    TRY(draw_run(services, actor, run.id));
    return run.id;
}

} // namespace

core::Result<void> seed_demonstration_selection(service::Services& services)
{
    static const auto kActor = service::Actor::system("demonstration");
    const auto edition = TRY(services.database.ask([&](db::Reader& reader) {
        return programmes::find_current_edition(reader, "bridge", services.clock.today());
    }));
    if (!edition)
        return core::fail(core::problems::internal("programme bridge has no edition"));
    const auto held = TRY(
        services.database.ask([&](db::Reader& reader) { return plan_of(reader, edition->id); }));
    if (held.version > 0)
        return {};
    const auto plan = some_plan(edition->id);
    TRY(service::write_as(services, kActor, [&](WriteContext& context) {
        return service::create_record(context, "selection_plan", plan);
    }));
    TRY(prepare(services, kActor, plan));
    TRY(draft(services, kActor, plan.id, kDraftedRegion));
    const auto run = TRY(draft(services, kActor, plan.id, kSelectedRegion));
    return confirm_draft(services, kActor, run);
}

} // namespace jisr::selection
