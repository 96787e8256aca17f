#include "modules/registry/import_list.hpp"

namespace jisr::registry {

core::Result<std::unique_ptr<tabular::SheetReader>> open_list(const std::filesystem::path& file,
                                                              std::optional<FirstRow> first_row)
{
    return tabular::open_sheet(file, {},
                               first_row == FirstRow::Person
                                   ? tabular::Layout::PeopleWithoutHeadings
                                   : tabular::Layout::People);
}

void note_layout(ImportRun& run, const tabular::SheetReader& sheet)
{
    if (!run.first_row && !sheet.headings_unsure())
        run.first_row = FirstRow::Headings;
    run.sheets = sheet.is_xlsx() ? sheet.sheet_names() : std::vector<std::string>();
    run.unread_sheets = sheet.unread_sheets();
    run.skipped_rows = sheet.skipped_rows();
}

RowPlace place_of_row(const ImportRun& run, std::int64_t row)
{
    const auto at = static_cast<std::size_t>(row / tabular::kRowsOfASheet);
    if (run.sheets.size() < 2 || at >= run.sheets.size())
        return {.sheet = std::nullopt, .line = row};
    return {.sheet = run.sheets[at], .line = row % tabular::kRowsOfASheet};
}

void letter_columns(ImportRun& run)
{
    for (std::size_t i = 0; i < run.columns.size(); ++i)
        run.columns[i].heading = tabular::column_letters(i);
}

} // namespace jisr::registry
