#include "tabular/file_problems.hpp"
#include "tabular/sheet_writer.hpp"
#include "tabular/xlsx_parts.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <charconv>

namespace jisr::tabular {

namespace {

using core::fail;
using core::Result;

std::size_t letters_in(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// A number that a spreadsheet keeps whole: 15 digits at most, nothing before or behind.
std::optional<double> exact_number(std::string_view text)
{
    constexpr std::size_t kKeptDigits = 15;
    double value = 0;
    const auto* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    const auto digits =
        std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (error != std::errc{} || rest != end || static_cast<std::size_t>(digits) > kKeptDigits)
        return std::nullopt;
    return value;
}

class XlsxWriter final : public SheetWriter
{
  public:
    XlsxWriter(lxw_workbook* book, const XlsxLook& look)
        : book_(book), sheet_(workbook_add_worksheet(book, look.sheet_name.c_str())),
          bold_(workbook_add_format(book)), day_(workbook_add_format(book))
    {
        format_set_bold(bold_);
        format_set_num_format(day_, "dd/mm/yyyy");
        if (sheet_ != nullptr && look.right_to_left)
            worksheet_right_to_left(sheet_);
    }

    XlsxWriter(const XlsxWriter&) = delete;
    XlsxWriter& operator=(const XlsxWriter&) = delete;

    ~XlsxWriter() override
    {
        if (book_ != nullptr)
            lxw_workbook_free(book_);
    }

    Result<void> begin(const std::vector<std::string>& headings) override
    {
        if (sheet_ == nullptr)
            return fail(core::problems::internal("the name of a sheet is not allowed"));
        columns_ = headings.size();
        for (std::size_t i = 0; i < headings.size(); ++i) {
            const auto column = static_cast<lxw_col_t>(i);
            const auto width =
                std::clamp(static_cast<double>(letters_in(headings[i])) + 4, 12.0, 40.0);
            worksheet_set_column(sheet_, column, column, width, nullptr);
            TRY(check(worksheet_write_string(sheet_, 0, column, escape_text(headings[i]).c_str(),
                                             bold_)));
        }
        worksheet_freeze_panes(sheet_, 1, 0);
        return {};
    }

    Result<void> row(const std::vector<Cell>& cells) override
    {
        ++row_;
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (!cells[i].text.empty())
                TRY(check(write(static_cast<lxw_col_t>(i), cells[i])));
        return {};
    }

    Result<void> finish() override
    {
        if (columns_ > 0)
            worksheet_autofilter(sheet_, 0, 0, row_, static_cast<lxw_col_t>(columns_ - 1));
        return check(workbook_close(std::exchange(book_, nullptr)));
    }

  private:
    lxw_error write(lxw_col_t column, const Cell& cell)
    {
        if (cell.kind == CellKind::Number)
            if (const auto number = exact_number(cell.text))
                return worksheet_write_number(sheet_, row_, column, *number, nullptr);
        if (cell.kind == CellKind::Date)
            if (const auto date = core::Date::parse_iso(cell.text)) {
                lxw_datetime day{.year = date->year(), .month = date->month(), .day = date->day()};
                if (date->year() >= 1900)
                    return worksheet_write_datetime(sheet_, row_, column, &day, day_);
            }
        return worksheet_write_string(sheet_, row_, column, escape_text(cell.text).c_str(),
                                      nullptr);
    }

    static Result<void> check(lxw_error error)
    {
        switch (error) {
        case LXW_NO_ERROR:
            return {};
        case LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE:
            return fail(problems::file_too_many_rows(LXW_ROW_MAX - 1));
        default:
            return fail(core::problems::unavailable(lxw_strerror(error)));
        }
    }

    lxw_workbook* book_;
    lxw_worksheet* sheet_;
    lxw_format* bold_;
    lxw_format* day_;
    lxw_row_t row_ = 0;
    std::size_t columns_ = 0;
};

} // namespace

Result<std::unique_ptr<SheetWriter>> create_xlsx(const std::filesystem::path& path,
                                                 const XlsxLook& look)
{
    // The library opens the file when it is finished; made here, nobody else may read it.
    const int made = ::open(path.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    if (made < 0)
        return fail(core::problems::unavailable("a workbook cannot be begun"));
    ::close(made);
    // The rows wait in a file beside the result, so that one disk alone must have room for it.
    auto folder = path.parent_path().string();
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = folder.empty() ? nullptr : folder.data();
    auto* book = workbook_new_opt(path.c_str(), &options);
    if (book == nullptr)
        return fail(core::problems::unavailable("a workbook cannot be begun"));
    return std::make_unique<XlsxWriter>(book, look);
}

} // namespace jisr::tabular
