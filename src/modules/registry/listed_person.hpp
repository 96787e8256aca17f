#pragma once

#include "modules/registry/import_row.hpp"

namespace jisr::registry {

/// Who stands in a row of somebody else's list, as far as it can be understood. Nobody is
/// registered from it, so nothing in it is refused: what cannot be is left out.
struct ListedPerson
{
    PersonFields fields;
    std::string place_code; ///< her commune, else her province; empty: the list does not say
    std::vector<RowReason> left_out; ///< what of who she is could not be understood

    /// Given and family name in one script, or a national id.
    [[nodiscard]] bool can_be_known() const;
};

/// The columns of such a list by its headings.
std::vector<ImportColumn> listed_columns(const std::vector<std::string>& headings);

/// Whether the columns tell who stands in a row: her names, or her national id.
bool tell_who(const std::vector<ImportColumn>& columns);

/// Places are sought within `within`, the code of a region or province, or empty.
ListedPerson read_listed(const tabular::SheetRow& row, const std::vector<ImportColumn>& columns,
                         std::string_view within, core::Date today);

} // namespace jisr::registry
