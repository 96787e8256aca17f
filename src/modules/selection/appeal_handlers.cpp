#include "modules/selection/appeal_store.hpp"
#include "modules/selection/telling.hpp"
#include "service/crud.hpp"

namespace jisr::selection {

using service::Permission;

namespace {

/// Those who may answer it.
Result<void> tell_of(WriteContext& context, const Appeal& appeal)
{
    const auto row = TRY(registry::find_registration(context.writer, appeal.registration_id));
    if (!row)
        return {};
    return tell_selectors(context, *row,
                          {.template_code = "staff_appeal",
                           .occasion = "appeal/" + appeal.id.str(),
                           .link = "/selection/" + appeal.run_id.str()});
}

/// That there is an answer; what it says she hears at her centre.
Result<void> tell_her_of(WriteContext& context, const Appeal& answered)
{
    const auto row = TRY(registry::find_registration(context.writer, answered.registration_id));
    if (!row || row->state != registry::RegistrationState::Active)
        return {};
    return registry::tell_registrant(
        context, *row,
        {.template_code = "answer", .occasion = "appeal/" + answered.id.str() + "/answer"});
}

} // namespace

Result<Response> show_appeals(Context& context, const Request& request)
{
    const auto run = TRY(visible_run(context.reader, context.actor, request));
    service::Page<Appeal> page;
    page.items = TRY(appeals_of_run(context.reader, run.id));
    return service::ok(page);
}

// POST /api/v1/selections/{id}/appeals
Result<Response> record_appeal(WriteContext& context, const Request& request,
                               const AppealDraft& draft)
{
    const auto run = TRY(visible_run(context.reader, context.actor, request));
    TRY(context.actor.require(Permission::ScoreCandidates, {.region_code = run.region_code}));
    if (run.state != RunState::Confirmed)
        return core::fail(core::problems::conflict("selection_not_confirmed"));
    if (!TRY(is_in_run(context.reader, run.id, draft.registration_id)))
        return core::fail(core::problems::invalid("/registration_id", "not_in_selection"));
    const Appeal appeal{.id = core::Id::make(),
                        .run_id = run.id,
                        .registration_id = draft.registration_id,
                        .complaint = draft.complaint,
                        .recorded_at = context.clock.now(),
                        .recorded_by = context.actor.id,
                        .recorded_by_name = context.actor.name};
    TRY(service::create_record(context, "appeal", appeal));
    TRY(tell_of(context, appeal));
    return service::created(appeal, "/api/v1/appeals/" + appeal.id.str());
}

// POST /api/v1/appeals/{id}/answer
// An answer changes no list by itself: points are corrected, and a further selection says what that
// changes.
Result<Response> answer_appeal(WriteContext& context, const Request& request,
                               const AppealAnswer& answer)
{
    const auto before =
        TRY(service::get_record<Appeal>(context.reader, "appeal", TRY(service::path_id(request))));
    const auto run =
        TRY(service::get_record<RunRow>(context.reader, "selection_run", before.run_id));
    if (!context.actor.may(Permission::ViewSelection, {.region_code = run.region_code}))
        return core::fail(core::problems::not_found());
    TRY(context.actor.require(Permission::ManageSelection, {.region_code = run.region_code}));
    if (before.state != AppealState::Open)
        return core::fail(core::problems::conflict("appeal_answered"));
    auto after = before;
    after.state = answer.accepted ? AppealState::Accepted : AppealState::Refused;
    after.answer = answer.answer;
    after.answered_at = context.clock.now();
    after.answered_by_name = context.actor.name;
    const auto answered =
        TRY(service::replace_record(context, "appeal", before, std::move(after), "answer"));
    TRY(tell_her_of(context, answered));
    return service::ok(answered);
}

} // namespace jisr::selection
