#include "modules/registry/import_list.hpp"

#include "tabular/text.hpp"

#include <algorithm>

namespace jisr::registry {

namespace {

constexpr std::size_t kSamples = 3;
constexpr std::size_t kLettersOfSample = 40;
/// Most lists have a column with one answer alone: it would have them read to their end.
constexpr int kSampledRows = 2'000;

bool are_enough(const std::vector<std::string>& samples)
{
    return samples.size() == kSamples;
}

std::string cut_short(std::string text)
{
    std::size_t letters = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool begins_letter = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
        if (begins_letter && ++letters > kLettersOfSample)
            return text.replace(i, std::string::npos, "…");
    }
    return text;
}

void add_sample(std::vector<std::string>& samples, const tabular::Cell& cell)
{
    if (are_enough(samples))
        return;
    auto sample = cut_short(tabular::clean_text(cell.text));
    if (!sample.empty() && std::ranges::find(samples, sample) == samples.end())
        samples.push_back(std::move(sample));
}

} // namespace

core::Result<std::unique_ptr<tabular::SheetReader>> open_list(const std::filesystem::path& file,
                                                              std::optional<FirstRow> first_row)
{
    return tabular::open_sheet(file, {},
                               first_row == FirstRow::Person
                                   ? tabular::Layout::PeopleWithoutHeadings
                                   : tabular::Layout::People);
}

std::vector<std::string> headings_of_list(tabular::SheetReader& sheet)
{
    auto headings = sheet.headings();
    // What is wrong with the file is told when its rows are read.
    for (auto row = sheet.next(); row && *row; row = sheet.next()) {
        const auto& cells = (*row)->cells;
        headings.resize(std::max(headings.size(), cells.size()));
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (headings[i].empty() && !tabular::is_blank(cells[i].text))
                headings[i] = tabular::column_letters(i);
    }
    return headings;
}

std::vector<std::vector<std::string>> samples_of_list(tabular::SheetReader& sheet,
                                                      std::size_t columns)
{
    std::vector<std::vector<std::string>> samples(columns);
    for (int looked = 0; looked < kSampledRows; ++looked) {
        const auto row = sheet.next();
        if (!row || !*row || std::ranges::all_of(samples, are_enough))
            break;
        const auto& cells = (*row)->cells;
        for (std::size_t i = 0; i < columns && i < cells.size(); ++i)
            add_sample(samples[i], cells[i]);
    }
    return samples;
}

void note_layout(ImportRun& run, const tabular::SheetReader& sheet)
{
    if (!run.first_row && !sheet.headings_unsure())
        run.first_row = FirstRow::Headings;
    run.sheets = sheet.is_xlsx() ? sheet.sheet_names() : std::vector<std::string>();
    run.unread_sheets = sheet.unread_sheets();
    const auto& hidden = sheet.hidden_sheets();
    run.unread_sheets.insert(run.unread_sheets.end(), hidden.begin(), hidden.end());
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
