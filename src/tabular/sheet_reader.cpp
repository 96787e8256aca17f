#include "tabular/sheet_reader.hpp"

#include "tabular/csv_rows.hpp"
#include "tabular/file_problems.hpp"
#include "tabular/xlsx_rows.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>

namespace jisr::tabular {

namespace {

using core::fail;
using core::Result;

bool is_blank(const Cell& cell)
{
    return cell.text.find_first_not_of(" \t\r\n") == std::string::npos;
}

void drop_blank_end(SheetRow& row)
{
    while (!row.cells.empty() && is_blank(row.cells.back()))
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

Result<std::unique_ptr<SheetReader>> SheetReader::start(std::unique_ptr<RowSource> rows,
                                                        const Limits& limits)
{
    std::unique_ptr<SheetReader> reader{new SheetReader(std::move(rows), limits)};
    auto first = TRY(next_filled(*reader->rows_));
    if (!first)
        return fail(problems::file_empty());
    for (auto& cell : first->cells)
        reader->headings_.push_back(std::move(cell.text));
    return reader;
}

Result<std::optional<SheetRow>> SheetReader::next()
{
    auto row = TRY(next_filled(*rows_));
    if (!row)
        return std::nullopt;
    if (++read_ > limits_.max_rows)
        return fail(problems::file_too_many_rows(limits_.max_rows));
    if (row->cells.size() < headings_.size())
        row->cells.resize(headings_.size());
    return row;
}

Result<std::unique_ptr<SheetReader>> open_sheet(const std::filesystem::path& path,
                                                const Limits& limits)
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
        return SheetReader::start(TRY(open_xlsx(path, limits)), limits);
    if (is_something_else(head))
        return fail(problems::file_not_a_sheet());
    return SheetReader::start(TRY(open_csv(path, limits)), limits);
}

Result<std::int64_t> count_rows(const std::filesystem::path& path, const Limits& limits)
{
    const auto reader = TRY(open_sheet(path, limits));
    std::int64_t rows = 0;
    while (TRY(reader->next()))
        ++rows;
    return rows;
}

} // namespace jisr::tabular
