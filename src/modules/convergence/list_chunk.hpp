#pragma once

#include "modules/convergence/list_store.hpp"

namespace jisr::convergence {

/// A row of the file, and who of the registrants she may be.
struct LookedRow
{
    std::int64_t number = 0;
    bool read = false; ///< it tells who is meant
    std::vector<registry::Likeness> likely;
    std::vector<registry::RowReason> left_out;
    Said said;
    std::optional<std::string> benefit;
    std::optional<std::string> progress;
};

/// The columns of a file by its headings, those of benefit and progress among them.
std::vector<registry::ImportColumn> columns_of_list(const std::vector<std::string>& headings);

/// Outside a transaction: the one writer must not wait for the looking.
Result<LookedRow> look_up(service::Services& services, registry::EntryCheck& check,
                          const ListRecord& list, const tabular::SheetRow& row);

/// One chunk: its rows, and how far the list then is. Rows that the list has already stay as they
/// were decided, unless somebody who may be meant was registered since. Files that its sender, the
/// actor, may not see keep that she met them; such a file is nobody's without asking.
Result<ListRecord> settle_chunk(service::WriteContext& context, ListRecord list,
                                const std::vector<LookedRow>& rows, registry::MetFiles& files);

/// What is written of a matched row.
Result<void> add_participation(service::WriteContext& context, const ListRecord& list,
                               const RowRecord& row, const std::string& found_by_name);

} // namespace jisr::convergence
