#include "modules/programmes/programmes.hpp"
#include "modules/selection/handlers.hpp"
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
    return answer(TRY(plan_of(context.reader, edition.id)));
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

} // namespace jisr::selection
