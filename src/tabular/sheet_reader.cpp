#include "tabular/sheet_reader.hpp"

#include "tabular/csv_rows.hpp"
#include "tabular/file_problems.hpp"
#include "tabular/text.hpp"
#include "tabular/word_lists.hpp"
#include "tabular/xlsx_rows.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <utility>

namespace jisr::tabular {

namespace {

using core::fail;
using core::Result;

void drop_blank_end(SheetRow& row)
{
    while (!row.cells.empty() && is_blank(row.cells.back().text))
        row.cells.pop_back();
}

/// The next row with a filled cell; without blank cells at its end.
Result<std::optional<SheetRow>> next_filled(RowSource& rows)
{
    SheetRow row;
    while (TRY(rows.read(row))) {
        drop_blank_end(row);
        if (!row.cells.empty())
            return row;
    }
    return std::nullopt;
}

std::string first_bytes(const std::filesystem::path& path)
{
    std::array<char, 512> bytes{};
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::fopen(path.c_str(), "rb"),
                                                               &std::fclose};
    if (!file)
        return {};
    return {bytes.data(), std::fread(bytes.data(), 1, bytes.size(), file.get())};
}

/// Kinds of file that people take for sheets, by how they begin.
bool is_something_else(std::string_view head)
{
    using namespace std::string_view_literals;
    constexpr std::array kBeginnings{"%PDF"sv,
                                     "\x89PNG"sv,
                                     "\xFF\xD8\xFF"sv,
                                     "GIF8"sv,
                                     "Rar!"sv,
                                     "7z\xBC\xAF"sv,
                                     "\x1F\x8B"sv,
                                     "{\\rtf"sv,
                                     "SQLite format"sv,
                                     "\x7F"
                                     "ELF"sv,
                                     "MZ\x90"sv};
    if (std::any_of(kBeginnings.begin(), kBeginnings.end(),
                    [&](auto begin) { return head.starts_with(begin); }))
        return true;
    if (head.starts_with("\xEF\xBB\xBF"))
        head.remove_prefix(3);
    const auto at = head.find_first_not_of(" \t\r\n");
    return at != std::string_view::npos && (head[at] == '<' || head[at] == '{' || head[at] == '[');
}

bool has_five_digits(std::string_view text)
{
    const auto typed = ascii_digits(clean_text(text));
    return typed.size() == 5 && typed[0] != '0' &&
           typed.find_first_not_of("0123456789") == std::string::npos;
}

constexpr std::size_t kHeadingLines = 10;
constexpr std::size_t kSureHeadings = 2;

std::optional<std::string_view> heading_code(std::string_view heading)
{
    return code_of_word("headings", heading);
}

std::size_t known_headings(const SheetRow& row)
{
    return static_cast<std::size_t>(
        std::count_if(row.cells.begin(), row.cells.end(),
                      [](const Cell& cell) { return heading_code(cell.text).has_value(); }));
}

/// Which of the first rows has the headings.
std::size_t heading_line(const std::deque<SheetRow>& rows)
{
    std::size_t line = 0;
    std::size_t most = kSureHeadings - 1;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (const auto known = known_headings(rows[i]); known > most) {
            most = known;
            line = i;
        }
    return line;
}

bool is_a_value(const Cell& cell)
{
    return cell.kind != CellKind::Text || parse_date(cell.text) || normalise_phone(cell.text);
}

/// One word may stand both for a heading and among what somebody said: "no".
bool may_be_a_person(const SheetRow& row)
{
    const auto known = known_headings(row);
    return known == 0 ||
           (known < kSureHeadings && std::any_of(row.cells.begin(), row.cells.end(), is_a_value));
}

std::size_t width_of(const std::deque<SheetRow>& rows)
{
    std::size_t width = 0;
    for (const auto& row : rows)
        width = std::max(width, row.cells.size());
    return width;
}

/// Gives the columns without a heading one by which they can be told, up to `width`.
void name_blank_columns(std::vector<std::string>& headings, std::size_t width)
{
    headings.resize(std::max(headings.size(), width));
    for (std::size_t i = 0; i < headings.size(); ++i)
        if (headings[i].empty())
            headings[i] = column_letters(i);
}

bool are_one_heading(std::string_view first, std::string_view second)
{
    const auto code = heading_code(first);
    return word_key(first) == word_key(second) || (code && code == heading_code(second));
}

} // namespace

Parsed<PartialDate> parse_date(const Cell& cell, core::Date today)
{
    if (cell.kind == CellKind::Number)
        return parse_date(cell.text, cell.starts_1904 ? Serials::From1904 : Serials::From1900);
    if (has_five_digits(cell.text))
        if (const auto date = parse_date(cell.text, Serials::From1900);
            date && date->day && *date->day <= today)
            return date;
    return parse_date(cell.text);
}

std::string column_letters(std::size_t index)
{
    constexpr std::size_t kLetters = 26;
    const char last = static_cast<char>('A' + index % kLetters);
    return (index < kLetters ? std::string() : column_letters(index / kLetters - 1)) + last;
}

/// Keeps the visible sheets with a filled row, and the names of such that are hidden.
Result<void> SheetReader::take_sheets(std::vector<SheetSource> sources, Layout layout)
{
    const std::size_t lines = layout == Layout::Plain ? 1 : kHeadingLines;
    for (auto& source : sources) {
        if (source.is_hidden) {
            // One that cannot be read has something in it, and spoils no other.
            if (const auto row = next_filled(*source.rows); !row || *row)
                hidden_.push_back(std::move(source.name));
            continue;
        }
        Sheet sheet{std::move(source.name), std::move(source.rows), {}, {}};
        while (sheet.ahead.size() < lines) {
            auto row = TRY(next_filled(*sheet.rows));
            if (!row)
                break;
            sheet.ahead.push_back(std::move(*row));
        }
        if (!sheet.ahead.empty())
            sheets_.push_back(std::move(sheet));
    }
    return {};
}

Result<std::unique_ptr<SheetReader>> SheetReader::start(std::vector<SheetSource> sources,
                                                        const Limits& limits, Layout layout)
{
    std::unique_ptr<SheetReader> reader{new SheetReader(limits)};
    TRY(reader->take_sheets(std::move(sources), layout));
    if (reader->sheets_.empty())
        return fail(problems::file_empty());
    if (layout == Layout::PeopleWithoutHeadings)
        reader->do_without_headings();
    else
        reader->take_headings();
    return reader;
}

void SheetReader::do_without_headings()
{
    for (std::size_t i = 0; i < width_of(sheets_.front().ahead); ++i)
        headings_.push_back(column_letters(i));
    for (std::size_t i = 1; i < sheets_.size(); ++i)
        unread_.push_back(std::move(sheets_[i].name));
    sheets_.resize(1);
}

/// Reads each sheet on to its first row under the headings; leaves those that are of another list.
void SheetReader::take_headings()
{
    const auto sure = std::find_if(sheets_.begin(), sheets_.end(), [](const Sheet& sheet) {
        return known_headings(sheet.ahead[heading_line(sheet.ahead)]) >= kSureHeadings;
    });
    const auto main = sure == sheets_.end() ? sheets_.begin() : sure;
    const auto& headings = main->ahead[heading_line(main->ahead)];
    headings_unsure_ = may_be_a_person(headings);
    for (const auto& cell : headings.cells)
        headings_.push_back(is_blank(cell.text) ? std::string() : cell.text);
    if (headings_unsure_) // the first person may have left the last cells blank
        name_blank_columns(headings_, width_of(main->ahead));
    std::vector<Sheet> read;
    for (auto sheet = sheets_.begin(); sheet != sheets_.end(); ++sheet) {
        const auto line = heading_line(sheet->ahead);
        if (sheet != main && !fit(*sheet, sheet->ahead[line])) {
            unread_.push_back(std::move(sheet->name));
            continue;
        }
        skipped_ += static_cast<std::int64_t>(line);
        sheet->ahead.erase(sheet->ahead.begin(),
                           std::next(sheet->ahead.begin(), static_cast<int>(line) + 1));
        read.push_back(std::move(*sheet));
    }
    sheets_ = std::move(read);
}

/// Where in the list a column of another sheet stands that has no heading there: under none either,
/// so that nothing of it is taken for something else, nor lost.
std::size_t SheetReader::unheaded_place(std::size_t column) const
{
    const bool is_headed = column < headings_.size() && !headings_[column].empty();
    return is_headed ? headings_.size() + column : column;
}

/// Whether the sheet goes on with the list; notes where its columns stand in it.
bool SheetReader::fit(Sheet& sheet, const SheetRow& headings) const
{
    std::vector<bool> taken(headings_.size());
    std::size_t found = 0;
    for (const auto& cell : headings.cells) {
        if (is_blank(cell.text)) {
            sheet.columns.push_back(unheaded_place(sheet.columns.size()));
            continue;
        }
        std::size_t column = 0;
        while (column < headings_.size() &&
               (taken[column] || !are_one_heading(headings_[column], cell.text)))
            ++column;
        if (column == headings_.size())
            return false;
        sheet.columns.push_back(column);
        taken[column] = true;
        ++found;
    }
    const auto all = std::count_if(headings_.begin(), headings_.end(),
                                   [](const auto& heading) { return !heading.empty(); });
    return 2 * found >= static_cast<std::size_t>(all) && found > 0;
}

Result<std::optional<SheetRow>> SheetReader::next_of(Sheet& sheet) const
{
    std::optional<SheetRow> row;
    if (sheet.ahead.empty()) {
        row = TRY(next_filled(*sheet.rows));
    } else {
        row = std::move(sheet.ahead.front());
        sheet.ahead.pop_front();
    }
    if (!row || sheet.columns.empty())
        return row;
    auto cells = std::exchange(row->cells, {});
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (is_blank(cells[i].text))
            continue;
        const auto column = i < sheet.columns.size() ? sheet.columns[i] : unheaded_place(i);
        row->cells.resize(std::max(row->cells.size(), column + 1));
        row->cells[column] = std::move(cells[i]);
    }
    return row;
}

Result<std::optional<SheetRow>> SheetReader::next()
{
    auto row = TRY(next_of(sheets_[at_]));
    while (!row && at_ + 1 < sheets_.size())
        row = TRY(next_of(sheets_[++at_]));
    if (!row)
        return std::nullopt;
    if (++read_ > limits_.max_rows)
        return fail(problems::file_too_many_rows(limits_.max_rows));
    row->number += static_cast<std::int64_t>(at_) * kRowsOfASheet;
    if (row->cells.size() < headings_.size())
        row->cells.resize(headings_.size());
    return row;
}

std::vector<std::string> SheetReader::sheet_names() const
{
    std::vector<std::string> names;
    for (const auto& sheet : sheets_)
        names.push_back(sheet.name);
    return names;
}

double SheetReader::progress() const
{
    const auto done = static_cast<double>(at_) + sheets_[at_].rows->progress();
    return done / static_cast<double>(sheets_.size());
}

Result<std::unique_ptr<SheetReader>> open_sheet(const std::filesystem::path& path,
                                                const Limits& limits, Layout layout)
{
    using namespace std::string_view_literals;
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error)
        return fail(problems::file_unreadable(error.message()));
    if (size > static_cast<std::uintmax_t>(limits.max_uncompressed_bytes))
        return fail(problems::file_too_large(limits.max_uncompressed_bytes));
    const auto head = first_bytes(path);
    if (head.empty())
        return fail(problems::file_empty());
    if (head.starts_with("\xD0\xCF\x11\xE0"sv))
        return fail(problems::file_old_excel());
    if (head.starts_with("PK\x03\x04"sv))
        return SheetReader::start(TRY(open_xlsx(path, limits, layout != Layout::Plain)), limits,
                                  layout);
    if (is_something_else(head))
        return fail(problems::file_not_a_sheet());
    std::vector<SheetSource> sheet;
    sheet.push_back({{}, TRY(open_csv(path, limits))});
    return SheetReader::start(std::move(sheet), limits, layout);
}

Result<std::int64_t> count_rows(SheetReader& reader)
{
    std::int64_t rows = 0;
    while (TRY(reader.next()))
        ++rows;
    return rows;
}

Result<std::int64_t> count_rows(const std::filesystem::path& path, const Limits& limits)
{
    return count_rows(*TRY(open_sheet(path, limits)));
}

} // namespace jisr::tabular
