#pragma once

#include "core/result.hpp"
#include "linkage/people.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace jisr::cli {

/// Which columns of a sheet are read as what.
struct PeopleSheetOrder
{
    std::filesystem::path file;
    std::string id;                   ///< heading of the column that names each record
    std::optional<std::string> truth; ///< heading of the column that names the person
    /// Heading and field, for headings that are not understood by themselves; the field `none`
    /// leaves a column out.
    std::vector<std::pair<std::string, std::string>> mapping;
};

/// The people of a sheet.
struct PeopleSheet
{
    linkage::People people;
    linkage::TextIndex ids;           ///< distinct texts of the id column
    std::vector<std::uint32_t> id_of; ///< for each row, as the file has them
    std::vector<std::uint32_t> truth; ///< likewise a number for each person; empty: none asked for
    std::vector<std::pair<std::string, std::string>> columns; ///< heading and field that were read
    std::int64_t unread_dates = 0;                            ///< birth dates that are none
    char separator = ',';
};

/// The fields that `mapping` may name.
std::vector<std::string> people_fields();

/// Reads CSV or XLSX. Problems: those of tabular::open_sheet; validation_failed when a heading is
/// not there (`--id-column`, `--truth`, `--map`) or no column was understood.
core::Result<PeopleSheet> read_people_sheet(const PeopleSheetOrder& order);

} // namespace jisr::cli
