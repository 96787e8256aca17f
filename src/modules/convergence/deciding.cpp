#include "modules/convergence/deciding.hpp"

#include "modules/convergence/list_chunk.hpp"
#include "modules/convergence/participation_store.hpp"
#include "service/crud.hpp"

#include <algorithm>

namespace jisr::convergence {

namespace {

using service::WriteContext;

constexpr auto* kEntity = "programme_list";

Result<void> require_waiting(const ListRecord& list, const RowRecord& row)
{
    if (list.state != ListState::Open)
        return core::fail(core::problems::conflict("list_not_open"));
    if (row.outcome != ListOutcome::Open)
        return core::fail(core::problems::conflict("row_settled"));
    return {};
}

/// Writes the row as decided, with a line of the change log that says how, not whom the row names.
Result<void> settle(WriteContext& context, const ListRecord& list, const RowRecord& before,
                    const RowRecord& after)
{
    TRY(update_row(context.writer, after, before.outcome));
    const auto line = [](const RowRecord& row) {
        return core::json::object{{"row", row.row}, {"outcome", core::code_of(row.outcome)}};
    };
    return context.log(kEntity, list.id, list.version, "decide", line(before), line(after));
}

RowRecord decided(const WriteContext& context, RowRecord row, ListOutcome outcome)
{
    row.outcome = outcome;
    row.person_id.reset();
    row.decided_by_name = context.actor.name;
    row.decided_at = context.clock.now();
    return row;
}

} // namespace

Result<RowRecord> decide_same(WriteContext& context, const ListRecord& list,
                              const RowRecord& before, const core::Id& person_id)
{
    TRY(require_waiting(list, before));
    const auto matches = TRY(registry::matches_of(context, before.likely));
    const bool may_be_her = std::any_of(matches.begin(), matches.end(), [&](const auto& match) {
        return match.person && match.person->id == person_id;
    });
    if (!may_be_her)
        return core::fail(core::problems::not_found());
    auto row = decided(context, before, ListOutcome::Same);
    row.person_id = person_id;
    TRY(settle(context, list, before, row));
    TRY(add_participation(context, list, row, context.actor.name));
    return row;
}

Result<RowRecord> decide_nobody(WriteContext& context, const ListRecord& list,
                                const RowRecord& before)
{
    TRY(require_waiting(list, before));
    const auto matches = TRY(registry::matches_of(context, before.likely));
    if (std::any_of(matches.begin(), matches.end(),
                    [](const auto& match) { return !match.person; }))
        return core::fail(core::problems::conflict("likely_elsewhere"));
    auto row = decided(context, before, ListOutcome::Nobody);
    TRY(settle(context, list, before, row));
    return row;
}

Result<std::optional<RowRecord>> undo_decision(WriteContext& context, const ListRecord& list,
                                               const RowRecord& before)
{
    if (list.state == ListState::Running)
        return core::fail(core::problems::conflict("list_not_open"));
    if (before.outcome == ListOutcome::Open)
        return core::fail(core::problems::conflict("row_settled"));
    if (before.person_id)
        TRY(registry::visible_person(context.reader, context.actor, *before.person_id));
    if (const auto held = TRY(find_participation(context.writer, list.id, before.row)))
        TRY(remove_participation(context, *held));
    if (list.state == ListState::Closed && before.outcome == ListOutcome::Nobody) {
        TRY(delete_row(context.writer, before));
        TRY(add_unknown(context.writer, list.id, before.place_code, 1));
        return std::optional<RowRecord>();
    }
    if (list.state == ListState::Closed) {
        auto row = decided(context, before, ListOutcome::Nobody);
        row.likely = {{.person_id = *before.person_id}};
        TRY(settle(context, list, before, row));
        return std::optional(row);
    }
    auto row = decided(context, before, ListOutcome::Open);
    row.decided_by_name.reset();
    row.decided_at.reset();
    TRY(settle(context, list, before, row));
    return std::optional(row);
}

Result<ListRecord> close_list(WriteContext& context, const ListRecord& list)
{
    if (list.state != ListState::Open)
        return core::fail(core::problems::conflict("list_not_open"));
    TRY(forget_said(context.writer, list.id));
    auto closed = list;
    closed.state = ListState::Closed;
    return service::replace_record(context, kEntity, list, std::move(closed), "close");
}

Result<void> remove_list(WriteContext& context, const ListRecord& list)
{
    for (const auto& participation : TRY(participations_from(context.writer, list.id)))
        TRY(remove_participation(context, participation));
    TRY(delete_rows(context.writer, list.id));
    auto removed = list;
    removed.state = ListState::Removed;
    TRY(service::replace_record(context, kEntity, list, std::move(removed), "remove"));
    return {};
}

} // namespace jisr::convergence
