#include "http/wire.hpp"
#include "modules/registry/import_chunk.hpp"
#include "modules/registry/import_desk.hpp"
#include "service/response.hpp"
#include "support/server.hpp"

#include <gmock/gmock.h>

#include <array>
#include <chrono>
#include <fstream>
#include <sstream>

namespace jisr::tests {

namespace json = boost::json;
using registry::ImportDesk;
using registry::ImportOrder;
using registry::ImportState;
using service::Role;
using service::ScopeLevel;
using testing::HasSubstr;

class ImportTest : public testing::TestWithParam<Engine>
{
  protected:
    TestServer server{GetParam()};
    const std::string edition = server.bridge_edition();
    const Caller coordinator = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "10");
    const std::filesystem::path launch_day =
        std::filesystem::path(JISR_SOURCE_DIR) / "tests/fixtures/launch_day.csv";

    static std::string bytes_of(const std::filesystem::path& path)
    {
        std::ifstream file(path, std::ios::binary);
        std::ostringstream bytes;
        bytes << file.rdbuf();
        return bytes.str();
    }

    Answer upload(const std::string& bytes, const std::string& query = "&dry_run=false")
    {
        return server.send(coordinator, "POST", "/api/v1/imports?edition=" + edition + query, bytes,
                           {{"X-File-Name", "launch_day.csv"}});
    }

    /// The import when it has ended; polls, because that is what a page does.
    Answer ended(const std::string& location)
    {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (true) {
            auto answer = server.get(coordinator, location);
            if (answer.text("state") != "running" || std::chrono::steady_clock::now() > until)
                return answer;
            std::this_thread::yield();
        }
    }

    std::size_t registered()
    {
        std::size_t count = 0;
        std::string cursor;
        do {
            const auto page = server.get(coordinator, "/api/v1/persons?limit=200" + cursor);
            count += page.at("items").as_array().size();
            cursor = page.at("next").is_string() ? "&cursor=" + page.text("next") : "";
        } while (!cursor.empty());
        return count;
    }

    /// What is answered to the header of an upload of which nothing follows.
    std::string answer_to_header(const std::string& fields)
    {
        auto wire = http::Wire::connect("127.0.0.1", server.port());
        wire->send("POST /api/v1/imports?edition=" + edition +
                   " HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n" + fields + "\r\n");
        std::string answer;
        while (answer.find('}') == std::string::npos && wire->receive(answer)) {
        }
        return answer.substr(0, answer.find("\r\n"));
    }

    ImportOrder order() const
    {
        return {.file = launch_day,
                .file_name = "launch_day.csv",
                .edition_id = *core::Id::parse(edition),
                .region_code = "10"};
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, ImportTest, kEngines, engine_name);

TEST_P(ImportTest, IsForThoseWhoMayImport)
{
    const std::string target = "/api/v1/imports?edition=" + edition;
    EXPECT_EQ(server.send(TestServer::nobody(), "POST", target, "x").status, 401);
    const auto agent = server.as(Role::RegistrationAgent, ScopeLevel::Region, "10");
    EXPECT_EQ(server.send(agent, "POST", target, "x").status, 403);
}

TEST_P(ImportTest, NothingIsTakenFromThoseWhoMayNotImport)
{
    const auto agent = server.as(Role::RegistrationAgent, ScopeLevel::Region, "10");
    EXPECT_THAT(answer_to_header(""), HasSubstr(" 401 "));
    EXPECT_THAT(answer_to_header("Authorization: Bearer nobody\r\n"), HasSubstr(" 401 "));
    EXPECT_THAT(answer_to_header("Authorization: Bearer " + agent.token + "\r\n"),
                HasSubstr(" 403 "));
}

TEST_P(ImportTest, FilesThatAreNoListsAreRefusedAndChangeNothing)
{
    EXPECT_EQ(upload("").status, 422);
    EXPECT_EQ(upload("PK\x03\x04 not a workbook").status / 100, 4);
    EXPECT_EQ(upload("Nom;Prénom\n" + std::string(3, char{0})).status / 100, 4);
    const auto whole = bytes_of(launch_day);
    const auto cut = upload(whole.substr(0, whole.size() / 2) + "\"");
    if (cut.status == 202) {
        EXPECT_EQ(ended(cut.headers.at("location")).text("state"), "failed");
    }
    EXPECT_EQ(registered(), 0U);
}

TEST_P(ImportTest, TheLaunchDayGives121Registered5RefusedAnd2Duplicates)
{
    const auto expected =
        json::parse(bytes_of(launch_day.parent_path() / "launch_day.expected.json"));
    const auto started = upload(bytes_of(launch_day));
    ASSERT_EQ(started.status, 202) << started.body;
    const auto done = ended(started.headers.at("location"));
    EXPECT_EQ(done.text("state"), "done") << done.body;
    EXPECT_EQ(done.at("rows_total"), expected.at("rows"));
    EXPECT_EQ(done.at("registered"), expected.at("registered"));
    EXPECT_EQ(done.at("refused"), expected.at("refused"));
    EXPECT_EQ(done.at("duplicates"), expected.at("duplicates"));
    std::set<std::string> reasons;
    for (const auto& reason : done.at("refused_reasons").as_array())
        reasons.insert(std::string(reason.at("code").as_string()));
    EXPECT_EQ(reasons,
              (std::set<std::string>{"birth_in_the_future", "given_name_missing", "no_such_day",
                                     "unknown_commune", "malformed_national_id"}));
    EXPECT_EQ(registered(), 121U);

    const auto refused = server.get(coordinator, started.headers.at("location") + "/refused");
    EXPECT_EQ(refused.status, 200);
    EXPECT_THAT(refused.body, HasSubstr(";error"));
    EXPECT_EQ(std::count(refused.body.begin(), refused.body.end(), '\n'), 6);
    const auto rows =
        server.get(coordinator, started.headers.at("location") + "/rows?outcome=duplicate");
    EXPECT_EQ(rows.at("items").as_array().size(), 2U);
    EXPECT_TRUE(rows.at("items/0/reference").is_string());
}

TEST_P(ImportTest, ADryRunTellsTheSameAndRegistersNobodyUntilItIsRunForGood)
{
    const auto started = upload(bytes_of(launch_day), "&dry_run=true");
    const auto noted = server.get(server.administrator(), "/api/v1/changes?entity=import");
    EXPECT_EQ(noted.text("items/0/operation"), "try") << "it tells who is registered already";
    const std::string location = started.headers.at("location");
    const auto tried = ended(location);
    EXPECT_EQ(tried.text("registered"), "121") << tried.body;
    EXPECT_EQ(tried.text("duplicates"), "2");
    EXPECT_EQ(registered(), 0U);
    EXPECT_EQ(server.call(coordinator, "POST", location + "/run").status, 200);
    EXPECT_EQ(ended(location).text("registered"), "121");
    EXPECT_EQ(registered(), 121U);
}

TEST_P(ImportTest, TheSameFileAgainRegistersNobodyTwice)
{
    const auto first = upload(bytes_of(launch_day));
    ended(first.headers.at("location"));
    const auto again = upload(bytes_of(launch_day));
    EXPECT_EQ(again.headers.at("location"), first.headers.at("location"));
    EXPECT_EQ(registered(), 121U);
}

TEST_P(ImportTest, StoppedInTheMiddleGoesOnAfterTheLastWholeChunk)
{
    // A list of several chunks, stopped after the first.
    const auto file = server.folder() / "long.csv";
    {
        std::ofstream csv(file);
        csv << "Nom;Prénom;Date de naissance;CIN;Province;Commune\n";
        constexpr std::array kFamily{"Alaoui",  "Bennani", "Chraibi",  "Debbagh",
                                     "Fassi",   "Ghazali", "Hamdaoui", "Jabri",
                                     "Kettani", "Lahlou",  "Mernissi"};
        constexpr std::array kGiven{"Amina",  "Bouchra", "Farida", "Ghizlane", "Halima",
                                    "Touria", "Karima",  "Loubna", "Wafae",    "Souad"};
        for (int i = 0; i < 1100; ++i)
            csv << kFamily[i % 11] << ';' << kGiven[i / 11 % 10] << ';'
                << core::Date::from_days(-5'000 + 11 * i).to_iso() << ";JA"
                << 10'000 + i * 7'919 % 89'989 << ";Guelmim;Bouizakarne\n";
    }
    ImportOrder long_order = order();
    long_order.file = file;
    ImportDesk& desk = *server.application().import_desk();
    const auto run = desk.accept(long_order, service::Actor::system("import"));
    ASSERT_TRUE(run) << run.error().slug;
    std::atomic<bool> stopping{false};
    const auto stopped = desk.run(run->id, stopping, [&](const auto&) { stopping = true; });
    ASSERT_TRUE(stopped);
    EXPECT_EQ(stopped->state, ImportState::Running);
    EXPECT_GT(stopped->rows_done, 0);
    EXPECT_LT(stopped->rows_done, 1100);

    stopping = false;
    const auto again = desk.accept(long_order, service::Actor::system("import"));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->id, run->id);
    const auto done = desk.run(again->id, stopping);
    ASSERT_TRUE(done);
    EXPECT_EQ(done->state, ImportState::Done);
    EXPECT_EQ(done->registered, 1100);
    EXPECT_EQ(done->duplicates, 0);
    EXPECT_EQ(registered(), 1100U);
}

TEST_P(ImportTest, ACancelThatComesBetweenTwoStepsIsNotOverwritten)
{
    ImportDesk& desk = *server.application().import_desk();
    auto run = desk.accept(order(), service::Actor::system("import"));
    ASSERT_TRUE(run) << run.error().slug;
    const std::string location = "/api/v1/imports/" + run->id.str();
    const auto cancel = [&] {
        EXPECT_EQ(server.call(coordinator, "POST", location + "/cancel").status, 200);
    };
    cancel();
    // The run was read while it still stood as running.
    const std::atomic<bool> stopping{false};
    const auto whole = registry::go_through(
        server.services(), service::Actor::system("import"), desk.file_of(run->id), *run,
        *server.application().entry_check(), stopping, [](const auto&) {});
    ASSERT_FALSE(whole);
    EXPECT_EQ(whole.error().slug, "import_taken");
    EXPECT_EQ(server.get(coordinator, location).text("state"), "cancelled");
    EXPECT_EQ(registered(), 0U);
}

TEST_P(ImportTest, ACancelAfterTheLastChunkStands)
{
    ImportDesk& desk = *server.application().import_desk();
    const auto run = desk.accept(order(), service::Actor::system("import"));
    ASSERT_TRUE(run) << run.error().slug;
    const std::string location = "/api/v1/imports/" + run->id.str();
    const std::atomic<bool> stopping{false};
    const auto ended = desk.run(run->id, stopping, [&](const auto&) {
        EXPECT_EQ(server.call(coordinator, "POST", location + "/cancel").status, 200);
    });
    ASSERT_TRUE(ended) << ended.error().slug;
    EXPECT_EQ(ended->state, ImportState::Cancelled);
    EXPECT_EQ(ended->registered, 121);
    EXPECT_EQ(server.get(coordinator, location).text("state"), "cancelled");
}

TEST_P(ImportTest, GoesIntoARegionThatIsThereAndInWhichTheActorWorks)
{
    const auto into = [&](const Caller& caller, const std::string& region) {
        std::string target = "/api/v1/imports?edition=";
        target.append(edition).append("&region=").append(region);
        return server.send(caller, "POST", target, bytes_of(launch_day));
    };
    const auto nation = server.administrator();
    const auto delegate = server.as(Role::ProvincialDelegate, ScopeLevel::Province, "10.261");
    const auto centre = server.post(nation, "/api/v1/centres", json::parse(R"(
        {"code": "GON-C100", "name_ar": "مركز أمل", "name_fr": "Centre Amal",
         "kind": "social_centre", "commune_code": "10.261.01.03"})"));
    const auto director = server.as(Role::CentreDirector, ScopeLevel::Centre, centre.text("id"));
    for (const auto* none : {"99", "abc", "10.261"})
        EXPECT_THAT(into(nation, none).errors(), testing::ElementsAre("?region unknown_place"));
    for (const auto& stranger : {coordinator, delegate, director})
        EXPECT_THAT(into(stranger, "01").errors(),
                    testing::ElementsAre("?region outside_your_area"));
    EXPECT_EQ(server.get(nation, "/api/v1/imports").at("items").as_array().size(), 0U);
    for (const auto& caller : {coordinator, delegate, director, nation})
        EXPECT_EQ(into(caller, "10").status, 202);
    EXPECT_EQ(into(nation, "01").status, 202);
}

TEST_P(ImportTest, TheRefusedRowsAreTakenAgainWithTheColumnThatSaysWhy)
{
    const std::string faulty = upload("Nom;Prénom;Date de naissance;Province;Commune\n"
                                      "Bennani;Souad;nobody knows;Guelmim;Bouizakarne\n")
                                   .headers.at("location");
    ASSERT_EQ(ended(faulty).text("refused"), "1");
    auto list = server.get(coordinator, faulty + "/refused").body;
    EXPECT_THAT(list, HasSubstr(";error\r\n"));

    const auto unmended = upload(list);
    EXPECT_EQ(unmended.text("state"), "running") << unmended.body;
    const std::string again = unmended.headers.at("location");
    ASSERT_EQ(ended(again).text("refused"), "1");
    EXPECT_EQ(server.get(coordinator, again + "/refused").body, list);

    list.replace(list.find("nobody knows"), std::string("nobody knows").size(), "07/03/1985");
    EXPECT_EQ(ended(upload(list).headers.at("location")).text("registered"), "1");
}

TEST_P(ImportTest, ACursorThatNamesNoRowIsRefused)
{
    const std::string location = upload(bytes_of(launch_day)).headers.at("location");
    const std::string rows = location + "/rows?cursor=";
    for (const auto& none : {service::encode_cursor({"x"}), service::encode_cursor({"7x"})})
        EXPECT_THAT(server.get(coordinator, rows + none).errors(),
                    testing::ElementsAre("?cursor malformed_cursor"));
}

TEST_P(ImportTest, UnknownHeadingsAreMappedByHand)
{
    const auto started = upload("Who;Given;Born;Where\nAlaoui;Amina;1990;Bouizakarne\n");
    ASSERT_EQ(started.status, 202) << started.body;
    EXPECT_EQ(started.text("state"), "needs_mapping");
    const std::string location = started.headers.at("location");
    const json::value wrong{{"columns", {{{"heading", "Who"}, {"field", "colour"}}}}};
    EXPECT_THAT(server.call(coordinator, "PUT", location + "/mapping", wrong).errors(),
                testing::ElementsAre("/columns/0/field unknown_code"));
    const json::value right{{"columns",
                             {{{"heading", "Who"}, {"field", "family_name"}},
                              {{"heading", "Given"}, {"field", "given_name"}},
                              {{"heading", "Born"}, {"field", "birth_date"}},
                              {{"heading", "Where"}, {"field", "commune"}}}}};
    ASSERT_EQ(server.call(coordinator, "PUT", location + "/mapping", right).status, 200);
    EXPECT_EQ(ended(location).text("registered"), "1");
}

TEST_P(ImportTest, TheNamesOfFatherAndHusbandAreReadFromTheirColumns)
{
    const std::string location =
        upload("Nom;Prénom;Date de naissance;Commune;Nom du père;اسم الزوج\n"
               "Alaoui;Amina;1990;Bouizakarne;Ahmed Alaoui;إبراهيم\n",
               "&dry_run=false")
            .headers.at("location");
    ASSERT_EQ(ended(location).text("registered"), "1");
    const auto person = server.get(
        coordinator,
        "/api/v1/persons/" + server.get(coordinator, location + "/rows").text("items/0/person_id"));
    EXPECT_EQ(person.text("father_name"), "Ahmed Alaoui");
    EXPECT_EQ(person.text("husband_name"), "إبراهيم");
}

TEST_P(ImportTest, AnImportOfAnotherRegionDoesNotExist)
{
    const auto started = upload(bytes_of(launch_day), "&dry_run=true");
    ended(started.headers.at("location"));
    const auto elsewhere = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "01");
    for (const std::string below : {"", "/rows", "/refused", "/events"})
        EXPECT_EQ(server.get(elsewhere, started.headers.at("location") + below).status, 404)
            << below;
}

TEST_P(ImportTest, RowsThatResembleAFileWaitForAPersonWhoSaysWhetherItIsShe)
{
    const std::string heading = "Nom;Prénom;Date de naissance;Téléphone;Province;Commune\n";
    const std::string hers = "El Idrissi;Khadija;07/03/1985;0612345678;Guelmim;Bouizakarne\n";
    const std::string as_heard = "الإدريسي;خديجة;03/07/1985;0612345678;Guelmim;Bouizakarne\n";
    const std::string other = "Bennani;Souad;01/01/1970;0655555555;Guelmim;Bouizakarne\n";
    // The dry run tells the same as the import for good.
    const auto dry =
        ended(upload(heading + hers + as_heard + other, "&dry_run=true").headers.at("location"));
    EXPECT_EQ(dry.text("registered"), "2") << dry.body;
    EXPECT_EQ(dry.text("duplicates"), "1");
    const std::string location =
        upload(heading + hers + as_heard + other + as_heard).headers.at("location");
    const auto done = ended(location);
    EXPECT_EQ(done.text("registered"), "2") << done.body;
    EXPECT_EQ(done.text("duplicates"), "2");
    const auto rows = server.get(coordinator, location + "/rows?outcome=duplicate");
    EXPECT_EQ(rows.text("items/0/reasons/0/code"), "likely_same_person");
    const std::string file = rows.text("items/0/person_id");

    const auto another = [&](const Caller& caller, const std::string& row) {
        return server.post(caller, location + "/rows/" + row + "/another",
                           {{"reason", "Cousins, both were here"}});
    };
    const auto same = [&](const Caller& caller, const std::string& row) {
        return server.call(caller, "POST", location + "/rows/" + row + "/same");
    };
    EXPECT_EQ(another(TestServer::nobody(), "3").status, 401);
    EXPECT_EQ(same(server.as(Role::Partner), "3").status, 403);
    EXPECT_EQ(same(server.as(Role::RegionalCoordinator, ScopeLevel::Region, "01"), "3").status,
              404);
    EXPECT_EQ(another(coordinator, "99").status, 404);
    EXPECT_EQ(another(coordinator, "x").status, 404);
    EXPECT_EQ(another(coordinator, "2").slug(), "row_settled");
    EXPECT_EQ(server.post(coordinator, location + "/rows/3/another", json::object{}).status, 422);

    const auto confirmed = same(coordinator, "3");
    ASSERT_EQ(confirmed.status, 200) << confirmed.body;
    EXPECT_EQ(confirmed.text("reasons/0/code"), "confirmed_same");
    EXPECT_EQ(confirmed.text("person_id"), file);
    EXPECT_EQ(same(coordinator, "3").slug(), "row_settled");
    const auto registered_row = another(coordinator, "5");
    ASSERT_EQ(registered_row.status, 200) << registered_row.body;
    EXPECT_EQ(registered_row.text("outcome"), "registered");
    EXPECT_NE(registered_row.text("person_id"), file);
    EXPECT_EQ(another(coordinator, "5").slug(), "row_settled");
    EXPECT_EQ(registered(), 3U);
    const auto after = server.get(coordinator, location);
    EXPECT_EQ(after.text("registered"), "3");
    EXPECT_EQ(after.text("duplicates"), "1");
}

TEST_P(ImportTest, AListIsRemovedOnceNothingWaitsOnIt)
{
    ImportDesk& desk = *server.application().import_desk();
    const std::string heading = "Nom;Prénom;Date de naissance;Téléphone;Province;Commune\n";
    const std::string hers = "El Idrissi;Khadija;07/03/1985;0612345678;Guelmim;Bouizakarne\n";
    const std::string as_heard = "الإدريسي;خديجة;03/07/1985;0612345678;Guelmim;Bouizakarne\n";
    const std::string faulty = "Bennani;Souad;nobody knows;;Guelmim;Bouizakarne\n";
    const auto sent = [&](const std::string& list, const std::string& query = "&dry_run=false") {
        const std::string location = upload(list, query).headers.at("location");
        EXPECT_EQ(ended(location).text("state"), "done");
        return location;
    };
    const auto is_kept = [&](const std::string& location) {
        EXPECT_TRUE(desk.remove_lists());
        const auto id = *core::Id::parse(location.substr(location.rfind('/') + 1));
        const bool is_there = std::filesystem::exists(desk.file_of(id));
        EXPECT_EQ(server.get(coordinator, location).at("list_removed_at").is_null(), is_there);
        return is_there;
    };
    EXPECT_FALSE(is_kept(sent(heading + hers)));

    const auto refused = sent(heading + faulty);
    EXPECT_TRUE(is_kept(refused));
    EXPECT_EQ(server.get(coordinator, refused + "/refused").status, 200);
    EXPECT_FALSE(is_kept(refused));
    EXPECT_EQ(server.get(coordinator, refused + "/refused").slug(), "list_removed");

    const auto settled = sent(heading + as_heard);
    EXPECT_TRUE(is_kept(settled));
    ASSERT_EQ(server.call(coordinator, "POST", settled + "/rows/2/same").status, 200);
    EXPECT_FALSE(is_kept(settled));

    const auto waits = sent(heading + as_heard + faulty);
    const auto tried = sent(heading + faulty, "&dry_run=true");
    server.clock().advance(std::chrono::hours(29 * 24));
    EXPECT_TRUE(is_kept(waits));
    EXPECT_TRUE(is_kept(tried));
    server.clock().advance(std::chrono::hours(24));
    EXPECT_FALSE(is_kept(waits));
    EXPECT_FALSE(is_kept(tried));
    EXPECT_EQ(server.post(coordinator, waits + "/rows/2/another", {{"reason", "x"}}).slug(),
              "list_removed");
    EXPECT_EQ(server.call(coordinator, "POST", tried + "/run").slug(), "list_removed");
}

TEST_P(ImportTest, ImportsElsewhereHideNoneOfOnesOwn)
{
    const auto elsewhere = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "01");
    upload("Who;Where\nAmina;Bouizakarne\n");
    for (int i = 0; i < 51; ++i)
        server.send(elsewhere, "POST", "/api/v1/imports?edition=" + edition,
                    "Who;Where\nAmina;" + std::to_string(i) + "\n");
    EXPECT_EQ(server.get(coordinator, "/api/v1/imports").at("items").as_array().size(), 1U);
    EXPECT_EQ(server.get(elsewhere, "/api/v1/imports").at("items").as_array().size(), 50U);
}

TEST_P(ImportTest, TheSameFileSentByAStrangerIsAnImportOfHisOwn)
{
    const auto first = upload(bytes_of(launch_day));
    ended(first.headers.at("location"));
    const auto delegate = server.as(Role::ProvincialDelegate, ScopeLevel::Province, "10.261");
    const auto again =
        server.send(delegate, "POST", "/api/v1/imports?region=10&dry_run=false&edition=" + edition,
                    bytes_of(launch_day));
    ASSERT_EQ(again.status, 202) << again.body;
    EXPECT_NE(again.headers.at("location"), first.headers.at("location"));
}

TEST_P(ImportTest, AWithdrawnWomanIsNotRegisteredFromAList)
{
    auto hers = some_person(edition);
    hers["national_id"] = "JA10244";
    const auto file = server.post(server.administrator(), "/api/v1/persons", hers);
    ASSERT_EQ(file.status, 201) << file.body;
    const std::string heading = "Nom;Prénom;Date de naissance;Téléphone;CIN;Province;Commune\n";
    const std::string likely = "Bougrine;Jalila;27/02/1969;0612345678;;Guelmim;Bouizakarne\n";
    const std::string waiting = upload(heading + likely).headers.at("location");
    ASSERT_EQ(ended(waiting).text("duplicates"), "1");
    ASSERT_EQ(server
                  .post(server.administrator(), "/api/v1/persons/" + file.text("id") + "/withdraw",
                        {{"reason", "moved"}})
                  .status,
              200);

    const auto same = server.call(coordinator, "POST", waiting + "/rows/2/same");
    EXPECT_EQ(same.status, 409);
    EXPECT_EQ(same.slug(), "file_withdrawn");
    const auto still_waiting = server.get(coordinator, waiting + "/rows");
    EXPECT_EQ(still_waiting.text("items/0/outcome"), "duplicate");
    EXPECT_EQ(still_waiting.text("items/0/reasons/0/code"), "likely_same_person");
    EXPECT_EQ(still_waiting.text("items/0/reasons/1/code"), "file_withdrawn");
    EXPECT_EQ(still_waiting.text("items/0/reasons/1/message"),
              "Her file is withdrawn: restore it first, if she wishes so.");

    const std::string known =
        upload(heading + "Autre;Amina;07/03/1985;;JA10244;Guelmim;Bouizakarne\n")
            .headers.at("location");
    EXPECT_EQ(ended(known).text("refused"), "1");
    const auto rows = server.get(coordinator, known + "/rows");
    EXPECT_EQ(rows.text("items/0/reasons/0/code"), "file_withdrawn");
    EXPECT_EQ(rows.text("items/0/person_id"), file.text("id"));

    // In a list that is tried now the same is told of whoever resembles her; once her file is
    // restored it is no longer.
    const std::string tried = upload(heading + likely, "&dry_run=true").headers.at("location");
    ASSERT_EQ(ended(tried).text("duplicates"), "1");
    EXPECT_THAT(server.get(coordinator, tried + "/rows").body, HasSubstr("\"file_withdrawn\""));
    ASSERT_EQ(server
                  .post(server.administrator(), "/api/v1/persons/" + file.text("id") + "/restore",
                        {{"reason", "she is back"}})
                  .status,
              200);
    for (const auto& list : {waiting, tried})
        EXPECT_THAT(server.get(coordinator, list + "/rows").body,
                    testing::Not(HasSubstr("file_withdrawn")));
    EXPECT_EQ(server.call(coordinator, "POST", waiting + "/rows/2/same").status, 200);
}

TEST_P(ImportTest, OfADuplicateElsewhereTheImporterLearnsNothing)
{
    auto known = some_person(edition);
    known["commune_code"] = "01.511.01.01";
    known["national_id"] = "JA10244";
    const auto elsewhere = server.post(server.administrator(), "/api/v1/persons", known);
    ASSERT_EQ(elsewhere.status, 201) << elsewhere.body;
    const std::string location = upload("Nom;Prénom;Date de naissance;CIN;Province;Commune\n"
                                        "Autre;Amina;07/03/1985;JA10244;Guelmim;Bouizakarne\n")
                                     .headers.at("location");
    EXPECT_EQ(ended(location).text("duplicates"), "1");
    const auto rows = server.get(coordinator, location + "/rows");
    EXPECT_EQ(rows.text("items/0/reasons/0/code"), "same_national_id");
    EXPECT_TRUE(rows.at("items/0/person_id").is_null());
    EXPECT_EQ(rows.body.find(elsewhere.text("reference")), std::string::npos);
    ASSERT_EQ(server
                  .post(server.administrator(),
                        "/api/v1/persons/" + elsewhere.text("id") + "/withdraw",
                        {{"reason", "moved"}})
                  .status,
              200);
    EXPECT_EQ(server.get(coordinator, location + "/rows").body, rows.body);
    EXPECT_EQ(server.call(coordinator, "POST", location + "/rows/2/same").status, 404);
    EXPECT_EQ(server.post(coordinator, location + "/rows/2/another", {{"reason", "x"}}).slug(),
              "likely_duplicate");
}

} // namespace jisr::tests
