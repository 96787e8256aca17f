#pragma once

#include "core/result.hpp"
#include "tabular/values.hpp"

#include <cstdint>
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

struct SheetRow
{
    std::int64_t number =
        0; ///< row as a spreadsheet program counts it: from 1, with the headings and blank rows
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

/// Reads one sheet row by row in constant memory (an XLSX keeps its table of shared texts).
class SheetReader
{
  public:
    /// Reads on to the headings: the first row that is not blank.
    static core::Result<std::unique_ptr<SheetReader>> start(std::unique_ptr<RowSource> rows,
                                                            const Limits& limits);

    /// As written in the file, without empty ones at the end; an empty one in the middle is kept.
    [[nodiscard]] const std::vector<std::string>& headings() const { return headings_; }

    /// The next row that is not blank, nothing at the end. After a problem the reader is of no more
    /// use.
    core::Result<std::optional<SheetRow>> next();

    [[nodiscard]] double progress() const { return rows_->progress(); } ///< 0 to 1, by bytes

    [[nodiscard]] bool is_xlsx() const { return rows_->separator() == 0; }

    [[nodiscard]] char separator() const
    {
        return rows_->separator();
    } ///< `;`, `,` or tab; NUL for XLSX

  private:
    SheetReader(std::unique_ptr<RowSource> rows, const Limits& limits)
        : rows_(std::move(rows)), limits_(limits)
    {
    }

    std::unique_ptr<RowSource> rows_;
    Limits limits_;
    std::vector<std::string> headings_;
    std::int64_t read_ = 0;
};

/// Opens a CSV or the first visible sheet of an XLSX; the kind is told by the content, whatever the
/// name says.
///
/// CSV: UTF-8 with or without BOM, UTF-16 of either byte order with or without BOM, windows-1256,
/// windows-1252; separated by comma, semicolon or tab, whichever parts the first rows most evenly
/// (or by Excel's line `sep=;`); cells in double quotes may hold separators, new lines and doubled
/// quotes; lines end in CR LF, LF or CR. The apostrophe that SheetWriter puts before formulas is
/// taken off. XLSX: ECMA-376, both date systems.
core::Result<std::unique_ptr<SheetReader>> open_sheet(const std::filesystem::path& path,
                                                      const Limits& limits = {});

/// Reads the whole sheet and gives the number of its rows, so that a fault of the file is known
/// before anything is written.
core::Result<std::int64_t> count_rows(const std::filesystem::path& path, const Limits& limits = {});

} // namespace jisr::tabular
