#include "tabular/sheet_writer.hpp"

#include "tabular/formula_guard.hpp"
#include "tabular/test_files.hpp"

#include <array>
#include <random>

namespace jisr::tabular {

namespace {

using test::encoded;
using test::read_bytes;
using test::read_table;
using test::Table;
using test::TemporaryFile;

void write_table(SheetWriter& writer, const Table& table)
{
    ASSERT_TRUE(writer.begin(table.front()));
    for (std::size_t i = 1; i < table.size(); ++i) {
        std::vector<Cell> cells;
        for (const auto& text : table[i])
            cells.push_back({text});
        ASSERT_TRUE(writer.row(cells));
    }
    ASSERT_TRUE(writer.finish());
}

std::string csv_of(const Table& table, char separator)
{
    const TemporaryFile file;
    write_table(**create_csv(file.path(), separator), table);
    return file.bytes();
}

/// A table of cells put together from `parts`; the first and the last cell of a row are filled, as
/// blank ones at the end are not kept.
Table random_table(std::mt19937& random, const std::vector<std::string>& parts)
{
    const auto columns = 2 + random() % 9;
    Table table{{}};
    for (std::size_t i = 0; i < columns; ++i)
        table.front().push_back("عنوان heading " + std::to_string(i));
    for (std::size_t row = random() % 60; row > 0; --row) {
        auto& cells = table.emplace_back(columns);
        for (auto& cell : cells)
            for (auto part = random() % 5; part > 0; --part)
                cell += parts[random() % parts.size()];
        cells.front().insert(0, "r");
        cells.back() += "z";
    }
    return table;
}

const std::vector<std::string> kParts{
    "a",       "Zoé", "فاطمة الزهراء", "\"", ";",      ",", "\t", "\r\n",
    "\n",      "\r",  "=1+1",          "'",  "+212 6", "-", "@",  " ",
    "_x000D_", "<&>", "l’Œuvre",       "٠٦", "0"};

TEST(SheetWriter, GivesBackEveryTableInEveryEncoding)
{
    std::mt19937 random(20261122);
    for (int round = 0; round < 25; ++round) {
        const auto table = random_table(random, kParts);
        for (const char separator : {';', ',', '\t'}) {
            const auto bytes = csv_of(table, separator);
            const auto text = bytes.substr(3);
            EXPECT_TRUE(read_bytes(bytes) == table) << round;
            EXPECT_TRUE(read_bytes(text) == table) << round;
            EXPECT_TRUE(read_bytes(encoded(text, "UTF-16LE")) == table) << round;
            EXPECT_TRUE(read_bytes("\xFE\xFF" + encoded(text, "UTF-16BE")) == table) << round;
        }
    }
}

TEST(SheetWriter, GivesBackEveryTableInTheWindowsPages)
{
    std::mt19937 random(7);
    const std::vector<std::string> arabic{"فاطمة", "سيدي إفني", "Zoé", "\"", ";",
                                          "é",     " ",         "l’",  "،"};
    const std::vector<std::string> french{"Zoé", "MÉRYEM", "Laâyoune", "à", "«",
                                          ";",   "\"",     "Çà",       "œ", "ÎLE"};
    for (int round = 0; round < 25; ++round) {
        auto table = random_table(random, arabic);
        EXPECT_TRUE(read_bytes(encoded(csv_of(table, ';').substr(3), "windows-1256")) == table)
            << round;
        table = random_table(random, french);
        for (auto& heading : table.front())
            heading = "Prénom " + heading.substr(heading.size() - 1);
        EXPECT_TRUE(read_bytes(encoded(csv_of(table, ';').substr(3), "windows-1252")) == table)
            << round;
    }
}

TEST(SheetWriter, GivesBackEveryTableAsXlsx)
{
    std::mt19937 random(3);
    for (int round = 0; round < 25; ++round) {
        const auto table = random_table(random, kParts);
        const TemporaryFile file;
        write_table(**create_xlsx(file.path(), {.right_to_left = true}), table);
        EXPECT_TRUE(read_table(file.path()) == table) << round;
    }
}

TEST(SheetWriter, DoesNotMisleadWhoGuessesTheSeparatorOrTheKindOfFile)
{
    const Table one_column{{"notes"}, {"tante, voisine, amie"}, {"a\tb"}, {"c;d"}};
    const Table like_json{{"[1]", "{2}"}, {"<a>", "b"}};
    for (const char separator : {';', ',', '\t'}) {
        EXPECT_EQ(read_bytes(csv_of(one_column, separator)), one_column);
        EXPECT_EQ(read_bytes(csv_of(like_json, separator)), like_json);
    }
}

TEST(SheetWriter, GivesBackTheRowsOfAFileThatNamesAnUnusualSeparator)
{
    const Table table{{"nom", "ville"}, {"Alaoui", "a|b"}};
    const TemporaryFile given("sep=|\nnom|ville\nAlaoui|\"a|b\"\n");
    const TemporaryFile returned;
    EXPECT_EQ(read_table(given.path()), table);
    write_table(**create_like(**open_sheet(given.path()), returned.path()), table);
    EXPECT_EQ(read_table(returned.path()), table);
}

TEST(SheetWriter, MakesFilesThatOnlyTheirOwnerReads)
{
    const TemporaryFile beside;
    const auto mode_of_new = [&](const char* ending, auto create) {
        auto path = beside.path();
        path += ending;
        write_table(**create(path), {{"Nom"}, {"Alaoui"}});
        const auto mode = std::filesystem::status(path).permissions();
        std::filesystem::remove(path);
        return mode;
    };
    const auto owners = std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;
    EXPECT_EQ(mode_of_new(".csv", [](const auto& path) { return create_csv(path); }), owners);
    EXPECT_EQ(mode_of_new(".xlsx", [](const auto& path) { return create_xlsx(path); }), owners);
}

TEST(SheetWriter, WritesDecimalsAsTheCountryOfTheSeparatorDoes)
{
    const std::vector<Cell> cells{{"12.7", CellKind::Number}, {"v1.2", CellKind::Text}};
    const auto written = [&](char separator) {
        const TemporaryFile file;
        const auto writer = *create_csv(file.path(), separator);
        EXPECT_TRUE(writer->begin({"a", "b"}) && writer->row(cells) && writer->finish());
        return read_table(file.path()).at(1).at(0);
    };
    EXPECT_EQ(written(';'), "12,7");
    EXPECT_EQ(written(','), "12.7");
    EXPECT_EQ(written('\t'), "12.7");
}

TEST(SheetWriter, KeepsNumbersAndDatesTyped)
{
    const std::vector<Cell> cells{{"1969-02-27", CellKind::Date},
                                  {"12.5", CellKind::Number},
                                  {"0612", CellKind::Text},
                                  {"1234567890123456789", CellKind::Number}};
    const TemporaryFile file;
    const auto writer = *create_xlsx(file.path());
    ASSERT_TRUE(writer->begin({"a", "b", "c", "d"}));
    ASSERT_TRUE(writer->row(cells));
    ASSERT_TRUE(writer->finish());
    auto reader = open_sheet(file.path());
    ASSERT_TRUE(reader);
    EXPECT_TRUE((*reader)->is_xlsx());
    auto read = (*reader)->next()->value().cells;
    EXPECT_EQ(read[3],
              (Cell{"1234567890123456789", CellKind::Text})); // a spreadsheet would round it
    read[3].kind = CellKind::Number;
    EXPECT_EQ(read, cells);
}

TEST(SheetWriter, WritesTheCsvThatExcelInMoroccoOpens)
{
    const TemporaryFile file;
    const auto writer = *create_csv(file.path());
    ASSERT_TRUE(writer->begin({"الاسم", "Né le", "n"}));
    ASSERT_TRUE(writer->row({{"فاطمة"}, {"1969-02-27", CellKind::Date}, {"-3", CellKind::Number}}));
    ASSERT_TRUE(writer->finish());
    EXPECT_EQ(file.bytes(), "\xEF\xBB\xBFالاسم;Né le;n\r\nفاطمة;27/02/1969;-3\r\n");
}

TEST(SheetWriter, GivesBackTheSameKindOfFile)
{
    const TemporaryFile source("a\tb\n1\t2\n");
    const TemporaryFile copy;
    const auto writer = *create_like(**open_sheet(source.path()), copy.path());
    write_table(*writer, {{"a", "b", "error"}, {"1", "2", "x"}});
    EXPECT_EQ(copy.bytes(), "\xEF\xBB\xBF"
                            "a\tb\terror\r\n1\t2\tx\r\n");
    const TemporaryFile workbook;
    write_table(**create_xlsx(workbook.path()), {{"a"}});
    write_table(**create_like(**open_sheet(workbook.path()), copy.path()), {{"a", "error"}});
    EXPECT_TRUE(copy.bytes().starts_with("PK"));
}

TEST(SheetWriter, TellsAFullDisk)
{
    const auto writer = *create_csv("/dev/full");
    ASSERT_TRUE(writer->begin({"a"}));
    const auto finished = writer->finish();
    ASSERT_FALSE(finished);
    EXPECT_EQ(finished.error().status, 503);
    EXPECT_FALSE(create_csv("/no/such/folder/file.csv"));
}

TEST(FormulaGuard, GuardsFormulasAndNothingElse)
{
    for (const auto* text : {"=1+1", "＝1+1", "＠SUM(1)", "@SUM(1)", "+cmd|' /C calc'!A0", "-2+3",
                             "\tx", "\rx", "'=1", "-", "+", "-x"})
        EXPECT_EQ(with_guard(text), "'" + std::string(text)) << text;
    for (const auto* text :
         {"", "'", "a=1", "+212 6 12 34 56 78", "-3.5", "+212(0)612345678", "l'eau", "'a", "''"})
        EXPECT_EQ(with_guard(text), text) << text;
}

TEST(FormulaGuard, IsTakenOffWithoutLoss)
{
    for (const auto* text :
         {"=1", "＝1", "'＝1", "'=1", "''=1", "'+212", "+212", "'", "''", "'a", "-", "'-", ""})
        EXPECT_EQ(without_guard(with_guard(text)), text) << text;
}

} // namespace
} // namespace jisr::tabular
