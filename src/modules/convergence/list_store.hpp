#pragma once

#include "modules/convergence/programme_list.hpp"

namespace jisr::convergence {

Result<std::optional<ListRecord>> find_list(db::Reader& reader, const core::Id& id);
/// The list that the same file of the same programme and year is already, handed over in the same
/// place.
Result<std::optional<ListRecord>> find_list_of_file(db::Reader& reader, const ListRecord& like);
/// The latest 100 that the actor may work on.
Result<std::vector<ListRecord>> recent_lists(const service::Context& context);
Result<std::vector<ListRecord>> lists_in_state(db::Reader& reader, ListState state);

/// How far the matching is. 409 import_taken when somebody else went on from `rows_done_before`, or
/// the list no longer runs: two servers never work at one list together.
Result<void> advance_list(db::Writer& writer, const ListRecord& list,
                          std::int64_t rows_done_before);

Result<void> insert_row(db::Writer& writer, const RowRecord& row);
/// 409 row_settled when it is no longer as `outcome_before`: somebody was faster.
Result<void> update_row(db::Writer& writer, const RowRecord& row, ListOutcome outcome_before);
Result<void> delete_row(db::Writer& writer, const RowRecord& row);
Result<std::vector<RowRecord>> rows_of(db::Reader& reader, const core::Id& list_id,
                                       std::optional<ListOutcome> outcome, std::int64_t after_row,
                                       std::int64_t limit);
/// 404 without the row.
Result<RowRecord> get_row(db::Reader& reader, const core::Id& list_id, std::int64_t row);

Result<void> add_unknown(db::Writer& writer, const core::Id& list_id, std::string_view place_code,
                         std::int64_t persons);
/// Before the list is gone through again.
Result<void> forget_unknown(db::Writer& writer, const core::Id& list_id);
/// Rows that wait become numbers, and what the others said is forgotten; how they were decided is
/// not.
Result<void> forget_said(db::Writer& writer, const core::Id& list_id);
/// All but the list itself.
Result<void> delete_rows(db::Writer& writer, const core::Id& list_id);

Result<ListCounts> counts_of(db::Reader& reader, const core::Id& list_id);
/// By place, "nobody" among them.
Result<std::vector<UnknownCount>> unknown_of(db::Reader& reader, const core::Id& list_id);

} // namespace jisr::convergence
