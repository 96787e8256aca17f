#include "tabular/csv_rows.hpp"

#include "tabular/test_files.hpp"

#include <cstdio>

namespace jisr::tabular {

namespace {

using test::encoded;
using test::problem;
using test::read_bytes;
using test::Table;
using test::TemporaryFile;

const core::Date kToday = *core::Date::make(2026, 11, 29);

const std::string kList = "N°;Prénom;الاسم العائلي\r\n1;Zoé;بنشقرون\r\n2;إكرام;Laâroussi\r\n";
const Table kListTable{
    {"N°", "Prénom", "الاسم العائلي"}, {"1", "Zoé", "بنشقرون"}, {"2", "إكرام", "Laâroussi"}};

TEST(Csv, ReadsEveryUnicodeEncoding)
{
    EXPECT_EQ(read_bytes(kList), kListTable);
    EXPECT_EQ(read_bytes("\xEF\xBB\xBF" + kList), kListTable);
    EXPECT_EQ(read_bytes(encoded(kList, "UTF-16LE")), kListTable);
    EXPECT_EQ(read_bytes(encoded(kList, "UTF-16BE")), kListTable);
    EXPECT_EQ(read_bytes("\xFF\xFE" + encoded(kList, "UTF-16LE")), kListTable);
    EXPECT_EQ(read_bytes("\xFE\xFF" + encoded(kList, "UTF-16BE")), kListTable);
}

TEST(Csv, TellsTheWindowsPagesApart)
{
    EXPECT_EQ(read_bytes(encoded(kList, "windows-1256")), kListTable);
    const std::string french =
        "Prénom;Situation\nZOÉ;mère célibataire\nHÉLÈNE;« à l’étranger »\nÇa;Île\n";
    const Table table{{"Prénom", "Situation"},
                      {"ZOÉ", "mère célibataire"},
                      {"HÉLÈNE", "« à l’étranger »"},
                      {"Ça", "Île"}};
    EXPECT_EQ(read_bytes(encoded(french, "windows-1252")), table);
    EXPECT_EQ(read_bytes(encoded("Prénom;الاسم\nZoé;فاطمة\n", "windows-1256")),
              (Table{{"Prénom", "الاسم"}, {"Zoé", "فاطمة"}}));
}

TEST(Csv, RefusesEncodingsItCannotTell)
{
    const std::string french = "Prénom;Téléphone;Année\nZoé;06;née\nÉva;07;aînée\n";
    EXPECT_EQ(read_bytes(encoded(french, "IBM850")), problem("file_encoding_unknown"));
    EXPECT_EQ(read_bytes(encoded(french, "macintosh")), problem("file_encoding_unknown"));
    EXPECT_EQ(read_bytes("\xEF\xBB\xBFnom;pr\xE9nom\n"), problem("file_letters_broken"));
    EXPECT_EQ(
        read_bytes("\xFF\xFE" + encoded("a;b\n", "UTF-16LE") + std::string("\x00\xD8\x61\x00", 4)),
        problem("file_encoding_unknown"));
}

TEST(Csv, TellsTheRowWhereUtf8IsBroken)
{
    const std::string list = "id;الاسم;prénom\n1;فاطمة;Zoé\n2;";
    const auto row_of_fault = [](const std::string& text) -> std::int64_t {
        const TemporaryFile file(text);
        const auto reader = open_sheet(file.path());
        return reader || reader.error().slug != "file_letters_broken"
                   ? 0
                   : reader.error().extra.at("row").as_int64();
    };
    for (const std::string broken : {"\xD9", "\xFF\xFE\x80", "\xED\xA0\x80", "\xF0\x9F\x98"}) {
        const auto with = [&](std::string before, const std::string& after) {
            return before.append(list).append(broken).append(after);
        };
        EXPECT_EQ(row_of_fault(with("", ";a\n")), 3);
        EXPECT_EQ(row_of_fault(with("\xEF\xBB\xBF", ";a\n")), 3);
        const std::string long_cell(10'000, 'x');
        EXPECT_EQ(row_of_fault(with("", ';' + long_cell).append("\n3;a;a\n")), 3);
    }
    EXPECT_EQ(row_of_fault("id;nom\n1;Fati\xED\xA0\x80ma\n"), 2) << "a surrogate alone";
    const std::string many(20'000, '\n');
    for (std::size_t shift = 0; shift < 4; ++shift) // a letter that two pieces share
        EXPECT_EQ(row_of_fault(list + many + std::string(45'480 + shift, 'x') + "é;\xD9\n"),
                  20'003);
}

TEST(Csv, DoesNotTakeAWindowsPageForBrokenUtf8)
{
    const std::string arabic = "السؤال;الجواب\nأين؟ متى؟;هنا، وهناك؛ «غدا»\n";
    const Table table{{"السؤال", "الجواب"}, {"أين؟ متى؟", "هنا، وهناك؛ «غدا»"}};
    EXPECT_EQ(read_bytes(encoded(arabic, "windows-1256")), table);
    EXPECT_EQ(read_bytes("nom;ville\nZo\xE9;F\xE8s\n"), (Table{{"nom", "ville"}, {"Zoé", "Fès"}}));
}

TEST(Csv, KeepsWhatAKeyboardRarelyTypes)
{
    const std::string long_cell(10'000, 'x');
    const Table table{
        {"\u200Fالاسم\u200E", "😀"}, {"Fatiفاطمة", "\u2067أمينة\u2069"}, {long_cell, "A"}};
    EXPECT_EQ(read_bytes("\u200Fالاسم\u200E;😀\nFatiفاطمة;\u2067أمينة\u2069\n" + long_cell + ";A\n"),
              table);
    EXPECT_EQ(read_bytes("A"), (Table{{"A"}}));
}

TEST(Csv, ReadsEverySeparatorAndLineEnd)
{
    const Table table{{"a", "b"}, {"1", "2,5"}, {"3", "4"}};
    EXPECT_EQ(read_bytes("a;b\n1;2,5\n3;4\n"), table);
    EXPECT_EQ(read_bytes("a,b\r\n1,\"2,5\"\r\n3,4"), table);
    EXPECT_EQ(read_bytes("a\tb\r1\t2,5\r3\t4\r"), table);
    EXPECT_EQ(read_bytes("sep=,\r\na,b\n1,\"2,5\"\n3,4\n"), table);
}

TEST(Csv, ChoosesTheSeparatorThatPartsEvenly)
{
    EXPECT_EQ(guess_separator("Nom, prénom;Situation\nX, Y;veuve, 3 enfants\nZ;sans\n"), ';');
    EXPECT_EQ(guess_separator("a,b,c\n\"1;2;3\",2,3\n"), ',');
    EXPECT_EQ(guess_separator("a\tb;c\td\n1\t2\t3\n"), '\t');
    EXPECT_EQ(guess_separator("one column\n"), ';');
}

TEST(Csv, ReadsQuotedCells)
{
    EXPECT_EQ(read_bytes("a;b\n\"x\"\"y\";\"1\r\n2\"\n\"\";z\n"),
              (Table{{"a", "b"}, {"x\"y", "1\r\n2"}, {"", "z"}}));
    EXPECT_EQ(read_bytes("a;b\n5\" pipe;\"q\"tail\n"), (Table{{"a", "b"}, {"5\" pipe", "qtail"}}));
}

TEST(Csv, SkipsBlankLinesAndCountsThem)
{
    const TemporaryFile file("\n;;\na;b;\n\n1;2\n ; \n3;4;;\n");
    auto reader = open_sheet(file.path());
    ASSERT_TRUE(reader);
    EXPECT_EQ((*reader)->headings(), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ((*reader)->next()->value().number, 5);
    const auto last = (*reader)->next()->value();
    EXPECT_EQ(last.number, 7);
    EXPECT_EQ(last.cells.size(), 2U);
    EXPECT_FALSE((*reader)->next()->has_value());
    EXPECT_EQ((*reader)->progress(), 1.0);
}

TEST(Csv, GivesARowAsManyCellsAsHeadingsAndKeepsMore)
{
    EXPECT_EQ(read_bytes("a;b;c\n1\n1;2;3;4\n"),
              (Table{{"a", "b", "c"}, {"1", "", ""}, {"1", "2", "3", "4"}}));
}

TEST(Csv, TakesTheFormulaGuardOff)
{
    EXPECT_EQ(read_bytes("a;b\n'=1+1;'06\n"), (Table{{"a", "b"}, {"=1+1", "'06"}}));
}

TEST(Csv, RefusesACutFile)
{
    EXPECT_EQ(read_bytes("a;b\n1;\"never closed\n2;3\n"), problem("file_cut"));
    EXPECT_EQ(read_bytes("a;b;c\n1;2;3\n4;5;6\n7;8"), problem("file_cut"));
    EXPECT_EQ(read_bytes("a;b\n1;caf\xC3"), problem("file_cut"));
    const auto wide = encoded("a;b\n1;2\n", "UTF-16LE");
    EXPECT_EQ(read_bytes("\xFF\xFE" + wide.substr(0, wide.size() - 1)), problem("file_cut"));
}

TEST(Csv, TakesALastLineWithNothingInItForNoCut)
{
    const Table table{{"a", "b", "c", "d", "e"}, {"1", "2", "3", "4", "5"}};
    for (const auto* end : {" ", "\t", "\xC2\xA0", "\xE2\x80\x8F", "\x1A", ";;;", " ; ;"})
        EXPECT_EQ(read_bytes(std::string("a;b;c;d;e\n1;2;3;4;5\n") + end), table) << end;
    // Nor does one in the middle hide that the file is cut.
    EXPECT_EQ(read_bytes("a;b;c\n1;2;3\n \n4;5;6\n7;8"), problem("file_cut"));
}

TEST(Csv, KeepsALastLineWithoutLineEnd)
{
    EXPECT_EQ(read_bytes("a;b;c\n1;2;3\n4;5;"),
              (Table{{"a", "b", "c"}, {"1", "2", "3"}, {"4", "5", ""}}));
    EXPECT_EQ(read_bytes("a;b\n1;\"2\""), (Table{{"a", "b"}, {"1", "2"}}));
}

TEST(Csv, RefusesNulAndOtherFiles)
{
    using namespace std::string_literals;
    EXPECT_EQ(read_bytes("a;b\n1;\0;2\n"s), problem("file_not_text"));
    EXPECT_EQ(read_bytes("a;b\n" + std::string(100'000, 'x') + "\0"s), problem("file_not_text"));
    EXPECT_EQ(read_bytes("\xFF\xFE" + encoded("a;b\n"s + "\0;c\n"s, "UTF-16LE")),
              problem("file_not_text"));
    EXPECT_EQ(read_bytes("%PDF-1.7\n"), problem("file_not_a_sheet"));
    EXPECT_EQ(read_bytes("\xEF\xBB\xBF\n<!DOCTYPE html><table>"), problem("file_not_a_sheet"));
    EXPECT_EQ(read_bytes("[{\"a\":1}]"), problem("file_not_a_sheet"));
    EXPECT_EQ(read_bytes("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), problem("file_old_excel"));
}

TEST(Csv, RefusesAnEmptyFile)
{
    EXPECT_EQ(read_bytes(""), problem("file_empty"));
    EXPECT_EQ(read_bytes("\xEF\xBB\xBF"), problem("file_empty"));
    EXPECT_EQ(read_bytes("\n\r\n;;;\n"), problem("file_empty"));
}

TEST(Csv, HoldsTheLimits)
{
    EXPECT_EQ(read_bytes("a;b\n1;2\n3;4\n5;6\n", {.max_rows = 2}), problem("file_too_many_rows"));
    EXPECT_EQ(read_bytes("a;b\n1;2\n3;4\n", {.max_rows = 2}).size(), 3U);
    EXPECT_EQ(read_bytes("a;b\n1;2;3\n", {.max_columns = 2}), problem("file_too_many_columns"));
    EXPECT_EQ(read_bytes("a;b\n1;2;;;;\n", {.max_columns = 2}), (Table{{"a", "b"}, {"1", "2"}}));
    EXPECT_EQ(read_bytes("a;b\n1;12345\n", {.max_cell_bytes = 4}), problem("file_cell_too_long"));
    EXPECT_EQ(read_bytes("a;b\n1;\"12345", {.max_cell_bytes = 4}), problem("file_cell_too_long"));
    EXPECT_EQ(read_bytes("a;b\n1;2\n", {.max_uncompressed_bytes = 4}), problem("file_too_large"));
}

TEST(Csv, NamesTheRowOfAFault)
{
    const TemporaryFile file("a;b\n1;2\n3;12345\n");
    auto reader = open_sheet(file.path(), {.max_cell_bytes = 4});
    ASSERT_TRUE(reader);
    ASSERT_TRUE((*reader)->next());
    const auto row = (*reader)->next();
    ASSERT_FALSE(row);
    EXPECT_EQ(row.error().extra.at("row"), 3);
    EXPECT_EQ(row.error().status, 422);
}

TEST(Csv, ReadsCellsAcrossPieces)
{
    for (std::size_t shift = 0; shift < 24; ++shift) {
        // The first 64 KiB end anywhere in the rows.
        const std::string blank_lines(65'510 + shift, '\n');
        auto text = "a;b\r\n" + blank_lines;
        text += "0;طانطان\r\n1;\"طانطان\"\"\"\r\n";
        const auto table = read_bytes(text);
        ASSERT_EQ(table.size(), 3U) << shift;
        EXPECT_EQ(table[1][1], "طانطان") << shift;
        EXPECT_EQ(table[2], (std::vector<std::string>{"1", "طانطان\""})) << shift;
    }
}

TEST(Csv, CountsTheRowsOfTheLaunchDay)
{
    const std::filesystem::path path = JISR_SOURCE_DIR "/tests/fixtures/launch_day.csv";
    EXPECT_EQ(count_rows(path), 128);
    auto reader = open_sheet(path);
    ASSERT_TRUE(reader);
    EXPECT_EQ((*reader)->headings().size(), 12U);
    EXPECT_EQ((*reader)->headings().front(), "N°");
    EXPECT_EQ((*reader)->separator(), ';');
    EXPECT_FALSE((*reader)->is_xlsx());
}

TEST(FoldKey, TellsTheCommunesOfAProvinceApart)
{
    auto reader = open_sheet(JISR_SOURCE_DIR "/data/communes.csv");
    ASSERT_TRUE(reader);
    std::map<std::string, std::string> code_of;
    for (auto row = (*reader)->next(); row && *row; row = (*reader)->next()) {
        const auto& cells = (**row).cells; // code, parent_code, name_ar, name_fr …
        for (const auto& name : {cells[2].text, cells[3].text}) {
            const auto [known, is_new] =
                code_of.emplace(cells[1].text + fold_key(name), cells[0].text);
            EXPECT_TRUE(is_new || known->second == cells[0].text) << name;
        }
    }
    EXPECT_GT(code_of.size(), 2'000U);
}

TEST(Csv, HoldsDaysAsTheirNumbersToo)
{
    const auto day = [](const char* text) {
        const auto date = parse_date(Cell{text}, kToday);
        if (!date)
            return std::string(date.error());
        return date->day ? date->day->to_iso() : std::to_string(date->year);
    };
    EXPECT_EQ(day("29587"), "1981-01-01");
    EXPECT_EQ(day(" ٢٩٥٨٧ "), "1981-01-01");
    EXPECT_EQ(day("46355"), "2026-11-29");
    EXPECT_EQ(day("1977"), "1977");
    for (const auto* none : {"46356", "99999", "612345678", "29587.5", "9587", "029587", "-29587"})
        EXPECT_EQ(day(none), "not_a_date") << none;
}

TEST(Csv, ReadsTheValuesOfTheLaunchDay)
{
    auto reader = open_sheet(JISR_SOURCE_DIR "/tests/fixtures/launch_day.csv");
    ASSERT_TRUE(reader);
    int bad_dates = 0;
    int bad_ids = 0;
    int bad_phones = 0;
    for (auto row = (*reader)->next(); row && *row; row = (*reader)->next()) {
        const auto& cells = (**row).cells;
        bad_dates += parse_date(cells[3], kToday) ? 0 : 1;
        bad_ids += cells[4].text.empty() || normalise_national_id(cells[4].text) ? 0 : 1;
        bad_phones += cells[5].text.empty() || normalise_phone(cells[5].text) ? 0 : 1;
        EXPECT_TRUE(parse_yes_no(cells[10].text)) << cells[0].text;
    }
    EXPECT_EQ(bad_dates, 1);
    EXPECT_EQ(bad_ids, 1);
    EXPECT_EQ(bad_phones, 0);
}

} // namespace
} // namespace jisr::tabular
