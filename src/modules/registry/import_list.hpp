#pragma once

#include "modules/registry/import.hpp"

#include <filesystem>

/// The file of an import as a list of people.
namespace jisr::registry {

/// Opens it in the layout that `first_row` says; the same for each reading of a run, or its rows
/// would have other numbers. Problems: tabular/file_problems.hpp.
core::Result<std::unique_ptr<tabular::SheetReader>> open_list(const std::filesystem::path& file,
                                                              std::optional<FirstRow> first_row);

/// The headings of the list, for which it is read to its end. A column without a heading is headed
/// by its letters where anything stands in it, so that somebody is asked what it holds.
std::vector<std::string> headings_of_list(tabular::SheetReader& sheet);

/// Of each column the first few cells that differ, cut short, for whoever does not know its
/// heading. Looks at the first rows alone.
std::vector<std::vector<std::string>> samples_of_list(tabular::SheetReader& sheet,
                                                      std::size_t columns);

/// What of the list is read, and what is not.
void note_layout(ImportRun& run, const tabular::SheetReader& sheet);

/// Where somebody finds a row of the list.
struct RowPlace
{
    std::optional<std::string> sheet; ///< where there are several
    std::int64_t line = 0;            ///< as the spreadsheet program shows it
};

RowPlace place_of_row(const ImportRun& run, std::int64_t row);

/// Heads the columns A, B …: what stands in the first row is a person's.
void letter_columns(ImportRun& run);

} // namespace jisr::registry
