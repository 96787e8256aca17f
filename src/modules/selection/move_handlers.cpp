#include "modules/messages/messages.hpp"
#include "modules/selection/move_store.hpp"
#include "modules/selection/settling.hpp"
#include "service/crud.hpp"

#include <algorithm>
#include <set>

namespace jisr::selection {

namespace {

using registry::Phase;
using registry::RegistrationState;
using service::Permission;

/// The text key of why the actor cannot take this step with the candidate; empty when she can. All
/// that are moved together are of one edition, the first's.
std::string_view refusal(const service::Actor& actor, const MovableRow& row,
                         const MovableRow& first, const MoveOrder& order)
{
    if (row.edition_id != first.edition_id)
        return "selection.move.other_edition";
    if (row.state != RegistrationState::Active)
        return "selection.move.withdrawn";
    if (row.phase == order.to)
        return "selection.move.already_there";
    const auto* const step = find_step(row.phase, order.to, row.who());
    if (step == nullptr)
        return "selection.move.no_such_step";
    if (!actor.may(step->permission, place_of(row)))
        return "selection.move.not_allowed";
    return {};
}

/// 422 where one of them does not exist for the actor or is named twice.
Result<std::vector<MovableRow>> movables_of(const Context& context, const MoveOrder& order)
{
    std::vector<core::FieldError> faults;
    std::vector<MovableRow> rows;
    std::set<core::Id> seen;
    for (std::size_t i = 0; i < order.registrations.size(); ++i) {
        auto row = TRY(find_movable(context.reader, order.registrations[i]));
        const std::string pointer = "/registrations/" + std::to_string(i);
        if (!seen.insert(order.registrations[i]).second)
            faults.push_back({pointer, "given_twice", {}});
        else if (!row || !context.actor.may(Permission::ViewRegistrants, place_of(*row)))
            faults.push_back({pointer, "unknown_registration", {}});
        else
            rows.push_back(std::move(*row));
    }
    if (order.registrations.empty())
        faults.push_back({"/registrations", "required", {}});
    if (!faults.empty())
        return core::fail(core::problems::invalid(std::move(faults)));
    return rows;
}

/// The text key of why the step wants a reason that it does not want of others: the rules do not
/// say that she is eligible.
Result<std::string_view> doubt_of(const Context& context, const MovableRow& row, Phase to)
{
    if (to != Phase::Eligible || row.who() != Registrant::Person)
        return std::string_view();
    const auto candidate = TRY(find_candidate(context.reader, row.registration_id));
    const auto plan = TRY(plan_of(context.reader, row.edition_id));
    switch (eligibility_of(plan.rules, traits_of(*candidate, context.clock.today())).verdict) {
    case Verdict::NotMet:
        return std::string_view("selection.move.rules_not_met");
    case Verdict::Unknown:
        return std::string_view("selection.move.rules_unknown");
    case Verdict::Met:
        break;
    }
    return std::string_view();
}

Result<bool> needs_reason(const Context& context, const std::vector<MovableRow>& rows, Phase to)
{
    for (const auto& row : rows) {
        const auto* const step = find_step(row.phase, to, row.who());
        if (step == nullptr || !context.actor.may(step->permission, place_of(row)))
            continue; // nor is it told what the rules say of her
        if (step->needs_reason || !TRY(doubt_of(context, row, to)).empty())
            return true;
    }
    return false;
}

/// All of them or none: whoever moves fifty must not find later that three were left.
Result<void> require_movable(const Context& context, const std::vector<MovableRow>& rows,
                             const MoveOrder& order)
{
    std::vector<core::FieldError> faults;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].edition_id != rows.front().edition_id)
            faults.push_back({"/registrations/" + std::to_string(i), "other_edition", {}});
        else if (!refusal(context.actor, rows[i], rows.front(), order).empty())
            faults.push_back({"/registrations/" + std::to_string(i), "cannot_be_moved", {}});
    if (TRY(needs_reason(context, rows, order.to)) && order.reason.value_or("").empty())
        faults.push_back({"/reason", "required", {}});
    if (!faults.empty())
        return core::fail(core::problems::invalid(std::move(faults)));
    return {};
}

/// What is told of a move begins so.
std::string occasion_of(const core::Id& move_id)
{
    return "move/" + move_id.str() + "/";
}

/// Who is rejected hears that there is an answer, and at her centre what it is. The other steps by
/// hand she takes part in herself, and places are given by a selection alone.
Result<void> move_one(WriteContext& context, const MovableRow& row, const MoveOrder& order,
                      const core::Id& move_id)
{
    const auto before = TRY(registry::find_registration(context.writer, row.registration_id));
    TRY(registry::change_phase(context, *before,
                               {order.to, operation_of(order.to), order.reason.value_or("")}));
    if (order.to != Phase::Rejected)
        return {};
    return registry::tell_registrant(
        context, *before,
        {.template_code = "answer", .occasion = occasion_of(move_id) + before->id.str()});
}

/// Whoever may no longer take the step cannot take it back either; and what came after it, or was
/// said of it, is not made undone.
Result<bool> may_undo(const WriteContext& context, const PhaseMove& move, const Moved& moved,
                      const MovableRow& row)
{
    const auto* const step = find_step(moved.from, move.phase, row.who());
    if (row.phase != move.phase || row.state != RegistrationState::Active || step == nullptr)
        return false;
    if (!context.actor.may(step->permission, place_of(row)) &&
        !context.actor.may(Permission::ManageSelection, place_of(row)))
        return false;
    return !TRY(gone_on_since(context.reader, move, row.registration_id)) &&
           !TRY(messages::was_sent_about(context.reader, row.registration_id, move.moved_at));
}

/// The phase to which she came back; none where it could not be undone.
Result<std::optional<Phase>> undo_one(WriteContext& context, const PhaseMove& move,
                                      const Moved& moved)
{
    const auto found = TRY(find_movable(context.reader, moved.registration_id));
    if (!found || !TRY(may_undo(context, move, moved, *found)))
        return std::optional<Phase>();
    TRY(messages::cancel_waiting_about(context, moved.registration_id, occasion_of(move.id)));
    const auto row = TRY(registry::find_registration(context.writer, moved.registration_id));
    // The place of one who was rejected goes to the next: she has it again while it is free, and
    // waits else. Whoever was trained or further comes back as what she is; nobody is promoted
    // until there is room again.
    const bool gave_up =
        move.phase == Phase::Rejected && moved.from == Phase::Selected && row->person_id;
    const bool lost = gave_up && !TRY(place_is_free(context, row->id));
    const auto back = lost ? Phase::Waiting : moved.from;
    TRY(registry::change_phase(context, *row, {back, "undo_move", moved.reason.value_or("")}));
    if (back == Phase::Waiting)
        TRY(registry::tell_registrant(
            context, *row,
            {.template_code = "waiting",
             .occasion = occasion_of(move.id) + row->id.str() + "/undone"}));
    return std::optional(back);
}

} // namespace

// POST /api/v1/phases/preview
Result<Response> preview_move(Context& context, const Request&, const MoveOrder& order)
{
    const auto rows = TRY(movables_of(context, order));
    MovePreview preview;
    for (const auto& row : rows) {
        const auto refused = refusal(context.actor, row, rows.front(), order);
        preview.movable += refused.empty() ? 1 : 0;
        MoveLine line{row.registration_id, row.reference, row.phase, {}};
        if (!refused.empty())
            line.refused = refused;
        else if (const auto doubt = TRY(doubt_of(context, row, order.to)); !doubt.empty())
            line.doubt = doubt;
        preview.lines.push_back(std::move(line));
    }
    preview.needs_reason = TRY(needs_reason(context, rows, order.to));
    return service::ok(preview);
}

// POST /api/v1/phases
Result<Response> move_registrations(WriteContext& context, const Request&, const MoveOrder& order)
{
    const auto rows = TRY(movables_of(context, order));
    TRY(require_movable(context, rows, order));
    PhaseMove move{.id = core::Id::make(),
                   .edition_id = rows.front().edition_id,
                   .region_code = rows.front().region_code,
                   .phase = order.to,
                   .reason = order.reason,
                   .moved_at = context.clock.now(),
                   .moved_by = context.actor.id,
                   .moved_by_name = context.actor.name};
    for (const auto& row : rows) {
        TRY(move_one(context, row, order, move.id));
        move.moved.push_back({row.registration_id, row.phase, row.phase_reason});
    }
    TRY(service::create_record(context, "phase_move", move, order.reason.value_or("")));
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (auto& reason = move.moved[i].reason;
            reason && !context.actor.may(Permission::ViewSensitive, place_of(rows[i])))
            registry::hide_sensitive_reason(*reason);
    return service::created(move, "/api/v1/phase-moves/" + move.id.str());
}

// POST /api/v1/phase-moves/{id}/undo
// Whoever moved them may take it back for as long as nothing came of it: those that have gone on or
// were told since stay where they are, and all do once a selection was confirmed.
Result<Response> undo_move(WriteContext& context, const Request& request)
{
    const auto before = TRY(service::get_record<PhaseMove>(context.reader, "phase_move",
                                                           TRY(service::path_id(request))));
    const bool manages =
        context.actor.may(Permission::ManageSelection, {.region_code = before.region_code});
    if (before.moved_by != context.actor.id && !manages)
        return core::fail(core::problems::not_found());
    if (before.undone_at)
        return core::fail(core::problems::conflict("already_undone"));
    if (TRY(selected_since(context.reader, before)))
        return core::fail(core::problems::conflict("move_overtaken"));
    UndoneMove outcome;
    TRY(hold_selections(context.writer, before.edition_id, before.region_code));
    for (const auto& moved : before.moved) {
        const auto back = TRY(undo_one(context, before, moved));
        ++(back ? outcome.undone : outcome.left);
        outcome.waiting += back && *back != moved.from ? 1 : 0;
    }
    if (outcome.undone == 0)
        return core::fail(core::problems::conflict("move_overtaken"));
    auto after = before;
    after.undone_at = context.clock.now();
    TRY(service::replace_record(context, "phase_move", before, std::move(after), "undo"));
    return service::ok(outcome);
}

} // namespace jisr::selection
