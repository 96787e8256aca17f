#include "fuzz/fuzz.hpp"

#include "tabular/sheet_writer.hpp"

#include <unicode/utf8.h>

#include <cstdint>

// Reads the input as a sheet, writes what was understood as a CSV of our own, and reads that again.

namespace jisr::fuzz {

namespace {

using namespace tabular;
using Table = std::vector<std::vector<Cell>>;

constexpr Limits kLimits{.max_rows = 1000, .max_columns = 20, .max_cell_bytes = 100};

bool is_utf8(std::string_view text)
{
    const auto size = static_cast<std::int32_t>(text.size());
    for (std::int32_t i = 0; i < size;) {
        UChar32 letter = 0;
        U8_NEXT(text.data(), i, size, letter);
        if (letter < 0)
            return false;
    }
    return true;
}

void check_row(const SheetRow& row, std::size_t headings)
{
    require(row.cells.size() >= headings, "a row has a cell for each heading");
    require(row.cells.size() <= static_cast<std::size_t>(kLimits.max_columns),
            "a row's cells are bounded");
    for (const auto& cell : row.cells) {
        require(cell.text.size() <= kLimits.max_cell_bytes, "a cell's text is bounded");
        require(is_utf8(cell.text), "a cell is UTF-8");
    }
}

/// Headings and rows; nothing where the file was refused.
Table table_of(SheetReader& reader)
{
    Table table(1);
    for (const auto& heading : reader.headings())
        table[0].push_back({heading});
    require(!table[0].empty(), "a sheet has headings");
    std::int64_t number = 0;
    while (true) {
        auto row = reader.next();
        if (!row)
            return {};
        if (!*row)
            return table;
        check_row(**row, table[0].size());
        require((*row)->number > number, "rows are counted upwards");
        number = (*row)->number;
        table.push_back((*row)->cells);
    }
}

void write(const Table& table, SheetWriter& writer)
{
    std::vector<std::string> headings;
    for (const auto& cell : table[0])
        headings.push_back(cell.text);
    require(writer.begin(headings).has_value(), "headings are written");
    for (std::size_t i = 1; i < table.size(); ++i)
        require(writer.row(table[i]).has_value(), "a row is written");
    require(writer.finish().has_value(), "a sheet is finished");
}

/// As the rows that an import refuses are given back.
void write_and_read_again(const Table& table, const SheetReader& like)
{
    const MemoryFile file;
    const auto writer = create_like(like, file.path());
    require(writer.has_value(), "a file in memory can be written");
    write(table, **writer);
    Limits limits = kLimits;
    ++limits.max_cell_bytes; // for the apostrophe before a formula
    const auto reader = open_sheet(file.path(), limits);
    require(reader.has_value() && table_of(**reader) == table,
            "what is written is read again as it was");
}

} // namespace

} // namespace jisr::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace jisr;
    const fuzz::MemoryFile file({reinterpret_cast<const char*>(data), size});
    const auto reader = tabular::open_sheet(file.path(), fuzz::kLimits);
    if (!reader || (*reader)->is_xlsx())
        return 0;
    const auto table = fuzz::table_of(**reader);
    if (!table.empty() && table[0].size() > 1) // one heading alone does not tell the separator
        fuzz::write_and_read_again(table, **reader);
    return 0;
}
