#include "modules/programmes/programmes.hpp"
#include "modules/selection/handlers.hpp"
#include "modules/selection/settling.hpp"
#include "modules/territory/territory.hpp"
#include "service/crud.hpp"

namespace jisr::selection {

namespace {

using service::Permission;

service::Response answer(const Plan& plan)
{
    return service::versioned(service::ok(plan), plan.version);
}

} // namespace

Result<programmes::Edition> edition_of(db::Reader& reader, const Request& request)
{
    return service::get_record<programmes::Edition>(reader, "edition",
                                                    TRY(service::path_id(request)));
}

Result<Response> show_plan(Context& context, const Request& request)
{
    const auto edition = TRY(edition_of(context.reader, request));
    auto plan = TRY(plan_of(context.reader, edition.id));
    if (!context.actor.may(Permission::ViewSensitive))
        hide_sensitive(plan);
    return answer(plan);
}

// PUT /api/v1/editions/{id}/selection-plan
// An edition selects by the same rules everywhere, so they are the nation's to set.
Result<Response> put_plan(WriteContext& context, const Request& request, const PlanDraft& draft)
{
    const auto edition = TRY(edition_of(context.reader, request));
    TRY(context.actor.require(Permission::ManageSelection, {}));
    const auto before = TRY(plan_of(context.writer, edition.id));
    TRY(service::require_current(request, before, draft));
    TRY(validate(draft));
    Plan after = before;
    static_cast<PlanFields&>(after) = draft;
    const auto reason = draft.reason.value_or("");
    if (before.version > 0)
        return answer(TRY(service::replace_record(context, "selection_plan", before,
                                                  std::move(after), "update", reason)));
    after.version = 1;
    TRY(service::create_record(context, "selection_plan", after, reason));
    return answer(after);
}

Result<Response> show_scoring(Context& context, const Request& request)
{
    const auto edition = TRY(edition_of(context.reader, request));
    const auto plan = TRY(plan_of(context.reader, edition.id));
    service::Page<RegionScoring> page;
    for (const auto& region : territory::regions())
        if (context.actor.may(Permission::ViewSelection, {.region_code = region.code}))
            page.items.push_back(TRY(scoring_in(context.reader, plan, region.code)));
    return service::ok(page);
}

// POST /api/v1/editions/{id}/scoring
// A region that is ready does not wait for another; what the nation has closed no region opens.
Result<Response> switch_scoring(WriteContext& context, const Request& request,
                                const ScoringSwitch& wanted)
{
    const auto edition = TRY(edition_of(context.reader, request));
    if (territory::find_region(wanted.region_code) == nullptr)
        return core::fail(core::problems::invalid("/region_code", "unknown_place"));
    TRY(context.actor.require(Permission::ManageSelection, {.region_code = wanted.region_code}));
    TRY(hold_selections(context.writer, edition.id, wanted.region_code));
    const auto plan = TRY(plan_of(context.writer, edition.id));
    if (plan.version == 0)
        return core::fail(core::problems::conflict("plan_missing"));
    if (wanted.open && !plan.scoring_open)
        return core::fail(core::problems::conflict("scoring_closed_by_nation"));
    RegionScoringRow row{.id = scoring_id(edition.id, wanted.region_code),
                         .edition_id = edition.id,
                         .region_code = wanted.region_code,
                         .open = wanted.open,
                         .changed_at = context.clock.now(),
                         .changed_by_name = context.actor.name};
    const auto before =
        TRY(service::find_record<RegionScoringRow>(context.writer, "region_scoring", row.id));
    const auto reason = wanted.reason.value_or("");
    const auto* const operation = wanted.open ? "open_scoring" : "close_scoring";
    if (!before)
        TRY(service::create_record(context, "region_scoring", row, reason));
    else if (before->open != row.open) {
        row.version = before->version;
        TRY(service::replace_record(context, "region_scoring", *before, std::move(row), operation,
                                    reason));
    }
    return service::ok(TRY(scoring_in(context.writer, plan, wanted.region_code)));
}

} // namespace jisr::selection
