#include "modules/registry/import_desk.hpp"
#include "support/server.hpp"
#include "tabular/test_files.hpp"

#include <gmock/gmock.h>

#include <chrono>

namespace jisr::tests {
namespace {

namespace json = boost::json;
using service::Role;
using service::ScopeLevel;
using tabular::test::read_table;
using tabular::test::row_of;
using tabular::test::Table;
using tabular::test::TemporaryFile;
using tabular::test::workbook_with;
using testing::Contains;
using testing::HasSubstr;

/// What stands in the files of women from a list.
class ImportReading : public testing::TestWithParam<Engine>
{
  protected:
    Answer sent(const std::string& bytes, bool dry_run = false)
    {
        std::string target = "/api/v1/imports?region=10&dry_run=";
        target.append(dry_run ? "true" : "false").append("&edition=").append(edition);
        return server.send(coordinator, "POST", target, bytes);
    }

    Answer mapped(const Caller& caller, const std::string& import, const json::array& columns)
    {
        return server.call(caller, "PUT", import + "/mapping",
                           {{"columns", columns}, {"first_row", "headings"}});
    }

    /// The address of the import, ended.
    std::string imported(const std::string& bytes)
    {
        const auto started = sent(bytes);
        EXPECT_EQ(started.text("state"), "running") << started.body;
        return ended(started.headers.at("location"));
    }

    std::string ended(const std::string& location)
    {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (server.get(coordinator, location).text("state") == "running" &&
               std::chrono::steady_clock::now() < until)
            std::this_thread::yield();
        return location;
    }

    /// Columns X1, X2 … that hold these.
    static json::array columns_of(const std::vector<std::string>& fields)
    {
        json::array columns;
        for (const auto& field : fields)
            columns.push_back(
                {{"heading", "X" + std::to_string(columns.size() + 1)}, {"field", field}});
        return columns;
    }

    /// What a column of the import shows of its cells.
    static std::vector<std::string> samples_of(const Answer& import, int column)
    {
        std::vector<std::string> samples;
        for (const auto& sample : import.at("samples/" + std::to_string(column)).as_array())
            samples.emplace_back(sample.as_string());
        return samples;
    }

    /// The file of the woman in a row of the list.
    Answer file_of(const Caller& reader, const std::string& import, int row)
    {
        const auto rows = server.get(coordinator, import + "/rows");
        const auto id = rows.text("items/" + std::to_string(row) + "/person_id");
        return server.get(reader, "/api/v1/persons/" + id);
    }

    TestServer server{GetParam()};
    const std::string edition = server.bridge_edition();
    const Caller coordinator = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "10");
};

/// A workbook whose days count from 1904, without a format that tells which of its numbers are.
std::string workbook_from_1904(const std::vector<std::vector<std::string>>& texts_and_days)
{
    std::string rows;
    for (const auto& row : texts_and_days) {
        rows += "<row>";
        for (const auto& cell : row)
            if (cell.find_first_not_of("0123456789") == std::string::npos)
                rows.append("<c><v>").append(cell).append("</v></c>");
            else
                rows.append("<c t='inlineStr'><is><t>").append(cell).append("</t></is></c>");
        rows += "</row>";
    }
    auto entries = tabular::test::workbook_of(rows);
    entries["xl/workbook.xml"] =
        "<workbook xmlns:r='r'><workbookPr date1904='1'/><sheets><sheet name='A' sheetId='1' "
        "r:id='r1'/></sheets></workbook>";
    const TemporaryFile file;
    tabular::test::write_zip(file.path(), entries);
    return file.bytes();
}

} // namespace

INSTANTIATE_TEST_SUITE_P(Engines, ImportReading, kEngines, engine_name);

TEST_P(ImportReading, DaysCountFrom1904WhereTheWorkbookSaysSo)
{
    const auto import =
        imported(workbook_from_1904({{"Nom", "Prénom", "Date de naissance", "Commune"},
                                     {"Alaoui", "Amina", "23799", "Bouizakarne"},
                                     {"Bennani", "Souad", "29587", "nowhere"},
                                     {"Fassi", "Zineb", "1977", "Bouizakarne"}}));
    EXPECT_EQ(file_of(coordinator, import, 0).text("birth_date"), "1969-02-27");
    EXPECT_EQ(file_of(coordinator, import, 2).text("birth_year"), "1977");

    // The file of the refused rows counts from 1900, and is of the same day.
    const TemporaryFile refused(server.get(coordinator, import + "/refused").body);
    EXPECT_EQ(read_table(refused.path()).at(1).at(2), "1985-01-02");
}

TEST_P(ImportReading, ACsvHoldsDaysAsTheNumbersThatASpreadsheetGaveThem)
{
    const auto import = imported("Nom;Prénom;Date de naissance;Commune\n"
                                 "Alaoui;Amina;29587;Bouizakarne\n"
                                 "Bennani;Souad;1977;Bouizakarne\n"
                                 "Fassi;Zineb;99587;Bouizakarne\n");
    EXPECT_EQ(file_of(coordinator, import, 0).text("birth_date"), "1981-01-01");
    EXPECT_EQ(file_of(coordinator, import, 1).text("birth_year"), "1977");
    EXPECT_EQ(server.get(coordinator, import + "/rows").text("items/2/reasons/0/code"),
              "not_a_date");
}

TEST_P(ImportReading, AnswersThatNoCodeStandsForReachOnlyWhoSeesWhatIsSensitive)
{
    const auto import = imported("Nom;Prénom;Date de naissance;Commune;Handicap;Situation\n"
                                 "Alaoui;Amina;1990;Bouizakarne;surdité profonde;violentée\n");
    const auto agent = server.as(Role::RegistrationAgent, ScopeLevel::Region, "10");
    EXPECT_EQ(file_of(agent, import, 0).text("notes"),
              "Handicap: surdité profonde\nSituation: violentée");
    for (const auto role : {Role::Trainer, Role::AccompanimentOfficer}) {
        const auto reader = server.as(role, ScopeLevel::Region, "10");
        const auto file = file_of(reader, import, 0);
        ASSERT_EQ(file.text("family_name_latin"), "Alaoui") << file.body;
        EXPECT_TRUE(file.at("notes").is_null());
        EXPECT_THAT(file.at("hidden").as_array(), Contains(json::value("notes")));
        const auto history = server.get(reader, "/api/v1/persons/" + file.text("id") + "/history");
        EXPECT_THAT(history.body, testing::Not(HasSubstr("surdité")));
    }
}

TEST_P(ImportReading, ReadsEverySheetOfTheListAndNamesThoseThatAreAnother)
{
    const std::string headings = row_of({"Nom", "Prénom", "Date de naissance", "Commune"});
    const auto import = imported(workbook_with(
        {{"Guelmim", headings + row_of({"Alaoui", "Amina", "01/02/1981", "Bouizakarne"})},
         {"Sidi Ifni", row_of({"Commune", "Prénom", "Nom de famille", "Né(e) le"}) +
                           row_of({"Sidi Ifni", "Souad", "Bennani", "03/04/1982"}) +
                           row_of({"nowhere", "Zineb", "Fassi", "05/06/1983"})},
         {"Totaux", row_of({"Province", "Total"}) + row_of({"Guelmim", "2"})},
         {"Vide", ""}}));
    const auto done = server.get(coordinator, import);
    EXPECT_EQ(done.text("rows_total"), "3") << done.body;
    EXPECT_EQ(done.text("registered"), "2") << done.body;
    EXPECT_EQ(done.at("sheets"), (json::array{"Guelmim", "Sidi Ifni"}));
    EXPECT_EQ(done.at("unread_sheets"), (json::array{"Totaux"}));
    EXPECT_EQ(file_of(coordinator, import, 1).text("family_name_latin"), "Bennani");
    const auto refused = server.get(coordinator, import + "/rows?outcome=refused");
    EXPECT_EQ(refused.text("items/0/line"), "3");
    EXPECT_EQ(refused.text("items/0/sheet"), "Sidi Ifni");

    const TemporaryFile file(server.get(coordinator, import + "/refused").body);
    const auto table = read_table(file.path());
    ASSERT_EQ(table.size(), 2U);
    EXPECT_EQ(table[1][0], "Fassi");
    EXPECT_EQ(table[1][3], "nowhere");
    EXPECT_THAT(table[1][4], HasSubstr("Sidi Ifni 3"));
}

TEST_P(ImportReading, HiddenSheetsOfTheListAreNamedToo)
{
    const std::string headings = row_of({"Nom", "Prénom", "Date de naissance", "Commune"});
    const auto book = workbook_with(
        {{"Mai", headings + row_of({"Alaoui", "Amina", "01/02/1981", "Bouizakarne"})},
         {"Juin", headings + row_of({"Bennani", "Souad", "03/04/1982", "Bouizakarne"})}},
        "Juin");
    const auto done = server.get(coordinator, imported(book));
    EXPECT_EQ(done.text("registered"), "1") << done.body;
    EXPECT_EQ(done.at("sheets"), (json::array{"Mai"}));
    EXPECT_EQ(done.at("unread_sheets"), (json::array{"Juin"}));
}

TEST_P(ImportReading, TitlesAboveTheHeadingsAreNoDeadEnd)
{
    const auto import = imported("Liste des femmes inscrites;;;\n"
                                 "Province : Guelmim;;;Année : 2026\n\n"
                                 "Nom;Prénom;Date de naissance;Commune\n"
                                 "Alaoui;Amina;01/02/1981;Bouizakarne\n");
    const auto done = server.get(coordinator, import);
    EXPECT_EQ(done.text("registered"), "1") << done.body;
    EXPECT_EQ(done.text("skipped_rows"), "2");
    EXPECT_EQ(server.get(coordinator, import + "/rows").text("items/0/line"), "5");
}

TEST_P(ImportReading, WhereNoHeadingIsKnownNobodyIsTakenForOneUnasked)
{
    const std::string list = "Itto;Ouhssaine;03/04/1981;Bouizakarne\n"
                             "Tlaytmas;Ouhrouch;05/06/1982;Bouizakarne;0612345678\n";
    const auto asked = sent(list);
    EXPECT_EQ(asked.text("state"), "needs_mapping") << asked.body;
    EXPECT_TRUE(asked.at("first_row").is_null());
    json::object mapping{
        {"columns", json::array{{{"heading", "Itto"}, {"field", "given_name"}},
                                {{"heading", "Ouhssaine"}, {"field", "family_name"}},
                                {{"heading", "03/04/1981"}, {"field", "birth_date"}},
                                {{"heading", "Bouizakarne"}, {"field", "commune"}},
                                {{"heading", "E"}, {"field", "phone"}}}}};
    const auto path = asked.headers.at("location");
    EXPECT_THAT(server.call(coordinator, "PUT", path + "/mapping", mapping).errors(),
                testing::ElementsAre("/first_row required"));
    mapping["first_row"] = "person";
    ASSERT_EQ(server.call(coordinator, "PUT", path + "/mapping", mapping).status, 200);
    const auto done = server.get(coordinator, ended(path));
    EXPECT_EQ(done.text("rows_total"), "2") << done.body;
    EXPECT_EQ(done.text("registered"), "2") << done.body;
    EXPECT_EQ(file_of(coordinator, path, 0).text("given_name_latin"), "Itto");
    EXPECT_EQ(file_of(coordinator, path, 1).text("phone"), "+212612345678");
    EXPECT_THAT(done.body, testing::Not(HasSubstr("Ouhssaine"))); // nor is she a heading any more
}

TEST_P(ImportReading, AWomanWithBlankCellsIsNoHeading)
{
    const auto asked = sent("Nom;Prénom;DDN;Commune;Col1;Col2;Col3;Col4;Col5;Col6;Obs\n"
                            "BOUGRINE;Jalila;1969;Labouirat;;;;;;;x\n"
                            "Alaoui;Amina;1981;Bouizakarne;;;;;;;\n");
    ASSERT_EQ(asked.text("columns/0/heading"), "Nom") << asked.body;
    EXPECT_EQ(asked.text("first_row"), "headings");
    const auto path = asked.headers.at("location");
    ASSERT_EQ(server
                  .call(coordinator, "PUT", path + "/mapping",
                        {{"columns", json::array{{{"heading", "Obs"}, {"field", "notes"}}}}})
                  .status,
              200);
    EXPECT_EQ(server.get(coordinator, ended(path)).text("registered"), "2");
    EXPECT_EQ(file_of(coordinator, path, 0).text("given_name_latin"), "Jalila");
}

TEST_P(ImportReading, WhatStandsUnderNoHeadingIsAskedFor)
{
    const auto asked = sent("Nom;Prénom;;Date de naissance;Commune; ;***\n"
                            "Alaoui;Amina;;1981;nowhere;0612345678;;Douar Agadir\n");
    EXPECT_EQ(asked.text("state"), "needs_mapping") << asked.body;
    std::vector<std::string> headings;
    for (const auto& column : asked.at("columns").as_array())
        headings.emplace_back(column.at("heading").as_string());
    EXPECT_THAT(headings, testing::ElementsAre("Nom", "Prénom", "", "Date de naissance", "Commune",
                                               "F", "***", "H"));
    EXPECT_TRUE(asked.at("columns/6/field").is_null());
    const auto path = asked.headers.at("location");
    ASSERT_EQ(server
                  .call(coordinator, "PUT", path + "/mapping",
                        {{"columns", json::array{{{"heading", "F"}, {"field", "phone"}},
                                                 {{"heading", "H"}, {"field", "locality"}}}}})
                  .status,
              200);
    // The file of the refused rows tells what was said of them, and loses nothing.
    const TemporaryFile refused(server.get(coordinator, ended(path) + "/refused").body);
    const auto table = read_table(refused.path());
    EXPECT_EQ(table.at(0),
              (std::vector<std::string>{"Nom", "Prénom", "", "Date de naissance", "Commune",
                                        "phone", "***", "locality", "error"}));
    EXPECT_EQ(table.at(1).at(5), "0612345678");
    EXPECT_EQ(table.at(1).at(7), "Douar Agadir");

    // A column with nothing in it is nothing, and hides no other of two with one heading.
    EXPECT_EQ(sent("Nom;Prénom;;Date de naissance;Commune;;\n"
                   "Alaoui;Amina;;1981;Bouizakarne;;\n")
                  .text("state"),
              "running");
    const auto two = sent("Nom;Prénom;;X;X;Commune\nBennani;Souad;;Assa;1982;Bouizakarne\n");
    json::array columns;
    for (const auto& column : two.at("columns").as_array())
        if (column.at("heading") != "")
            columns.push_back(column);
    columns[3].as_object()["field"] = "birth_date";
    ASSERT_EQ(server
                  .call(coordinator, "PUT", two.headers.at("location") + "/mapping",
                        {{"columns", columns}})
                  .status,
              200);
    const auto done = server.get(coordinator, ended(two.headers.at("location")));
    EXPECT_EQ(done.text("columns/4/field"), "birth_date") << done.body;
    EXPECT_EQ(done.text("registered"), "1") << done.body;
}

TEST_P(ImportReading, OfAListThatNobodyMappedNoNameStays)
{
    const auto cancelled = sent("Itto;Ouhssaine;1981;Bouizakarne\nTouda;Amrani;1979;Bouizakarne\n")
                               .headers.at("location");
    EXPECT_EQ(server.get(coordinator, cancelled).text("columns/0/heading"), "Itto");
    EXPECT_EQ(server.get(coordinator, cancelled).text("samples/0/0"), "Touda");
    ASSERT_EQ(server.call(coordinator, "POST", cancelled + "/cancel").status, 200);
    EXPECT_EQ(server.get(coordinator, cancelled).text("columns/0/heading"), "A");
    EXPECT_EQ(server.get(coordinator, cancelled).at("samples"), json::array());
    const auto forgotten =
        sent("Hafsa;Tazi;1982;Bouizakarne\nTouda;Amrani;1979;Bouizakarne\n").headers.at("location");
    server.clock().advance(std::chrono::hours(30 * 24));
    ASSERT_TRUE(server.application().import_desk()->remove_lists());
    EXPECT_EQ(server.get(coordinator, forgotten).text("columns/0/heading"), "A");
    EXPECT_EQ(server.get(coordinator, forgotten).at("samples"), json::array());
    EXPECT_FALSE(server.get(coordinator, forgotten).at("list_removed_at").is_null());
}

TEST_P(ImportReading, ColumnsToBeMappedShowTheFirstFewCellsThatDiffer)
{
    const std::string place = "دوار أيت بوفولن قرب السوق الأسبوعي القديم"; // 41 letters
    const auto asked = sent("X1;X2;X3;X4;X5\n"
                            "Itto;F;1981;;\n"
                            "  Hafsa ;F;1982;" +
                            place +
                            ";\n"
                            "Itto;F;1983;;\n"
                            "Zineb;F;1984;;\n"
                            "Touda;F;1985;;\n");
    const auto path = asked.headers.at("location");
    const auto shown = server.get(coordinator, path);
    EXPECT_THAT(samples_of(shown, 0), testing::ElementsAre("Itto", "Hafsa", "Zineb"));
    EXPECT_THAT(samples_of(shown, 1), testing::ElementsAre("F"));
    EXPECT_THAT(samples_of(shown, 2), testing::ElementsAre("1981", "1982", "1983"));
    EXPECT_THAT(samples_of(shown, 3),
                testing::ElementsAre("دوار أيت بوفولن قرب السوق الأسبوعي القدي…"));
    EXPECT_THAT(samples_of(shown, 4), testing::ElementsAre());
}

TEST_P(ImportReading, SamplesAreForWhoeverMapsTheListAndForNoLongerThanThat)
{
    const auto asked = sent("X1;X2;X3;X4\nItto;Ouhssaine;1981;Bouizakarne\n");
    EXPECT_THAT(asked.body, testing::Not(HasSubstr("Ouhssaine")));
    const auto path = asked.headers.at("location");
    EXPECT_THAT(server.get(coordinator, path).body, HasSubstr("Ouhssaine"));
    const auto delegate = server.as(Role::ProvincialDelegate, ScopeLevel::Province, "10.261");
    EXPECT_EQ(server.get(delegate, path).status, 404);
    for (const auto* elsewhere : {"/api/v1/imports", "/api/v1/changes?entity=import"}) {
        const auto list = server.get(server.administrator(), elsewhere);
        EXPECT_EQ(list.at("items").as_array().size(), 1U) << elsewhere;
        EXPECT_THAT(list.body, testing::Not(HasSubstr("Ouhssaine"))) << elsewhere;
    }
    const auto columns = columns_of({"given_name", "family_name", "birth_date", "commune"});
    ASSERT_EQ(mapped(coordinator, path, columns).status, 200);
    EXPECT_THAT(server.get(coordinator, ended(path)).body, testing::Not(HasSubstr("Ouhssaine")));
}

TEST_P(ImportReading, AFieldOfTwoColumnsIsRefusedWhereOneOfThemWouldBeLost)
{
    const auto path = sent("X1;X2;X3;X4;X5;X6;X7\n"
                           "Itto;Ouhssaine;1981;Bouizakarne;0612345678;coud;brode\n")
                          .headers.at("location");
    const auto with = [&](const std::string& fifth, const std::string& seventh) {
        return mapped(coordinator, path,
                      columns_of({"given_name", "family_name", "birth_date", "commune", fifth,
                                  "notes", seventh}));
    };
    EXPECT_THAT(
        with("phone", "phone").errors(),
        testing::ElementsAre("/columns/4/field chosen_twice", "/columns/6/field chosen_twice"));
    EXPECT_EQ(server.get(coordinator, path).text("state"), "needs_mapping");
    ASSERT_EQ(with("phone", "notes").status, 200);
    EXPECT_EQ(file_of(coordinator, ended(path), 0).text("notes"), "coud\nbrode");

    // One that the headings say counts too, unless it is left out.
    const auto known = sent("Nom;Prénom;Né le;Commune;X1\nAlaoui;Amina;1981;Bouizakarne;1990\n")
                           .headers.at("location");
    EXPECT_THAT(mapped(coordinator, known, columns_of({"birth_date"})).errors(),
                testing::ElementsAre("/columns/0/field chosen_twice"));
    auto instead = columns_of({"birth_date"});
    instead.push_back({{"heading", "Né le"}, {"field", nullptr}});
    ASSERT_EQ(mapped(coordinator, known, instead).status, 200);
    EXPECT_EQ(file_of(coordinator, ended(known), 0).text("birth_year"), "1990");
}

TEST_P(ImportReading, TwoAnswersForOneHeadingAreRefusedUnlessTwoColumnsHaveIt)
{
    const auto path =
        sent("X1;X2;X3;X4;X5\nItto;Ouhssaine;1981;Bouizakarne;coud\n").headers.at("location");
    auto columns = columns_of({"given_name", "family_name", "birth_date", "commune", "skills"});
    columns.push_back({{"heading", "X5"}, {"field", "notes"}});
    EXPECT_THAT(mapped(coordinator, path, columns).errors(),
                testing::ElementsAre("/columns/4/heading heading_twice",
                                     "/columns/5/heading heading_twice"));
    EXPECT_EQ(server.get(coordinator, path).text("state"), "needs_mapping");

    const auto twins = sent("X;X;X3;X4\nItto;Ouhssaine;1981;Bouizakarne\n").headers.at("location");
    auto each = columns_of({"given_name", "family_name", "birth_date", "commune"});
    each[0].as_object()["heading"] = each[1].as_object()["heading"] = "X";
    ASSERT_EQ(mapped(coordinator, twins, each).status, 200);
    EXPECT_EQ(file_of(coordinator, ended(twins), 0).text("family_name_latin"), "Ouhssaine");
}

TEST_P(ImportReading, AListThatWasImportedBeforeIsNotTakenAgainByItsMapping)
{
    const std::string list = "X1;X2;X3;X4\nItto;Ouhssaine;1981;Bouizakarne\n";
    const auto columns = columns_of({"given_name", "family_name", "birth_date", "commune"});
    const auto first = sent(list).headers.at("location");
    const auto second = sent(list).headers.at("location");
    const auto tried = sent(list, true).headers.at("location");
    ASSERT_NE(first, second) << "nobody knew yet what it holds";
    ASSERT_EQ(mapped(coordinator, first, columns).status, 200);
    const auto again = mapped(coordinator, second, columns);
    EXPECT_EQ(again.status, 409) << again.body;
    EXPECT_EQ(again.slug(), "file_already_imported");
    EXPECT_EQ(server.get(coordinator, second).text("state"), "needs_mapping");
    EXPECT_EQ(server.get(coordinator, ended(first)).text("registered"), "1");
    EXPECT_EQ(mapped(coordinator, second, columns).slug(), "file_already_imported");

    // A trial tells what would happen, and is not run for good either.
    ASSERT_EQ(mapped(coordinator, tried, columns).status, 200);
    EXPECT_EQ(server.get(coordinator, ended(tried)).text("duplicates"), "1");
    EXPECT_EQ(server.call(coordinator, "POST", tried + "/run").slug(), "file_already_imported");
}

TEST_P(ImportReading, AnImportThatOneMayNotSeeDoesNotKeepOnesOwnFromGoingOn)
{
    const std::string list = "X1;X2;X3;X4\nItto;Ouhssaine;1981;Bouizakarne\n";
    const auto columns = columns_of({"given_name", "family_name", "birth_date", "commune"});
    const auto theirs = sent(list).headers.at("location");
    ASSERT_EQ(mapped(coordinator, theirs, columns).status, 200);
    ended(theirs);
    const auto delegate = server.as(Role::ProvincialDelegate, ScopeLevel::Province, "10.261");
    const auto own = server.send(
        delegate, "POST", "/api/v1/imports?region=10&dry_run=false&edition=" + edition, list);
    ASSERT_EQ(own.text("state"), "needs_mapping") << own.body;
    EXPECT_EQ(mapped(delegate, own.headers.at("location"), columns).status, 200);
}

TEST_P(ImportReading, TheSameListWithHeadingsNobodyKnowsHasOneWomanLess)
{
    const auto asked = sent("X1;X2;X3;X4\nItto;Ouhssaine;1981;nowhere\n");
    const auto path = asked.headers.at("location");
    const auto columns = columns_of({"given_name", "family_name", "birth_date", "commune"});
    ASSERT_EQ(mapped(coordinator, path, columns).status, 200);
    EXPECT_EQ(server.get(coordinator, ended(path)).text("rows_total"), "1");
    EXPECT_EQ(server.get(coordinator, path + "/rows").text("items/0/line"), "2");
}

TEST_P(ImportReading, WhatIsTooLongForTheFormIsTooLongInAList)
{
    const auto import =
        imported("Nom;Prénom;Date de naissance;Commune;Douar;Adresse;Enfants;Remarques\n"
                 "Alaoui;" +
                 std::string(300, 'a') +
                 ";1981;Bouizakarne;;;;\n"
                 "Alaoui;Amina;1981;Bouizakarne;" +
                 std::string(121, 'd') +
                 ";;;\n"
                 "Alaoui;Souad;1982;Bouizakarne;;" +
                 std::string(301, 'a') +
                 ";;\n"
                 "Alaoui;Zineb;1983;Bouizakarne;;;31;\n"
                 "Alaoui;Hafsa;1984;Bouizakarne;;;;" +
                 std::string(2001, 'n') +
                 "\n"
                 "Alaoui;Itto;1985;Bouizakarne;" +
                 std::string(120, 'd') + ";;;" + std::string(2000, 'n') + "\n");
    EXPECT_EQ(server.get(coordinator, import).text("registered"), "1");
    const auto rows = server.get(coordinator, import + "/rows?outcome=refused");
    std::vector<std::string> reasons;
    for (const auto& row : rows.at("items").as_array())
        for (const auto& reason : row.at("reasons").as_array())
            reasons.push_back(std::string(reason.at("code").as_string()) + " " +
                              std::string(reason.at("field").as_string()));
    EXPECT_THAT(reasons, testing::ElementsAre(
                             "too_long given_name_latin", "too_long locality", "too_long address",
                             "out_of_range dependants_children", "too_long notes"));
    EXPECT_THAT(rows.body, testing::Not(HasSubstr("{most}")));
    // Who is in can be corrected: nothing of hers is longer than her file takes.
    const auto woman = file_of(coordinator, import, 5);
    EXPECT_EQ(woman.text("locality").size(), 120U) << woman.body;
}

TEST_P(ImportReading, CompoundNamesStayWholeAndTwoPhonesOfACellAreTwo)
{
    const auto import = imported("Nom complet;Date de naissance;Commune;Téléphone\n"
                                 "فاطمة الزهراء أيت الحسين;1981;Bouizakarne;0612340105/0612340106\n"
                                 "Lalla Aicha Ouazzani;1982;Bouizakarne;06 12 34 01 07\n"
                                 "Zahra Bennani;1983;Bouizakarne;\n"
                                 "Hafsa Tazi;1984;Bouizakarne;لا يوجد\n"
                                 "Souad Filali;1985;Bouizakarne;لا توجد\n"
                                 "Itto Ouhssaine;1986;Bouizakarne;بدون هاتف\n");
    EXPECT_EQ(server.get(coordinator, import).text("registered"), "6");
    EXPECT_TRUE(file_of(coordinator, import, 3).at("phone").is_null());
    const auto first = file_of(coordinator, import, 0);
    EXPECT_EQ(first.text("given_name_ar"), "فاطمة الزهراء") << first.body;
    EXPECT_EQ(first.text("family_name_ar"), "أيت الحسين");
    EXPECT_EQ(first.text("phone"), "+212612340105");
    EXPECT_EQ(first.text("second_phone"), "+212612340106");
    EXPECT_EQ(file_of(coordinator, import, 1).text("given_name_latin"), "Lalla Aicha");
    EXPECT_EQ(file_of(coordinator, import, 2).text("given_name_latin"), "Zahra");
}

TEST_P(ImportReading, ALostListIsToldLikeOneThatIsNoLongerKept)
{
    const auto import = imported("Nom;Prénom;Date de naissance;Commune\n"
                                 "Bennani;Souad;nobody knows;Bouizakarne\n");
    EXPECT_EQ(server.get(coordinator, import).text("refused"), "1");
    const auto id = *core::Id::parse(import.substr(import.rfind('/') + 1));
    std::filesystem::remove(server.application().import_desk()->file_of(id));
    EXPECT_EQ(server.get(coordinator, import + "/refused").slug(), "list_removed");
    EXPECT_EQ(server.post(coordinator, import + "/rows/2/another", {{"reason", "x"}}).slug(),
              "list_removed");
}

} // namespace jisr::tests
