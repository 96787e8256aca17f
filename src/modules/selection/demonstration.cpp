#include "modules/programmes/programmes.hpp"
#include "modules/selection/candidate_store.hpp"
#include "modules/selection/handlers.hpp"
#include "modules/selection/selection.hpp"
#include "modules/territory/territory.hpp"
#include "service/crud.hpp"

namespace jisr::selection {

namespace {

constexpr auto* kSelectedRegion = "10";
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
         .name_fr = "Solidité de l'idée de projet",
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

/// Points of a committee that does not exist; the last digits of the reference make them various.
Result<void> score_all(WriteContext& context, const core::Id& edition)
{
    for (const auto& row : TRY(candidates_in(context.reader, edition, kSelectedRegion,
                                             {registry::Phase::Eligible}))) {
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

/// A selection of one region, drawn up for a committee to confirm.
Result<void> select_region(service::Services& services, const service::Actor& actor,
                           const Plan& plan)
{
    TRY(ask_rules(services, actor, plan.id, {kSelectedRegion, true}));
    TRY(service::write_as(services, actor, [&](WriteContext& context) -> Result<void> {
        TRY(score_all(context, plan.id));
        return close_scoring(context, plan);
    }));
    return draw_and_keep(services, actor,
                         {.id = core::Id::make(),
                          .edition_id = plan.id,
                          .region_code = kSelectedRegion,
                          .seed = "22-11-2026",
                          .as_of = services.clock.today(),
                          .made_at = services.clock.now(),
                          .made_by = actor.id,
                          .made_by_name = actor.name});
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
    return select_region(services, kActor, plan);
}

} // namespace jisr::selection
