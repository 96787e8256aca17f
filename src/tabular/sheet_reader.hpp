#pragma once

#include "core/result.hpp"
#include "tabular/values.hpp"

#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace jisr::tabular {

/// What a file may cost us; past it the file is refused with a problem of file_problems.hpp.
struct Limits
{
    std::int64_t max_rows = 200'000; ///< filled rows under the headings
    int max_columns = 200;           ///< filled cells of a row
    std::size_t max_cell_bytes =
        32'768; ///< UTF-8 bytes in a cell; Excel's own limit is 32,767 letters
    std::int64_t max_uncompressed_bytes =
        512 * 1024 * 1024; ///< the file, and what is unpacked from it
    std::int64_t max_shared_text_bytes = 96 * 1024 * 1024; ///< texts of an XLSX kept in memory
    double max_ratio = 300; ///< unpacked to packed; real sheets stay below 100
};

enum class CellKind : std::uint8_t { Text, Number, Date };

/// One cell. A CSV has only texts. In an XLSX a day is told by the cell's format: its text is then
/// `yyyy-mm-dd`; a number's text is its shortest decimal form; true and false are the numbers 1 and
/// 0.
struct Cell
{
    std::string text; ///< UTF-8, as it stands in the file
    CellKind kind = CellKind::Text;
    bool starts_1904 = false; ///< of a number: were it a day, it would be counted from 1904
    bool operator==(const Cell&) const = default;
};

/// More than a sheet can have: Excel's stop at 1,048,576.
inline constexpr std::int64_t kRowsOfASheet = 10'000'000;

struct SheetRow
{
    /// As a spreadsheet program counts: from 1, with the headings and blank rows. In the second
    /// sheet of a list kRowsOfASheet more, in the third twice as many …: no two rows have one
    /// number.
    std::int64_t number = 0;
    std::vector<Cell>
        cells; ///< as many as there are headings, more where filled cells stand beyond them
};

/// `parse_date` of the cell's text. Numbers in numeric cells are days, and so is a text of five
/// digits unless that day is still to come: a CSV holds so what a spreadsheet had as a day.
Parsed<PartialDate> parse_date(const Cell& cell, core::Date today);

/// Where rows come from: one for each kind of file.
class RowSource
{
  public:
    virtual ~RowSource() = default;
    /// Fills `row` with the next row of the file; false at its end.
    virtual core::Result<bool> read(SheetRow& row) = 0;
    [[nodiscard]] virtual double progress() const = 0;
    [[nodiscard]] virtual char separator() const = 0; ///< of a CSV; NUL for XLSX
};

struct SheetSource
{
    std::string name; ///< on its tab; empty for a CSV
    std::unique_ptr<RowSource> rows;
    bool is_hidden = false; ///< read by nobody, so that nobody is registered who is not seen
};

/// Where the headings are, and which sheets are read.
enum class Layout : std::uint8_t {
    Plain,  ///< the first row that is not blank has the headings; a workbook's first sheet is read
    People, ///< a list as offices keep them, with titles above and several sheets: see SheetReader
    PeopleWithoutHeadings ///< the first row is a person; columns are headed A, B … AA
};

/// Reads a sheet row by row in constant memory (an XLSX keeps its table of shared texts).
///
/// In a list of people the headings are the row with the most headings that data/sheet_words.json
/// knows, among the first ten that are not blank; the first of all where none has two. The first
/// sheet with such headings gives the list its columns. Another is read where each of its headings
/// is one of those, in any order, and at least half of those are there. Where there are no
/// headings, only the first sheet is read. unread_sheets() names the rest. Hidden sheets are not
/// read either, whatever their headings: hidden_sheets() names them. Blank ones do not count.
class SheetReader
{
  public:
    /// Reads on to the headings. Problem: file_empty.
    static core::Result<std::unique_ptr<SheetReader>>
    start(std::vector<SheetSource> sheets, const Limits& limits, Layout layout = Layout::Plain);

    /// As written in the file, without blank ones at the end; a blank one in the middle is empty.
    [[nodiscard]] const std::vector<std::string>& headings() const { return headings_; }

    /// No heading is known, or one beside what looks like a date or a phone number: their row may
    /// as well be the first person.
    [[nodiscard]] bool headings_unsure() const { return headings_unsure_; }

    [[nodiscard]] std::vector<std::string> sheet_names() const; ///< of those that are read

    [[nodiscard]] const std::vector<std::string>& unread_sheets() const { return unread_; }

    /// Those that are hidden and have a filled row.
    [[nodiscard]] const std::vector<std::string>& hidden_sheets() const { return hidden_; }

    /// Rows above the headings that are not blank, in all sheets that are read.
    [[nodiscard]] std::int64_t skipped_rows() const { return skipped_; }

    /// The next row that is not blank, nothing at the end. After a problem the reader is of no more
    /// use.
    core::Result<std::optional<SheetRow>> next();

    [[nodiscard]] double progress() const; ///< 0 to 1, by bytes

    [[nodiscard]] bool is_xlsx() const { return separator() == 0; }

    /// `;`, `,` or tab; NUL for XLSX.
    [[nodiscard]] char separator() const { return sheets_.front().rows->separator(); }

  private:
    struct Sheet
    {
        std::string name;
        std::unique_ptr<RowSource> rows;
        std::deque<SheetRow> ahead;       ///< read to find the headings
        std::vector<std::size_t> columns; ///< where they stand in the list; empty: where they are
    };

    explicit SheetReader(const Limits& limits) : limits_(limits) {}

    core::Result<void> take_sheets(std::vector<SheetSource> sources, Layout layout);
    void take_headings();
    void do_without_headings();
    [[nodiscard]] bool fit(Sheet& sheet, const SheetRow& headings) const;
    [[nodiscard]] std::size_t unheaded_place(std::size_t column) const;
    core::Result<std::optional<SheetRow>> next_of(Sheet& sheet) const;

    Limits limits_;
    std::vector<Sheet> sheets_;
    std::size_t at_ = 0; ///< the sheet that is being read
    std::vector<std::string> headings_;
    std::vector<std::string> unread_;
    std::vector<std::string> hidden_;
    bool headings_unsure_ = false;
    std::int64_t skipped_ = 0;
    std::int64_t read_ = 0;
};

/// The heading of a column that has none: A, B … Z, AA.
std::string column_letters(std::size_t index);

/// Opens a CSV, or the first visible sheet of an XLSX or those of the layout; the kind is told by
/// the content, whatever the name says.
///
/// CSV: UTF-8 with or without BOM, UTF-16 of either byte order with or without BOM, windows-1256,
/// windows-1252; separated by comma, semicolon or tab, whichever parts the first rows most evenly
/// (or by Excel's line `sep=;`); cells in double quotes may hold separators, new lines and doubled
/// quotes; lines end in CR LF, LF or CR. The apostrophe that SheetWriter puts before formulas is
/// taken off. XLSX: ECMA-376, both date systems.
core::Result<std::unique_ptr<SheetReader>> open_sheet(const std::filesystem::path& path,
                                                      const Limits& limits = {},
                                                      Layout layout = Layout::Plain);

/// Reads the whole sheet and gives the number of its rows, so that a fault of the file is known
/// before anything is written.
core::Result<std::int64_t> count_rows(const std::filesystem::path& path, const Limits& limits = {});
/// The same of all that is left.
core::Result<std::int64_t> count_rows(SheetReader& reader);

} // namespace jisr::tabular
