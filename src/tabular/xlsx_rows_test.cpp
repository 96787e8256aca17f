#include "tabular/xlsx_parts.hpp"

#include "tabular/test_files.hpp"

#include <numeric>
#include <random>

namespace jisr::tabular {

namespace {

using test::problem;
using test::read_bytes;
using test::read_table;
using test::Table;
using test::TemporaryFile;
using test::workbook_of;

const core::Date kToday = *core::Date::make(2026, 11, 29);

const std::string kHeadings = "<row r='1'><c r='A1' t='inlineStr'><is><t>a</t></is></c>"
                              "<c r='B1' t='inlineStr'><is><t>b</t></is></c></row>";

Table read_entries(const std::map<std::string, std::string>& entries, const Limits& limits = {})
{
    const TemporaryFile file;
    test::write_zip(file.path(), entries);
    return read_table(file.path(), limits);
}

Table read_rows(const std::string& rows, const std::string& shared = {}, const Limits& limits = {})
{
    return read_entries(workbook_of(kHeadings + rows, shared), limits);
}

std::vector<Cell> first_row(const std::map<std::string, std::string>& entries)
{
    const TemporaryFile file;
    test::write_zip(file.path(), entries);
    auto reader = open_sheet(file.path());
    if (!reader)
        return {{reader.error().slug}};
    auto row = (*reader)->next();
    return row && *row ? (**row).cells : std::vector<Cell>{};
}

TEST(Xlsx, ReadsSharedRichAndInlineTexts)
{
    const auto table =
        read_rows("<row><c t='s'><v>1</v></c><c t='s'><v>0</v></c></row>"
                  "<row r='5'><c r='B5' t='str'><f>A1</f><v>x_x000D__x005F_x0041_</v></c></row>",
                  "<si><t>فاطمة</t></si><si><r><t>Fat</t></r><r><t xml:space='preserve'>ima "
                  "</t></r><rPh><t>no</t></rPh></si>");
    EXPECT_EQ(table, (Table{{"a", "b"}, {"Fatima ", "فاطمة"}, {"", "x\r_x0041_"}}));
}

TEST(Xlsx, TellsNumbersDatesAndTexts)
{
    const auto cells = first_row(workbook_of(
        kHeadings + "<row><c s='1'><v>25261</v></c><c "
                    "s='2'><v>25261.5</v></c><c><v>25261</v></c><c><v>6.12345678E8</v></c>"
                    "<c><v>0.30000000000000004</v></c><c t='b'><v>1</v></c><c "
                    "t='d'><v>1969-02-27T00:00:00</v></c>"
                    "<c t='e'><v>#N/A</v></c><c s='1'><v>-5</v></c></row>"));
    const std::vector<Cell> expected{
        {"1969-02-27", CellKind::Date}, {"1969-02-27", CellKind::Date},
        {"25261", CellKind::Number},    {"612345678", CellKind::Number},
        {"0.3", CellKind::Number},      {"1", CellKind::Number},
        {"1969-02-27", CellKind::Date}, {"#N/A", CellKind::Text},
        {"-5", CellKind::Number}};
    EXPECT_EQ(cells, expected);
    EXPECT_EQ(parse_date(cells[2], kToday)->day->to_iso(), "1969-02-27");
    EXPECT_EQ(parse_date(cells[0], kToday)->day->to_iso(), "1969-02-27");
}

TEST(Xlsx, ReadsThe1904System)
{
    auto entries = workbook_of(kHeadings + "<row><c s='1'><v>23799</v></c><c><v>23799</v></c>"
                                           "<c><v>1969</v></c></row>");
    entries["xl/workbook.xml"] =
        "<x:workbook xmlns:x='m' xmlns:r='r'><x:workbookPr date1904='1'/><x:sheets>"
        "<x:sheet name='A' sheetId='1' r:id='r1'/></x:sheets></x:workbook>";
    const auto cells = first_row(entries);
    ASSERT_EQ(cells.size(), 3U);
    EXPECT_EQ(cells[0], (Cell{"1969-02-27", CellKind::Date}));
    EXPECT_EQ(cells[1].text, "23799"); // as it stands: it may be no day at all
    EXPECT_EQ(parse_date(cells[1], kToday)->day->to_iso(), "1969-02-27");
    EXPECT_EQ(*parse_date(cells[2], kToday), (PartialDate{1969, std::nullopt}));
}

TEST(Xlsx, SkipsHiddenSheets)
{
    auto entries = workbook_of(kHeadings);
    entries["xl/workbook.xml"] =
        "<workbook xmlns:r='r'><sheets><sheet state='hidden' sheetId='1' r:id='r9'/>"
        "<sheet state='visible' sheetId='2' r:id='r1'/></sheets></workbook>";
    EXPECT_EQ(read_entries(entries), (Table{{"a", "b"}}));
}

TEST(Xlsx, KnowsDateFormats)
{
    for (const auto* code : {"dd/mm/yyyy", "[$-40C]d mmm yyyy;@", "yyyy", "D-M", "\"le\" dd"})
        EXPECT_TRUE(is_date_format(164, code)) << code;
    for (const auto* code :
         {"General", "0.00", "#,##0\\ \"dirhams\"", "[Red]0", "hh:mm:ss", "0.00E+00", "_d0", "\"y"})
        EXPECT_FALSE(is_date_format(164, code)) << code;
    EXPECT_TRUE(is_date_format(14, ""));
    EXPECT_TRUE(is_date_format(22, ""));
    EXPECT_FALSE(is_date_format(0, ""));
    EXPECT_FALSE(is_date_format(20, ""));
}

TEST(Xlsx, HoldsTheLimits)
{
    const std::string row = "<row><c><v>12345</v></c><c><v>2</v></c><c><v>3</v></c></row>";
    EXPECT_EQ(read_rows(row, "", {.max_columns = 2}), problem("file_too_many_columns"));
    EXPECT_EQ(read_rows(row, "", {.max_cell_bytes = 4}), problem("file_cell_too_long"));
    EXPECT_EQ(read_rows(row + row + row, "", {.max_rows = 2}), problem("file_too_many_rows"));
    EXPECT_EQ(read_rows("<row><c t='s'><v>0</v></c></row>", "<si><t>12345</t></si>",
                        {.max_cell_bytes = 4}),
              problem("file_cell_too_long"));
    EXPECT_EQ(read_rows(row, "<si><t>12345</t></si>", {.max_shared_text_bytes = 8}),
              problem("file_too_large"));
    EXPECT_EQ(read_rows("<row><c r='XFD2'/><c r='ZZZZZZZZZZZ2'/></row>" + row).size(), 2U);
}

TEST(Xlsx, RefusesAZipBomb)
{
    const auto bomb = "<row><c t='inlineStr'><is><t>" + std::string(16 * 1024 * 1024, 'x') +
                      "</t></is></c></row>";
    EXPECT_EQ(read_rows(bomb), problem("file_zip_bomb"));
    const auto hidden = std::string(16 * 1024 * 1024, ' ');
    EXPECT_EQ(read_rows("", hidden), problem("file_zip_bomb"));
}

/// Bytes that hold the unpacked size of the sheet, changed in both places of the archive where it
/// stands.
std::string with_declared_size(std::string archive, std::size_t real, std::uint32_t declared)
{
    const auto bytes_of = [](std::uint32_t n) {
        return std::string{static_cast<char>(n), static_cast<char>(n >> 8),
                           static_cast<char>(n >> 16), static_cast<char>(n >> 24)};
    };
    const auto from = bytes_of(static_cast<std::uint32_t>(real));
    for (auto at = archive.find(from); at != std::string::npos; at = archive.find(from, at + 4))
        archive.replace(at, 4, bytes_of(declared));
    return archive;
}

TEST(Xlsx, RefusesASheetThatDeclaresTwoGigabytes)
{
    auto entries = workbook_of(kHeadings);
    auto& sheet = entries["xl/worksheets/sheet1.xml"];
    std::mt19937 random(1);
    for (int i = 0; i < 70'000; ++i)
        sheet += "<!--" + std::to_string(random()) + "-->";
    const TemporaryFile file;
    test::write_zip(file.path(), entries);
    EXPECT_EQ(read_table(file.path()), (Table{{"a", "b"}}));
    const auto huge = with_declared_size(file.bytes(), sheet.size(), 0x8000'0000);
    const auto slug = read_bytes(huge).at(0).at(0);
    EXPECT_TRUE(slug == "file_zip_bomb" || slug == "file_too_large") << slug;
    const auto lying = with_declared_size(file.bytes(), sheet.size(), 1000);
    EXPECT_EQ(read_bytes(lying, {.max_uncompressed_bytes = 1'000'000}), problem("file_too_large"));
}

TEST(Xlsx, RefusesACutFileAtEveryPlace)
{
    const TemporaryFile file;
    test::write_zip(file.path(), workbook_of(kHeadings));
    const auto bytes = file.bytes();
    for (std::size_t length = 4; length < bytes.size(); length += 37)
        EXPECT_EQ(read_bytes(bytes.substr(0, length)), problem("file_cut")) << length;
}

TEST(Xlsx, RefusesBrokenParts)
{
    EXPECT_EQ(read_rows("<row><c></row>"), problem("file_damaged"));
    EXPECT_EQ(read_rows("<row r='5'/><row r='5'/>"), problem("file_damaged"));
    EXPECT_EQ(read_rows("<row><c t='s'><v>7</v></c></row>"), problem("file_damaged"));
    EXPECT_EQ(read_rows("<row x='" + std::string(3'000'000, 'x') + "'/>", "", {.max_ratio = 1e9}),
              problem("file_damaged"));
    auto entries = workbook_of(kHeadings);
    entries["xl/worksheets/sheet1.xml"] =
        "<!DOCTYPE a [<!ENTITY b 'bbbb'>]>" + entries["xl/worksheets/sheet1.xml"];
    EXPECT_EQ(read_entries(entries), problem("file_damaged"));
    entries.erase("xl/worksheets/sheet1.xml");
    EXPECT_EQ(read_entries(entries), problem("file_damaged"));
}

TEST(Xlsx, RefusesArchivesThatAreNoWorkbook)
{
    EXPECT_EQ(read_entries({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}}),
              problem("file_not_a_sheet"));
    EXPECT_EQ(read_entries(workbook_of("")), problem("file_empty"));
}

TEST(Xlsx, ReadsASheetOfManyPieces)
{
    std::string rows;
    for (int i = 2; i <= 20'000; ++i)
        rows += "<row r='" + std::to_string(i) + "'><c><v>" + std::to_string(i) +
                "</v></c><c t='inlineStr'><is><t>طانطان" + std::to_string(i) +
                "</t></is></c></row>";
    const auto table = read_rows(rows);
    ASSERT_EQ(table.size(), 20'000U);
    EXPECT_EQ(table.back(), (std::vector<std::string>{"20000", "طانطان20000"}));
}

} // namespace
} // namespace jisr::tabular
