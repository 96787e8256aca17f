#include "tabular/xlsx_rows.hpp"

#include "tabular/file_problems.hpp"
#include "tabular/xlsx_parts.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <deque>

namespace jisr::tabular {

namespace {

using core::fail;
using core::Result;

/// 0 for `A7`, 27 for `AB7`; -1 when no column is named. Stops counting far beyond any limit.
int column_of(std::string_view reference)
{
    int column = 0;
    for (const char c : reference) {
        if (c < 'A' || c > 'Z' || column > 100'000)
            break;
        column = column * 26 + (c - 'A' + 1);
    }
    return column - 1;
}

template <class Number>
std::optional<Number> whole(std::string_view text)
{
    Number value{};
    const auto* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    return error == std::errc{} && rest == end ? std::optional(value) : std::nullopt;
}

/// A number as a person would type it: `6.12345678E8` is 612345678, and binary dust in the 17th
/// digit goes.
std::string plain_number(std::string_view text)
{
    constexpr double kWholeBelow = 1e15;
    const bool digits = text.find_first_not_of("0123456789") == std::string_view::npos;
    const auto value = digits ? std::nullopt : whole<double>(text);
    if (!value || !std::isfinite(*value))
        return std::string(text);
    std::array<char, 64> out{};
    const bool is_whole = std::abs(*value) < kWholeBelow && *value == std::trunc(*value);
    const auto result = is_whole ? std::to_chars(out.data(), out.data() + out.size(),
                                                 static_cast<std::int64_t>(*value))
                                 : std::to_chars(out.data(), out.data() + out.size(), *value,
                                                 std::chars_format::general, 15);
    return {out.data(), result.ptr};
}

/// Turns the events of a worksheet into rows; keeps those with a filled cell until they are
/// fetched.
class SheetListener final : public XmlListener
{
  public:
    SheetListener(const Workbook& workbook, const Limits& limits)
        : workbook_(workbook), limits_(limits)
    {
    }

    void start(std::string_view name, const char** attributes) override
    {
        if (name == "row")
            start_row(attributes);
        else if (name == "c")
            start_cell(attributes);
        else if (name == "rPh")
            in_phonetic_ = true;
        in_value_ = name == "v" || (name == "t" && !in_phonetic_);
    }

    void end(std::string_view name) override
    {
        in_value_ = false;
        if (name == "c")
            end_cell();
        else if (name == "rPh")
            in_phonetic_ = false;
        else if (name == "row" && !row_.cells.empty())
            rows_.push_back(std::exchange(row_, {}));
    }

    void text(std::string_view part) override
    {
        if (!in_value_)
            return;
        if (value_.size() + part.size() > limits_.max_cell_bytes)
            refuse(problems::file_cell_too_long(number_));
        else
            value_ += part;
    }

    std::optional<SheetRow> take()
    {
        if (rows_.empty())
            return std::nullopt;
        auto row = std::move(rows_.front());
        rows_.pop_front();
        return row;
    }

  private:
    void start_row(const char** attributes)
    {
        const auto number = whole<std::int64_t>(attribute(attributes, "r")).value_or(number_ + 1);
        if (number <= number_ || number >= kRowsOfASheet)
            refuse(problems::file_damaged("rows are out of order"));
        number_ = number;
        column_ = -1;
        row_ = {.number = number};
    }

    void start_cell(const char** attributes)
    {
        const int named = column_of(attribute(attributes, "r"));
        column_ = named >= 0 ? named : column_ + 1;
        type_ = attribute(attributes, "t");
        style_ = whole<std::size_t>(attribute(attributes, "s")).value_or(0);
        value_.clear();
    }

    void end_cell()
    {
        auto cell = make_cell();
        if (cell.text.empty())
            return;
        if (column_ >= limits_.max_columns)
            return refuse(problems::file_too_many_columns(number_, limits_.max_columns));
        if (cell.text.size() > limits_.max_cell_bytes)
            return refuse(problems::file_cell_too_long(number_));
        const auto column = static_cast<std::size_t>(column_);
        if (row_.cells.size() <= column)
            row_.cells.resize(column + 1);
        row_.cells[column] = std::move(cell);
    }

    Cell make_cell()
    {
        if (type_ == "s")
            return {shared_text(), CellKind::Text};
        if (type_ == "inlineStr" || type_ == "str" || type_ == "e")
            return {unescape_text(value_), CellKind::Text};
        if (type_ == "b")
            return {std::move(value_), CellKind::Number};
        if (type_ == "d")
            return {value_.substr(0, value_.find('T')), CellKind::Date};
        return number_cell();
    }

    std::string shared_text()
    {
        const auto index = whole<std::size_t>(value_);
        const auto text = index ? workbook_.texts.at(*index) : std::nullopt;
        if (!text)
            refuse(problems::file_damaged("a shared text is missing"));
        return text ? unescape_text(*text) : std::string();
    }

    Cell number_cell()
    {
        const bool dated =
            style_ < workbook_.is_date_style.size() && workbook_.is_date_style[style_];
        if (dated)
            if (const auto serial = whole<double>(value_))
                if (const auto date = date_from_serial(*serial, workbook_.starts_1904))
                    return {date->to_iso(), CellKind::Date};
        return {plain_number(value_), CellKind::Number, workbook_.starts_1904};
    }

    const Workbook& workbook_;
    const Limits& limits_;
    std::deque<SheetRow> rows_;
    SheetRow row_;
    std::int64_t number_ = 0;
    int column_ = -1;
    std::string type_;
    std::size_t style_ = 0;
    std::string value_;
    bool in_value_ = false;
    bool in_phonetic_ = false;
};

/// What the sheets of one file read from.
struct OpenWorkbook
{
    Archive archive;
    Workbook workbook;
};

class XlsxRows final : public RowSource
{
  public:
    XlsxRows(std::shared_ptr<const OpenWorkbook> file, ArchiveEntry sheet, const Limits& limits)
        : file_(std::move(file)), limits_(limits), listener_(file_->workbook, limits_),
          stream_(std::move(sheet), listener_)
    {
    }

    Result<bool> read(SheetRow& row) override
    {
        auto next = listener_.take();
        while (!next && more_) {
            more_ = TRY(stream_.step());
            next = listener_.take();
        }
        if (next)
            row = std::move(*next);
        return next.has_value();
    }

    [[nodiscard]] double progress() const override { return stream_.progress(); }

    [[nodiscard]] char separator() const override { return 0; }

  private:
    std::shared_ptr<const OpenWorkbook> file_; // its archive outlives the entry
    Limits limits_;
    SheetListener listener_;
    XmlStream stream_;
    bool more_ = true;
};

} // namespace

Result<std::vector<SheetSource>> open_xlsx(const std::filesystem::path& path, const Limits& limits,
                                           bool every_sheet)
{
    auto archive = TRY(Archive::open(path, limits));
    auto workbook = TRY(read_workbook(archive, limits));
    if (!every_sheet) {
        workbook.sheets.resize(1);
        workbook.hidden_sheets.clear();
    }
    const auto file =
        std::make_shared<const OpenWorkbook>(OpenWorkbook{std::move(archive), std::move(workbook)});
    std::vector<SheetSource> sheets;
    for (const auto& part : file->workbook.sheets) {
        auto entry = TRY(file->archive.find(part.path));
        if (!entry)
            return fail(problems::file_damaged("the sheet is missing"));
        sheets.push_back({part.name, std::make_unique<XlsxRows>(file, std::move(*entry), limits)});
    }
    for (const auto& part : file->workbook.hidden_sheets)
        if (auto entry = TRY(file->archive.find(part.path)))
            sheets.push_back(
                {part.name, std::make_unique<XlsxRows>(file, std::move(*entry), limits), true});
    return sheets;
}

} // namespace jisr::tabular
