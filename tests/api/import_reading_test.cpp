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
using tabular::test::Table;
using tabular::test::TemporaryFile;
using testing::Contains;
using testing::HasSubstr;

/// What stands in the files of women from a list.
class ImportReading : public testing::TestWithParam<Engine>
{
  protected:
    /// The address of the import, ended.
    std::string imported(const std::string& bytes)
    {
        const auto started = server.send(coordinator, "POST",
                                         "/api/v1/imports?dry_run=false&edition=" + edition, bytes);
        EXPECT_EQ(started.text("state"), "running") << started.body;
        auto location = started.headers.at("location");
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (server.get(coordinator, location).text("state") == "running" &&
               std::chrono::steady_clock::now() < until)
            std::this_thread::yield();
        return location;
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

} // namespace jisr::tests
