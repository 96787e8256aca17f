#include "api/duplicates_support.hpp"

#include "modules/convergence/list_desk.hpp"
#include "tabular/test_files.hpp"

#include <algorithm>
#include <fstream>

namespace jisr::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr auto* kHeadings = "Nom;Prénom;Date de naissance;CIN;Téléphone;Commune;Province;Appui;"
                            "Statut\n";

class ConvergenceApi : public DuplicatesTest
{
  protected:
    /// A registrant as an agent enters her.
    std::string registrant(json::object changes = {})
    {
        auto person = another_person(edition);
        for (const auto& change : changes)
            person[change.key()] = change.value();
        const auto made = server.post(administrator, persons, person);
        EXPECT_EQ(made.status, 201) << made.body;
        return made.text("id");
    }

    /// One who resembles others, of whom the agent said that they are other women.
    std::string namesake(const json::object& fields)
    {
        auto person = another_person(edition);
        for (const auto& field : fields)
            person[field.key()] = field.value();
        const auto refused = server.post(administrator, persons, person);
        json::array likely;
        for (const auto& match : refused.at("matches").as_array())
            likely.push_back(match.at("key"));
        person["other_than"] = json::object{{"matches", likely}, {"reason", "both were here"}};
        const auto made = server.post(administrator, persons, person);
        EXPECT_EQ(made.status, 201) << made.body;
        return made.text("id");
    }

    std::string khadija()
    {
        return registrant({{"given_name_latin", "Khadija"},
                           {"family_name_latin", "El Idrissi"},
                           {"birth_date", "1985-03-07"},
                           {"national_id", "JB123456"},
                           {"phone", "0612345678"}});
    }

    std::string programme(const std::string& code)
    {
        const auto all = server.get(administrator, "/api/v1/convergence/programmes");
        for (const auto& one : all.at("items").as_array())
            if (one.at("code").as_string() == code)
                return std::string(one.at("id").as_string());
        ADD_FAILURE() << code;
        return {};
    }

    Answer upload(const std::string& bytes, const std::string& code = "awrach",
                  const std::string& more = "")
    {
        return upload_as(coordinator, bytes, "?programme=" + programme(code) + more);
    }

    Answer upload_as(const Caller& caller, const std::string& bytes, const std::string& query)
    {
        return server.send(caller, "POST", lists + query, bytes, {{"X-File-Name", "awrach.csv"}});
    }

    /// The path of the list once every row is looked up.
    std::string settled(const std::string& bytes, const std::string& code = "awrach",
                        const std::string& more = "")
    {
        const auto started = upload(bytes, code, more);
        EXPECT_EQ(started.status, 202) << started.body;
        const auto path = started.headers.at("location");
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (server.get(administrator, path).text("state") == "running" &&
               std::chrono::steady_clock::now() < until)
            std::this_thread::yield();
        return path;
    }

    std::size_t participations(const std::string& person)
    {
        return own(person).at("items").as_array().size();
    }

    Answer own(const std::string& person)
    {
        return server.get(administrator, persons + "/" + person + "/other-programmes");
    }

    /// A number of the table's line of that region, or of all.
    std::string told(const Caller& caller, const std::string& region, const std::string& column)
    {
        const auto table = server.get(caller, "/api/v1/convergence/table");
        EXPECT_EQ(table.status, 200) << table.body;
        for (const auto& line : table.at("items").as_array()) {
            const auto& code = line.at("region_code");
            const bool meant =
                region.empty() ? code.is_null() : code.is_string() && code.as_string() == region;
            if (meant && line.at("province_code").is_null())
                return json::serialize(line.at(column));
        }
        return "no line";
    }

    const std::string lists = "/api/v1/convergence/lists";
    const Caller coordinator = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "10");
    const Caller elsewhere = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "01");
};

INSTANTIATE_TEST_SUITE_P(Engines, ConvergenceApi, kEngines, engine_name);

TEST_P(ConvergenceApi, ListsAreForThoseWhoImportAndStayInTheirArea)
{
    const std::string query = "?programme=" + programme("awrach");
    EXPECT_EQ(upload_as(TestServer::nobody(), kHeadings, query).status, 401);
    EXPECT_EQ(upload_as(server.as(Role::RegistrationAgent), kHeadings, query).status, 403);
    EXPECT_EQ(upload_as(coordinator, kHeadings, query + "&region=01").status, 403);
    const auto path = settled(kHeadings);
    for (const std::string below : {"", "/rows"})
        EXPECT_EQ(server.get(elsewhere, path + below).status, 404);
    EXPECT_EQ(server.call(elsewhere, "POST", path + "/close").status, 404);
    EXPECT_EQ(server.call(elsewhere, "DELETE", path).status, 404);
    EXPECT_EQ(server.get(elsewhere, lists).at("items").as_array().size(), 0U);
    EXPECT_EQ(server.get(coordinator, lists).at("items").as_array().size(), 1U);
    EXPECT_EQ(server.get(coordinator, path).text("region_code"), "10");
}

TEST_P(ConvergenceApi, WhatIsNoListIsRefusedWithAPointer)
{
    EXPECT_THAT(upload("").errors(), testing::Not(testing::IsEmpty()));
    EXPECT_THAT(upload("Chantier;Montant\nRoute;100\n").errors(),
                ElementsAre("/file names_missing"));
    const auto sheet = tabular::test::row_of({"Nom", "CIN"}) + tabular::test::row_of({"A", "B1"});
    EXPECT_THAT(
        upload(tabular::test::workbook_with({{"Sidi Ifni", sheet}, {"Tan-Tan", sheet}})).errors(),
        ElementsAre("/file several_sheets"));
    EXPECT_EQ(upload("PK\x03\x04 not a workbook").status / 100, 4);
    EXPECT_THAT(upload_as(coordinator, kHeadings, "").errors(), ElementsAre("?programme required"));
    EXPECT_THAT(upload_as(coordinator, kHeadings, "?programme=" + edition).errors(),
                ElementsAre("?programme unknown_programme"));
    EXPECT_THAT(upload(kHeadings, "awrach", "&year=1999").errors(),
                ElementsAre("?year out_of_range"));
    EXPECT_THAT(upload(kHeadings, "awrach", "&province=99").errors(),
                ElementsAre("?province unknown_place"));
    EXPECT_EQ(server.get(coordinator, lists).at("items").as_array().size(), 0U);
}

TEST_P(ConvergenceApi, ARegistrantIsKnownInTheOtherScriptAndNobodyElseIsKept)
{
    const auto her = khadija();
    const std::string list =
        "الاسم العائلي;الاسم الشخصي;تاريخ الازدياد;رقم الهاتف;الجماعة;الإقليم;نوع الدعم;حالة "
        "الملف\n"
        "الإدريسي;خديجة;07/03/1985;0612345678;بويزكارن;كلميم;ورش النظافة;مقبول\n"
        "برادة;نزهة;01/01/1991;0699999999;بويزكارن;كلميم;ورش;مقبول\n"
        ";;;;;;;\n"
        "وحدها;;1990;;;;;\n";
    const auto path = settled(list);
    const auto done = server.get(coordinator, path);
    EXPECT_EQ(done.text("state"), "open") << done.body;
    EXPECT_EQ(done.text("counts/sure"), "1")
        << done.body << server.get(coordinator, path + "/rows").body;
    EXPECT_EQ(done.text("counts/unknown"), "1");
    EXPECT_EQ(done.text("unknown/0/place_code"), "10.261");
    EXPECT_EQ(done.text("unread"), "1");
    const auto hers = own(her);
    EXPECT_EQ(hers.text("items/0/code"), "awrach") << hers.body;
    EXPECT_EQ(hers.text("items/0/year"), "2026");
    EXPECT_EQ(hers.text("items/0/sources/0/benefit"), "ورش النظافة");
    EXPECT_EQ(hers.text("items/0/sources/0/progress"), "مقبول");
    const auto rows = server.get(coordinator, path + "/rows");
    EXPECT_THAT(rows.body, Not(HasSubstr("نزهة")));
    EXPECT_THAT(rows.body, Not(HasSubstr("0699999999")));
    EXPECT_EQ(rows.text("items/0/matches/0/person/id"), her);
    EXPECT_EQ(server.get(elsewhere, persons + "/" + her + "/other-programmes").status, 404);
    EXPECT_EQ(
        server.get(server.as(Role::Auditor), persons + "/" + her + "/other-programmes").status,
        403);
    EXPECT_FALSE(std::filesystem::exists(
        server.application().lists()->file_of(*core::Id::parse(done.text("id")))));
}

TEST_P(ConvergenceApi, WhatCouldNotBeReadIsToldRowByRow)
{
    const auto hers = khadija();
    const auto path =
        settled(std::string(kHeadings) + "El Idrissi;Khadija;31/02/1980;JB123456;0612345678;;;;\n"
                                         "Fatima;;31/02/1980;;;;;;\n");
    const auto list = server.get(coordinator, path);
    EXPECT_EQ(list.text("unread"), "1");
    EXPECT_EQ(list.at("left_out"),
              (json::array{
                  json::object{{"row", 2}, {"field", "birth_date"}, {"code", "no_such_day"}},
                  json::object{{"row", 3}, {"field", "birth_date"}, {"code", "no_such_day"}},
                  json::object{{"row", 3}, {"field", "full_name"}, {"code", "incomplete_name"}}}))
        << list.body;
    EXPECT_EQ(participations(hers), 1U) << "the rest of her row counts";
}

TEST_P(ConvergenceApi, AmbiguousRowsWaitForAPersonWhoseWordCanBeTakenBack)
{
    const auto her = khadija();
    const std::string list =
        std::string(kHeadings) + "El Idrissi;Khadija;1985;;;Bouizakarne;Guelmim;;\n";
    const auto path = settled(list);
    const auto rows = server.get(coordinator, path + "/rows?outcome=open");
    ASSERT_EQ(rows.at("items").as_array().size(), 1U) << rows.body;
    EXPECT_EQ(rows.text("items/0/matches/0/person/id"), her);
    EXPECT_EQ(rows.text("items/0/said/full_name_latin"), "Khadija El Idrissi");
    EXPECT_FALSE(rows.at("items/0/matches/0/reasons").as_array().empty());
    EXPECT_EQ(participations(her), 0U);
    const auto row = path + "/rows/2";
    const json::object hers{{"person_id", her}};
    EXPECT_EQ(server.post(Caller{}, row + "/same", hers).status, 401);
    EXPECT_EQ(server.post(server.as(Role::Trainer), row + "/same", hers).status, 403);
    EXPECT_EQ(server.post(elsewhere, row + "/same", hers).status, 404);
    EXPECT_EQ(server.post(coordinator, path + "/rows/9/same", hers).status, 404);
    EXPECT_EQ(server.post(coordinator, row + "/same", {{"person_id", registrant()}}).status, 404);
    EXPECT_EQ(server.call(coordinator, "POST", path + "/close").slug(), "list_rows_open");

    EXPECT_EQ(server.post(coordinator, row + "/same", hers).text("outcome"), "same");
    EXPECT_EQ(participations(her), 1U);
    EXPECT_EQ(server.post(coordinator, row + "/same", hers).slug(), "row_settled");
    EXPECT_EQ(server.call(coordinator, "POST", row + "/undo").text("outcome"), "open");
    EXPECT_EQ(participations(her), 0U);
    EXPECT_EQ(server.call(coordinator, "POST", row + "/undo").slug(), "row_settled");
    EXPECT_EQ(server.call(coordinator, "POST", row + "/nobody").text("outcome"), "nobody");
    EXPECT_EQ(server.get(coordinator, path).text("counts/unknown"), "1");
    EXPECT_EQ(server.call(coordinator, "POST", row + "/undo").text("outcome"), "open");
    EXPECT_EQ(server.post(coordinator, row + "/same", hers).status, 200);
    EXPECT_EQ(participations(her), 1U);
}

TEST_P(ConvergenceApi, AMistypedCardNumberGivesNobodyAnothersBenefit)
{
    const auto her = khadija();
    const auto path = settled(std::string(kHeadings) +
                              "Chraibi;Loubna;01/05/1999;JB123456;;Bouizakarne;Guelmim;;\n");
    EXPECT_EQ(server.get(coordinator, path).text("counts/open"), "1");
    EXPECT_EQ(participations(her), 0U);
}

TEST_P(ConvergenceApi, AFileElsewhereIsMaskedAndDecidedByWhoMaySeeIt)
{
    khadija();
    const std::string list =
        std::string(kHeadings) + "El Idrissi;Khadija;1985;;;Bouizakarne;Guelmim;;\n";
    const auto started = upload_as(elsewhere, list, "?programme=" + programme("awrach"));
    ASSERT_EQ(started.status, 202) << started.body;
    const auto path = started.headers.at("location");
    while (server.get(administrator, path).text("state") == "running")
        std::this_thread::yield();
    const auto rows = server.get(elsewhere, path + "/rows");
    ASSERT_EQ(rows.at("items").as_array().size(), 1U) << rows.body;
    EXPECT_TRUE(rows.at("items/0/matches/0/person").is_null());
    EXPECT_EQ(rows.text("items/0/matches/0/full_name"), "K…");
    EXPECT_TRUE(rows.at("items/0/matches/0/reasons").as_array().empty());
    EXPECT_EQ(server.call(elsewhere, "POST", path + "/rows/2/nobody").slug(), "likely_elsewhere");
    EXPECT_EQ(server.call(administrator, "POST", path + "/rows/2/nobody").status, 200);
}

TEST_P(ConvergenceApi, TheSameListAgainDoublesNothingAndFindsWhoWasRegisteredSince)
{
    const auto her = khadija();
    const std::string list = std::string(kHeadings) +
                             "El Idrissi;Khadija;07/03/1985;JB123456;;Bouizakarne;Guelmim;Kit;\n"
                             "Berrada;Nezha;01/02/1990;JB777777;;Bouizakarne;Guelmim;Kit;\n";
    const auto path = settled(list);
    EXPECT_EQ(server.get(coordinator, path).text("counts/unknown"), "1");
    const auto since = registrant({{"given_name_latin", "Nezha"},
                                   {"family_name_latin", "Berrada"},
                                   {"birth_date", "1990-02-01"},
                                   {"national_id", "JB777777"}});
    EXPECT_EQ(settled(list), path);
    const auto again = server.get(coordinator, path);
    EXPECT_EQ(again.text("counts/unknown"), "0") << again.body;
    EXPECT_EQ(again.text("counts/sure"), "2");
    EXPECT_EQ(participations(since), 1U);
    EXPECT_EQ(own(her).at("items/0/sources").as_array().size(), 1U);
    // Another programme is another place.
    settled(list, "indh");
    EXPECT_EQ(participations(her), 2U);
    EXPECT_EQ(told(administrator, "10", "two"), "2");
}

TEST_P(ConvergenceApi, AClosedListForgetsWhatItSaidAndARemovedOneTakesAllBack)
{
    const auto her = khadija();
    const auto path = settled(std::string(kHeadings) +
                              "El Idrissi;Khadija;07/03/1985;JB123456;;Bouizakarne;Guelmim;Kit;\n"
                              "El Idrissi;Khadija;1985;;;Bouizakarne;Guelmim;;\n");
    EXPECT_EQ(server.call(coordinator, "POST", path + "/rows/3/nobody").status, 200);
    EXPECT_EQ(server.call(coordinator, "POST", path + "/close").text("state"), "closed");
    const auto rows = server.get(coordinator, path + "/rows");
    ASSERT_EQ(rows.at("items").as_array().size(), 2U) << rows.body;
    for (const std::string row : {"items/0/said", "items/1/said", "items/1/benefit"})
        EXPECT_TRUE(rows.at(row).is_null()) << rows.body;
    EXPECT_TRUE(rows.at("items/1/matches/0/reasons").as_array().empty());
    EXPECT_EQ(server.get(coordinator, path).text("counts/unknown"), "1");
    EXPECT_EQ(participations(her), 1U);
    // What was matched wrongly is taken back even then.
    EXPECT_EQ(server.call(coordinator, "POST", path + "/rows/2/undo").text("outcome"), "nobody");
    EXPECT_EQ(participations(her), 0U);
    EXPECT_EQ(server.get(coordinator, path).text("counts/unknown"), "2");

    const auto other = settled(std::string(kHeadings) +
                               "El Idrissi;Khadija;07/03/1985;JB123456;;Bouizakarne;Guelmim;;\n");
    EXPECT_EQ(participations(her), 1U);
    EXPECT_EQ(server.call(coordinator, "DELETE", other).status, 204);
    EXPECT_EQ(participations(her), 0U);
    EXPECT_EQ(server.get(coordinator, other).status, 404);
    EXPECT_EQ(server.get(coordinator, lists).at("items").as_array().size(), 1U);
}

TEST_P(ConvergenceApi, AClosedListThatIsHandedOverAgainAsksNothingTwice)
{
    const auto her = khadija();
    const std::string list = std::string(kHeadings) +
                             "El Idrissi;Khadija;07/03/1985;JB123456;;Bouizakarne;Guelmim;Kit;\n"
                             "El Idrissi;Khadija;1985;;;Bouizakarne;Guelmim;Kit;\n"
                             "El Idrissi;Khadija;1985;;;Bouizakarne;Guelmim;Four;\n";
    const auto path = settled(list);
    EXPECT_EQ(server.post(coordinator, path + "/rows/3/same", {{"person_id", her}}).status, 200);
    EXPECT_EQ(server.call(coordinator, "POST", path + "/rows/4/nobody").status, 200);
    EXPECT_EQ(server.call(coordinator, "POST", path + "/close").status, 200);
    EXPECT_EQ(server.call(coordinator, "POST", path + "/rows/2/undo").status, 200);
    EXPECT_EQ(participations(her), 1U);

    EXPECT_EQ(settled(list), path);
    const auto again = server.get(coordinator, path);
    EXPECT_EQ(again.text("state"), "open");
    EXPECT_EQ(again.text("counts/open"), "0") << server.get(coordinator, path + "/rows").body;
    EXPECT_EQ(again.text("counts/sure"), "0");
    EXPECT_EQ(again.text("counts/same"), "1");
    EXPECT_EQ(again.text("counts/nobody"), "2");
    EXPECT_EQ(again.text("counts/unknown"), "2");
    EXPECT_EQ(own(her).at("items/0/sources").as_array().size(), 1U);
    // Who undoes sees again what the row says.
    const auto undone = server.call(coordinator, "POST", path + "/rows/4/undo");
    EXPECT_EQ(undone.text("said/full_name_latin"), "Khadija El Idrissi");
    EXPECT_EQ(undone.text("matches/0/person/id"), her);
}

TEST_P(ConvergenceApi, ARefusedRowIsAskedOfAgainForWhoWasRegisteredSince)
{
    khadija();
    const std::string list =
        std::string(kHeadings) + "El Idrissi;Khadija;1985;;0655555555;Bouizakarne;Guelmim;Kit;\n";
    const auto path = settled(list);
    EXPECT_EQ(server.call(coordinator, "POST", path + "/rows/2/nobody").status, 200);
    EXPECT_EQ(server.call(coordinator, "POST", path + "/close").status, 200);
    EXPECT_EQ(settled(list), path);
    EXPECT_EQ(server.get(coordinator, path + "/rows").text("items/0/outcome"), "nobody");
    const auto since = namesake({{"given_name_latin", "Khadija"},
                                 {"family_name_latin", "El Idrissi"},
                                 {"birth_date", "1985-11-20"},
                                 {"national_id", "JB424242"},
                                 {"phone", "0655555555"}});
    EXPECT_EQ(settled(list), path);
    const auto rows = server.get(coordinator, path + "/rows");
    EXPECT_EQ(rows.text("items/0/outcome"), "sure") << rows.body;
    EXPECT_TRUE(rows.at("items/0/decided_by_name").is_null());
    EXPECT_EQ(participations(since), 1U);
    EXPECT_EQ(server.get(coordinator, path).text("counts/unknown"), "0");
}

TEST_P(ConvergenceApi, TakenBackFromAClosedListARefusalIsAskedOfAgain)
{
    khadija();
    const std::string list =
        std::string(kHeadings) + "El Idrissi;Khadija;1985;;;Bouizakarne;Guelmim;;\n";
    const auto path = settled(list);
    EXPECT_EQ(server.call(coordinator, "POST", path + "/rows/2/nobody").status, 200);
    EXPECT_EQ(server.call(coordinator, "POST", path + "/close").status, 200);
    EXPECT_EQ(server.call(elsewhere, "POST", path + "/rows/2/undo").status, 404);
    EXPECT_EQ(server.call(coordinator, "POST", path + "/rows/2/undo").status, 204);
    EXPECT_EQ(server.get(coordinator, path).text("counts/unknown"), "1");
    settled(list);
    EXPECT_EQ(server.get(coordinator, path).text("counts/open"), "1");
    EXPECT_EQ(server.get(coordinator, path).text("counts/unknown"), "0");
}

TEST_P(ConvergenceApi, ACopyThatWasCutIsNotReadAndTheListGoesOnWhenItIsHandedOverAgain)
{
    const auto her = khadija();
    const std::string list = std::string(kHeadings) +
                             "El Idrissi;Khadija;07/03/1985;JB123456;;Bouizakarne;Guelmim;Kit;\n";
    const auto file = server.folder() / "list.csv";
    std::ofstream(file) << list;
    auto& desk = *server.application().lists();
    const auto entered = desk.accept(
        file,
        {.programme_id = *core::Id::parse(programme("awrach")), .year = 2026, .region_code = "10"},
        service::Actor::system("import"));
    ASSERT_TRUE(entered) << entered.error().slug;
    // As a server leaves it that is killed while it copies.
    const auto whole = desk.file_of(entered->id);
    const auto cut = whole.string() + "." + core::Id::make().str() + ".part";
    std::filesystem::rename(whole, cut);
    std::filesystem::resize_file(cut, std::string(kHeadings).size());
    ASSERT_TRUE(desk.resume());
    EXPECT_FALSE(std::filesystem::exists(cut)); // it names people
    const auto path = lists + "/" + entered->id.str();
    EXPECT_EQ(server.get(coordinator, path).text("state"), "running");
    EXPECT_EQ(settled(list), path);
    EXPECT_EQ(server.get(coordinator, path).text("counts/sure"), "1");
    EXPECT_EQ(participations(her), 1U);
}

TEST_P(ConvergenceApi, AMergeCountsAWomanOnceAndItsUndoGivesBack)
{
    const auto first = server.get(administrator, persons + "/" + khadija());
    const auto second = register_one({{"given_name_latin", "Khadouj"},
                                      {"family_name_latin", "Idrissi"},
                                      {"birth_date", "1984-01-01"},
                                      {"phone", "0688888888"},
                                      {"national_id", "JB999999"}});
    settled(std::string(kHeadings) +
            "El Idrissi;Khadija;07/03/1985;JB123456;;Bouizakarne;Guelmim;Kit;\n"
            "Idrissi;Khadouj;01/01/1984;JB999999;;Bouizakarne;Guelmim;Route;\n");
    EXPECT_EQ(participations(second.text("id")), 1U);
    EXPECT_EQ(told(administrator, "10", "any"), "2");
    const auto merged = merge(first, second);
    EXPECT_EQ(own(first.text("id")).at("items/0/sources").as_array().size(), 2U);
    EXPECT_EQ(told(administrator, "10", "any"), "1");
    EXPECT_EQ(undo(merged).status, 200);
    EXPECT_EQ(own(first.text("id")).at("items/0/sources").as_array().size(), 1U);
    EXPECT_EQ(participations(second.text("id")), 1U);
    EXPECT_EQ(told(administrator, "10", "any"), "2");
}

TEST_P(ConvergenceApi, TheTableTellsOutsidersNoSmallNumbers)
{
    khadija();
    settled(std::string(kHeadings) +
            "El Idrissi;Khadija;07/03/1985;JB123456;;Bouizakarne;Guelmim;Kit;\n");
    const std::string table = "/api/v1/convergence/table";
    EXPECT_EQ(server.get(TestServer::nobody(), table).status, 401);
    const auto partner = server.as(Role::Partner);
    EXPECT_EQ(server.get(partner, table).at("items").as_array().size(), 14U); // and one province
    EXPECT_EQ(told(coordinator, "10", "any"), "1");
    EXPECT_EQ(told(partner, "10", "any"), "null");
    EXPECT_EQ(told(partner, "", "any"), "null");
    EXPECT_EQ(told(partner, "01", "any"), "0");
    EXPECT_EQ(told(elsewhere, "10", "any"), "no line");
    const auto sheet = server.get(partner, table + "/export?format=csv");
    EXPECT_EQ(sheet.status, 200);
    EXPECT_THAT(sheet.body, HasSubstr("Guelmim-Oued Noun;;;*;0;0;*;0;0;*"));
    EXPECT_THAT(server.get(coordinator, table + "/export?format=xlsx").body, HasSubstr("PK"));
    EXPECT_EQ(server.get(partner, table + "/export?format=doc").status, 422);
}

TEST_P(ConvergenceApi, WhoTakesPartIsListedToWhoMaySeeHer)
{
    const auto her = khadija();
    const auto other = registrant({{"given_name_latin", "Nezha"},
                                   {"family_name_latin", "Berrada"},
                                   {"national_id", "JB777777"}});
    const std::string hers =
        std::string(kHeadings) + "El Idrissi;Khadija;07/03/1985;JB123456;;;;;\n";
    settled(hers + "Berrada;Nezha;;JB777777;;;;;\n");
    settled(hers, "indh");
    const std::string all = "/api/v1/convergence/participants";
    EXPECT_EQ(server.get(TestServer::nobody(), all).status, 401);
    EXPECT_EQ(server.get(server.as(Role::Partner), all).status, 403);
    EXPECT_EQ(server.get(coordinator, all + "?least=0").status, 422);
    EXPECT_EQ(server.get(elsewhere, all).at("items").as_array().size(), 0U);
    const auto first = server.get(coordinator, all + "?limit=1");
    EXPECT_EQ(first.text("items/0/person_id"), her) << first.body;
    EXPECT_EQ(first.at("items/0/programmes").as_array().size(), 2U);
    const auto second = server.get(coordinator, all + "?limit=1&cursor=" + first.text("next"));
    EXPECT_EQ(second.text("items/0/person_id"), other);
    EXPECT_TRUE(second.at("next").is_null());
    for (const auto& query :
         std::vector{std::string("?least=2"), "?programme=" + programme("indh")})
        EXPECT_EQ(server.get(coordinator, all + query).at("items").as_array().size(), 1U) << query;
    EXPECT_EQ(server.get(coordinator, all + "?region=01").at("items").as_array().size(), 0U);
    EXPECT_EQ(server.get(coordinator, all + "?year=2019").at("items").as_array().size(), 0U);
    EXPECT_EQ(server.get(coordinator, all + "?year=x").status, 422);

    // As a file, with its line in the change log.
    const std::string file = all + "/export?format=csv";
    EXPECT_EQ(server.get(TestServer::nobody(), file).status, 401);
    EXPECT_EQ(server.get(server.as(Role::Trainer, ScopeLevel::Region, "10"), file).status, 403);
    const auto sheet = server.get(coordinator, file + "&least=2");
    EXPECT_THAT(sheet.body, HasSubstr(first.text("items/0/reference"))) << sheet.body;
    EXPECT_THAT(sheet.body, Not(HasSubstr(second.text("items/0/reference"))));
    EXPECT_THAT(server.get(elsewhere, file).body, Not(HasSubstr(first.text("items/0/reference"))));
    const auto log = server.get(server.administrator(), "/api/v1/changes?entity=export");
    EXPECT_EQ(log.text("items/0/operation"), "export_participants");
    EXPECT_EQ(log.at("items").as_array().size(), 2U);
}

TEST_P(ConvergenceApi, TheTableIsOfOneYearAndGoesDownToCommunes)
{
    khadija();
    settled(std::string(kHeadings) +
            "El Idrissi;Khadija;07/03/1985;JB123456;;Bouizakarne;Guelmim;Kit;\n");
    const auto years = server.get(coordinator, "/api/v1/convergence/years");
    ASSERT_EQ(years.at("items").as_array().size(), 1U);
    const std::string table = "/api/v1/convergence/table?year=";
    const auto in_year = server.get(coordinator, table + years.text("items/0/year"));
    const auto& items = in_year.at("items").as_array();
    EXPECT_EQ(items.back().at("any").as_int64(), 1) << in_year.body;
    EXPECT_TRUE(items.back().at("commune_code").is_string());
    const auto other = server.get(coordinator, table + "2019");
    EXPECT_EQ(other.text("items/0/any"), "0") << other.body;
    EXPECT_EQ(server.get(coordinator, table + "20").status, 422);
}

TEST_P(ConvergenceApi, StoppedInTheMiddleGoesOnAfterTheLastWholeChunk)
{
    const auto her = khadija();
    const auto file = server.folder() / "long.csv";
    {
        std::ofstream csv(file);
        csv << kHeadings;
        for (int i = 0; i < 250; ++i)
            csv << "Debbagh;Ghizlane;1" << i % 10 << "/04/1971;JC" << 10'000 + i
                << ";;Bouizakarne;Guelmim;;\n";
        csv << "El Idrissi;Khadija;07/03/1985;JB123456;;Bouizakarne;Guelmim;Kit;\n";
    }
    auto& desk = *server.application().lists();
    const auto list =
        desk.accept(file, {.programme_id = *core::Id::parse(programme("forsa")), .year = 2025},
                    service::Actor::system("import"));
    ASSERT_TRUE(list) << list.error().slug;
    const std::string path = lists + "/" + list->id.str();
    std::atomic<bool> stopping{false};
    ASSERT_TRUE(desk.run(list->id, stopping, [&] { stopping = true; }));
    EXPECT_EQ(server.get(administrator, path).text("state"), "running");
    EXPECT_EQ(server.get(administrator, path).text("rows_done"), "100");
    EXPECT_EQ(participations(her), 0U);
    stopping = false;
    ASSERT_TRUE(desk.run(list->id, stopping));
    const auto done = server.get(administrator, path);
    EXPECT_EQ(done.text("state"), "open") << done.body;
    EXPECT_EQ(done.text("counts/unknown"), "250");
    EXPECT_EQ(participations(her), 1U);
}

TEST_P(ConvergenceApi, WhatNobodyClosedIsForgottenAfterNinetyDays)
{
    khadija();
    const auto path =
        settled(std::string(kHeadings) + "El Idrissi;Khadija;1985;;;Bouizakarne;Guelmim;;\n");
    ASSERT_TRUE(server.application().lists()->resume());
    EXPECT_EQ(server.get(administrator, path).text("counts/open"), "1");
    server.clock().advance(std::chrono::hours(24 * 91));
    ASSERT_TRUE(server.application().lists()->resume());
    const auto closed = server.get(server.administrator(), path);
    EXPECT_EQ(closed.text("state"), "closed") << closed.body;
    EXPECT_EQ(closed.text("counts/unknown"), "1");
}

TEST_P(ConvergenceApi, ProgrammesOfOthersAreManagedByWhoManagesProgrammes)
{
    const std::string all = "/api/v1/convergence/programmes";
    const json::object intelaka{{"code", "intelaka"},
                                {"name_ar", "انطلاقة"},
                                {"name_fr", "Intelaka"},
                                {"holder_ar", "تمويلكم"},
                                {"holder_fr", "Tamwilcom"}};
    EXPECT_EQ(server.get(TestServer::nobody(), all).status, 401);
    EXPECT_EQ(server.post(coordinator, all, intelaka).status, 403);
    auto faulty = intelaka;
    faulty["code"] = "In telaka";
    EXPECT_THAT(server.post(administrator, all, faulty).errors(),
                ElementsAre("/code malformed_code"));
    const auto made = server.post(administrator, all, intelaka);
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(server.post(administrator, all, intelaka).slug(), "code_taken");
    auto renamed = intelaka;
    renamed["name_fr"] = "Programme Intelaka";
    const std::string one = all + "/" + made.text("id");
    EXPECT_EQ(server.put(administrator, one, renamed, 9).status, 412);
    EXPECT_EQ(server.put(administrator, one, renamed, 1).text("name_fr"), "Programme Intelaka");
    EXPECT_EQ(server.get(coordinator, all).at("items").as_array().size(), 4U);
}

} // namespace
} // namespace jisr::tests
