#include "tabular/sheet_reader.hpp"

#include "tabular/test_files.hpp"

namespace jisr::tabular {
namespace {

using test::TemporaryFile;

/// The rows of each sheet, as texts parted by `;`.
using Sheets = std::vector<std::pair<std::string, std::vector<std::string>>>;

std::string cells_of(std::string line)
{
    std::string row = "<row>";
    std::size_t at = 0;
    for (line += ';'; at < line.size(); at = line.find(';', at) + 1)
        row.append("<c t='inlineStr'><is><t>")
            .append(line.substr(at, line.find(';', at) - at))
            .append("</t></is></c>");
    return row + "</row>";
}

std::string_view state_of(std::string_view name)
{
    if (name.starts_with("Very hidden"))
        return "veryHidden";
    return name.starts_with("Hidden") ? "hidden" : "visible";
}

void write_workbook(const TemporaryFile& file, const Sheets& sheets)
{
    auto entries = test::workbook_of("");
    std::string tabs;
    std::string relations;
    int number = 0;
    for (const auto& [name, lines] : sheets) {
        const std::string id = "s" + std::to_string(++number);
        tabs.append("<sheet name='").append(name).append("' sheetId='1' r:id='");
        tabs.append(id).append("' state='").append(state_of(name)).append("'/>");
        relations.append("<Relationship Id='").append(id).append("' Type='x/worksheet' Target='");
        relations.append(id).append(".xml'/>");
        std::string rows;
        for (const auto& line : lines)
            rows += line.empty() ? "<row/>" : cells_of(line);
        entries["xl/" + id + ".xml"] = "<worksheet><sheetData>" + rows + "</sheetData></worksheet>";
    }
    entries["xl/workbook.xml"] = "<workbook xmlns:r='r'><sheets>" + tabs + "</sheets></workbook>";
    entries["xl/_rels/workbook.xml.rels"] = "<Relationships>" + relations + "</Relationships>";
    test::write_zip(file.path(), entries);
}

/// "number cell;cell" of each row, then the problem if there is one.
std::vector<std::string> lines_of(SheetReader& reader)
{
    std::vector<std::string> lines;
    for (;;) {
        const auto row = reader.next();
        if (!row)
            lines.push_back(row.error().slug);
        if (!row || !*row)
            return lines;
        std::string line = std::to_string((*row)->number);
        for (const auto& cell : (*row)->cells)
            line += (&cell == &(*row)->cells.front() ? " " : ";") + cell.text;
        lines.push_back(line);
    }
}

std::unique_ptr<SheetReader> opened(const TemporaryFile& file, Layout layout = Layout::People)
{
    auto reader = open_sheet(file.path(), {}, layout);
    EXPECT_TRUE(reader) << reader.error().slug;
    return reader ? std::move(*reader) : nullptr;
}

using Lines = std::vector<std::string>;

TEST(SheetReader, ReadsEverySheetWithTheHeadingsOfTheFirst)
{
    const TemporaryFile file;
    write_workbook(file, {{"Notice", {"Remplir une ligne par femme"}},
                          {"Mai", {"Nom;Prénom;Téléphone", "Alaoui;Amina;06"}},
                          {"Vide", {"", ""}},
                          {"Juin", {"Liste de juin", "", "Prénom;Nom de famille", "Souad;Bennani"}},
                          {"Codes", {"Nom;Couleur", "a;b"}}});
    const auto reader = opened(file);
    EXPECT_EQ(reader->headings(), (Lines{"Nom", "Prénom", "Téléphone"}));
    EXPECT_EQ(reader->sheet_names(), (Lines{"Mai", "Juin"}));
    EXPECT_EQ(reader->unread_sheets(), (Lines{"Notice", "Codes"}));
    EXPECT_EQ(reader->skipped_rows(), 1);
    EXPECT_FALSE(reader->headings_unsure());
    EXPECT_EQ(lines_of(*reader), (Lines{"2 Alaoui;Amina;06", "10000004 Bennani;Souad;"}));
}

TEST(SheetReader, NamesHiddenSheetsThatHoldAnything)
{
    const TemporaryFile file;
    write_workbook(file, {{"Hidden", {"Nom;Prénom", "c;d"}},
                          {"Mai", {"Nom;Prénom", "a;b"}},
                          {"Hidden and blank", {"", ""}},
                          {"Very hidden", {"", "codes"}}});
    for (const auto layout : {Layout::People, Layout::PeopleWithoutHeadings}) {
        const auto reader = opened(file, layout);
        EXPECT_EQ(reader->sheet_names(), Lines{"Mai"});
        EXPECT_EQ(reader->unread_sheets(), Lines{});
        EXPECT_EQ(reader->hidden_sheets(), (Lines{"Hidden", "Very hidden"}));
    }
    EXPECT_EQ(lines_of(*opened(file)), Lines{"2 a;b"});
}

TEST(SheetReader, ReadsOneSheetOfAnyOtherFile)
{
    const TemporaryFile file;
    write_workbook(file, {{"A", {"Titre", "Nom;Prénom"}}, {"B", {"Titre", "x"}}});
    const auto reader = opened(file, Layout::Plain);
    EXPECT_EQ(reader->headings(), Lines{"Titre"});
    EXPECT_EQ(lines_of(*reader), Lines{"2 Nom;Prénom"});
}

TEST(SheetReader, FindsTheHeadingsUnderTitlesWhateverPartsTheCells)
{
    for (const std::string separator : {";", ",", "\t"}) {
        std::string list = "Liste des femmes de mai\n\nNom|Prénom|Commune\nAlaoui|Amina|Tan-Tan\n";
        for (auto at = list.find('|'); at != std::string::npos; at = list.find('|'))
            list.replace(at, 1, separator);
        const TemporaryFile file(list);
        const auto reader = opened(file);
        EXPECT_EQ(reader->headings(), (Lines{"Nom", "Prénom", "Commune"}));
        EXPECT_EQ(reader->skipped_rows(), 1);
        EXPECT_EQ(lines_of(*reader), Lines{"4 Alaoui;Amina;Tan-Tan"});
    }
}

TEST(SheetReader, LooksForHeadingsInTheFirstTenRowsAlone)
{
    std::string list;
    for (int i = 0; i < 10; ++i)
        list += "Amina;1981\n";
    const TemporaryFile file(list + "Nom;Prénom\n");
    const auto reader = opened(file);
    EXPECT_EQ(reader->headings(), (Lines{"Amina", "1981"}));
    EXPECT_TRUE(reader->headings_unsure());
    EXPECT_EQ(lines_of(*reader).size(), 10U);
}

TEST(SheetReader, KnowsThatAPersonMayStandWhereHeadingsAreSought)
{
    const auto unsure = [](const std::string& list) {
        return opened(TemporaryFile(list))->headings_unsure();
    };
    EXPECT_TRUE(unsure("Itto;Ouhssaine;Sidi Ifni\n"));
    EXPECT_TRUE(unsure("Itto;Ouhssaine;03/04/1981;no\n")); // one word that is a heading too
    EXPECT_FALSE(unsure("Who;Given;Born;Where\n"));
    EXPECT_FALSE(unsure("Nom;Prénom;2026\n"));
}

TEST(SheetReader, TakesNoBlankCellForAHeading)
{
    const TemporaryFile list("Nom;Prénom;DDN;Commune;Col1;Col2;Col3;Col4;Col5;Col6;Obs\n"
                             "BOUGRINE;Jalila;1969;Labouirat;;;;;;;x\n"
                             "Alaoui;Amina;1981;Tan-Tan\n");
    const auto reader = opened(list);
    EXPECT_EQ(reader->headings().front(), "Nom");
    EXPECT_EQ(reader->skipped_rows(), 0);
    EXPECT_EQ(lines_of(*reader).size(), 2U);

    const auto unknown = opened(TemporaryFile("Itto;Ouhssaine;;;Sidi Ifni\nHafsa;Tazi;;;Assa\n"));
    EXPECT_TRUE(unknown->headings_unsure());
    EXPECT_EQ(unknown->headings(), (Lines{"Itto", "Ouhssaine", "C", "D", "Sidi Ifni"}));
}

TEST(SheetReader, LosesNothingOfAnotherSheetThatStandsUnderNoHeading)
{
    const TemporaryFile file;
    write_workbook(file, {{"A", {"Nom;Prénom; ;Commune", "a;b;c;d"}},
                          {"B", {"Prénom;;\xC2\xA0;Nom", "e;f;g;h;i", "j;;;k"}}});
    const auto reader = opened(file);
    EXPECT_EQ(reader->headings(), (Lines{"Nom", "Prénom", "", "Commune"}));
    EXPECT_EQ(lines_of(*reader), (Lines{"2 a;b;c;d", "10000002 h;e;g;;i;f", "10000003 k;j;;"}));
}

TEST(SheetReader, TakesTheFirstRowForAPersonWhereItIsTold)
{
    const TemporaryFile file;
    write_workbook(file, {{"A", {"Itto;1981", "Hafsa;1982;0612345678"}}, {"B", {"Itto;1981"}}});
    const auto reader = opened(file, Layout::PeopleWithoutHeadings);
    EXPECT_EQ(reader->headings(), (Lines{"A", "B", "C"}));
    EXPECT_EQ(reader->unread_sheets(), Lines{"B"});
    EXPECT_EQ(lines_of(*reader), (Lines{"1 Itto;1981;", "2 Hafsa;1982;0612345678"}));
    EXPECT_EQ(column_letters(25), "Z");
    EXPECT_EQ(column_letters(26), "AA");
}

TEST(SheetReader, HoldsTheLimitsOverAllSheets)
{
    const TemporaryFile file;
    write_workbook(file, {{"A", {"Nom;Prénom", "a;b", "c;d"}}, {"B", {"Nom;Prénom", "e;f"}}});
    auto reader = open_sheet(file.path(), {.max_rows = 2}, Layout::People);
    ASSERT_TRUE(reader);
    EXPECT_EQ(lines_of(**reader).back(), "file_too_many_rows");
}

TEST(SheetReader, UnpacksNoMoreOfAllSheetsThanOfOne)
{
    const std::string long_cell(30'000, 'x');
    const std::vector<std::string> lines{"Nom;Prénom", long_cell, long_cell, long_cell};
    const TemporaryFile file;
    write_workbook(file, {{"A", lines}, {"B", lines}});
    constexpr Limits kEnoughForOne{.max_uncompressed_bytes = 150'000};
    EXPECT_TRUE(open_sheet(file.path(), kEnoughForOne));
    auto all = open_sheet(file.path(), kEnoughForOne, Layout::People);
    EXPECT_EQ(all ? lines_of(**all).back() : all.error().slug, "file_too_large");
}

} // namespace
} // namespace jisr::tabular
