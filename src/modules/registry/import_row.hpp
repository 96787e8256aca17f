#pragma once

#include "modules/registry/person.hpp"
#include "tabular/sheet_reader.hpp"

namespace jisr::registry {

/// A heading of the file, and what its column holds; nothing: it is left out.
struct ImportColumn
{
    std::string heading;
    std::optional<std::string> field; ///< one of import_fields()

    static constexpr std::string_view kRecord = "registry.ImportColumn";
    static constexpr std::array kFields{core::field("heading").length(500)};
};
BOOST_DESCRIBE_STRUCT(ImportColumn, (), (heading, field))

/// The reason of a row that resembles a file, until somebody says whether it is the same woman.
inline constexpr std::string_view kLikelySame = "likely_same_person";
/// The reason of a row that names a withdrawn file: she may have it restored.
inline constexpr std::string_view kFileWithdrawn = "file_withdrawn";

/// Heading of the column in which the file of the refused rows says why.
inline constexpr std::string_view kErrorHeading = "error";

/// Why a row is not registered.
struct RowReason
{
    std::string code;  ///< text key "error.<code>"
    std::string field; ///< an import field, or empty

    static constexpr std::string_view kRecord = "registry.RowReason";
};
BOOST_DESCRIBE_STRUCT(RowReason, (), (code, field))

/// A row as it was understood: a person, or the reasons why it is none.
struct ReadRow
{
    std::int64_t number = 0; ///< as a spreadsheet program counts
    PersonDraft draft;       ///< checked, without edition
    std::vector<RowReason> reasons;
};

/// The columns of a file by its headings.
std::vector<ImportColumn> columns_of_headings(const std::vector<std::string>& headings);

/// The headings of the columns of this program's own files that come back with them and are not
/// read: why a row was refused, and what an export tells of a file that stands already, where all
/// of that is there.
std::vector<std::string> own_columns(const std::vector<ImportColumn>& columns);

/// The headings of the others that are not read: somebody may say what they hold.
std::vector<std::string> unread_columns(const std::vector<ImportColumn>& columns);

/// The columns as those of an earlier list were read; none unless it had the same headings, in
/// whatever order.
std::optional<std::vector<ImportColumn>> read_as(std::vector<ImportColumn> columns,
                                                 std::vector<ImportColumn> earlier);

/// Whether none of the fields that somebody chose stands in two of the columns, of which one would
/// be lost. 422 of "/columns/0/field" and so on: chosen_twice.
core::Result<void> require_one_column_each(const std::vector<ImportColumn>& columns,
                                           const std::vector<ImportColumn>& chosen);

/// Gives the columns the fields that somebody chose by hand, of some or of all of them in their
/// order. 422 of "/columns/0/field" and so on: unknown_code, unknown_heading, heading_twice,
/// chosen_twice.
core::Result<void> choose_fields(std::vector<ImportColumn>& columns,
                                 const std::vector<ImportColumn>& chosen);

/// What no list can be registered without and these columns do not give: "name", "birth_date",
/// "commune".
std::vector<std::string> missing_fields(const std::vector<ImportColumn>& columns);

/// Reads one row. Places are sought within `region_code`. An optional word that nobody knows
/// refuses no row: it is kept in the notes, which are as sensitive as what may stand in it, so that
/// nothing typed is lost.
ReadRow read_row(const tabular::SheetRow& row, const std::vector<ImportColumn>& columns,
                 std::string_view region_code, core::Date today);

} // namespace jisr::registry
