#include "modules/selection/appeal_store.hpp"
#include "modules/selection/telling.hpp"
#include "service/crud.hpp"

namespace jisr::selection {

namespace {

using service::Permission;

/// Those who may answer it.
Result<void> tell_of(WriteContext& context, const Appeal& appeal)
{
    const auto row = TRY(registry::find_registration(context.writer, appeal.registration_id));
    if (!row || !row->person_id)
        return {};
    return tell_selectors(context, *row,
                          {.template_code = "staff_appeal",
                           .occasion = "appeal/" + appeal.id.str(),
                           .link = appeal.run_id ? "/selection/" + appeal.run_id->str()
                                                 : "/persons/" + row->person_id->str()});
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

/// From a reader who may not know the answers that they would tell.
Result<void> hide_scores(const Context& context, AppealEffect& effect)
{
    const auto row = TRY(find_candidate(context.reader, effect.registration_id));
    if (row && context.actor.may(Permission::ViewSensitive, place_of(*row)))
        return {};
    effect.score_before.reset();
    effect.score_after.reset();
    return {};
}

/// As the lists that are put up do not tell them of who is selected.
void untell_scores(AppealEffect& effect)
{
    if (effect.selected_before)
        effect.score_before.reset();
    if (effect.selected_after)
        effect.score_after.reset();
}

/// A list is changed by a further selection; a refusal is over at once. Against one that a person
/// spoke after a selection she appeals as one of its list.
Result<void> lift_refusal(WriteContext& context, const Appeal& accepted)
{
    const auto row = TRY(registry::find_registration(context.writer, accepted.registration_id));
    if (!row || row->state != registry::RegistrationState::Active ||
        row->phase != registry::Phase::Rejected)
        return {};
    if (accepted.run_id && !rejected_by_rules(row->phase, row->phase_reason))
        return {};
    TRY(registry::change_phase(
        context, *row,
        {registry::Phase::Eligible, operation_of(registry::Phase::Eligible), "appeal_accepted"}));
    return {};
}

Result<Response> enter(WriteContext& context, const core::Id& registration_id,
                       const std::optional<core::Id>& run_id, const std::string& complaint)
{
    // Two may record it at once.
    TRY(context.writer.hold({static_cast<std::uint32_t>(std::hash<core::Id>{}(registration_id))}));
    if (TRY(has_open_appeal(context.reader, registration_id)))
        return core::fail(core::problems::conflict("appeal_pending"));
    const Appeal appeal{.id = core::Id::make(),
                        .run_id = run_id,
                        .registration_id = registration_id,
                        .complaint = complaint,
                        .recorded_at = context.clock.now(),
                        .recorded_by = context.actor.id,
                        .recorded_by_name = context.actor.name};
    TRY(service::create_record(context, "appeal", appeal));
    TRY(tell_of(context, appeal));
    return service::created(appeal, "/api/v1/appeals/" + appeal.id.str());
}

/// The appeals as this reader may see them.
Result<Response> answer_with(const Context& context, std::vector<Appeal> appeals)
{
    for (auto& appeal : appeals) {
        const auto row = TRY(registry::find_registration(context.reader, appeal.registration_id));
        if (!row || !context.actor.may(Permission::ViewSensitive, registry::place_of(*row)))
            hide_texts(context.actor, appeal);
    }
    service::Page<Appeal> page;
    page.items = std::move(appeals);
    return service::ok(page);
}

} // namespace

Result<Response> show_appeals(Context& context, const Request& request)
{
    const auto run = TRY(visible_run(context.reader, context.actor, request));
    return answer_with(context, TRY(appeals_of_run(context.reader, run.id)));
}

Result<Response> show_all_appeals(Context& context, const Request& request,
                                  const AppealQuery& query)
{
    const auto edition = TRY(edition_of(context.reader, request));
    return answer_with(context, TRY(appeals_of_edition(context, edition.id, query)));
}

Result<Response> show_effects(Context& context, const Request& request)
{
    const auto run = TRY(visible_run(context.reader, context.actor, request));
    service::Page<AppealEffect> page;
    const auto order = order_for(context.actor, run);
    page.items = TRY(effects_on(context.reader, run, order));
    if (order == ListOrder::PutUp)
        for (auto& effect : page.items)
            untell_scores(effect);
    if (tells_sensitive(run.plan.criteria) ||
        TRY(regions_without_totals(context.reader, run.edition_id)).contains(run.region_code))
        for (auto& effect : page.items)
            TRY(hide_scores(context, effect));
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
    return enter(context, draft.registration_id, run.id, draft.complaint);
}

// POST /api/v1/registrations/{id}/appeals
// Where she is known: against the selection that is in force, or against being refused.
Result<Response> record_appeal_of(WriteContext& context, const Request& request,
                                  const Complaint& complaint)
{
    const auto row = TRY(visible_candidate(context, request));
    TRY(context.actor.require(Permission::ScoreCandidates, place_of(row)));
    const auto listed = TRY(place_in_lists(context.reader, row.registration_id, ListOrder::PutUp));
    if (!listed && row.phase != registry::Phase::Rejected)
        return core::fail(core::problems::conflict("nothing_decided"));
    const auto run_id = listed ? std::optional(listed->run_id) : std::nullopt;
    return enter(context, row.registration_id, run_id, complaint.complaint);
}

// POST /api/v1/appeals/{id}/answer
// An answer changes no list by itself. Accepted, it opens her sheet again for corrections, though
// scoring is closed for all others; a further selection says what they change. Whoever was refused
// is eligible then, and a candidate of the next.
Result<Response> answer_appeal(WriteContext& context, const Request& request,
                               const AppealAnswer& answer)
{
    const auto before =
        TRY(service::get_record<Appeal>(context.reader, "appeal", TRY(service::path_id(request))));
    const auto row = TRY(find_movable(context.reader, before.registration_id));
    if (!row || !context.actor.may(Permission::ViewSelection, place_of(*row)))
        return core::fail(core::problems::not_found());
    TRY(context.actor.require(Permission::ManageSelection, {.region_code = row->region_code}));
    if (before.state != AppealState::Open)
        return core::fail(core::problems::conflict("appeal_answered"));
    auto after = before;
    after.state = answer.accepted ? AppealState::Accepted : AppealState::Refused;
    after.answer = answer.answer;
    after.answered_at = context.clock.now();
    after.answered_by_name = context.actor.name;
    const auto answered =
        TRY(service::replace_record(context, "appeal", before, std::move(after), "answer"));
    if (answered.state == AppealState::Accepted)
        TRY(lift_refusal(context, answered)); // which takes back what waits to be told
    TRY(tell_her_of(context, answered));
    return service::ok(answered);
}

} // namespace jisr::selection
