#include "support/server.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <thread>

namespace jisr::tests {
namespace {

namespace json = boost::json;
using service::Role;
using service::ScopeLevel;
using testing::ElementsAre;

const std::string kOneWoman =
    "Nom;Prénom;Date de naissance;Commune\nAlaoui;Amina;1990;Bouizakarne\n";

/// When and how the women of a list agreed: by its rows, by who sends it, or by nobody yet.
class ImportConsent : public testing::TestWithParam<Engine>
{
  protected:
    Answer upload(const std::string& bytes, const std::string& query)
    {
        return server.send(coordinator, "POST", "/api/v1/imports?edition=" + edition + query,
                           bytes);
    }

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

    TestServer server{GetParam()};
    const std::string edition = server.bridge_edition();
    const Caller coordinator = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "10");
};

INSTANTIATE_TEST_SUITE_P(Engines, ImportConsent, kEngines, engine_name);

TEST_P(ImportConsent, AConsentOfWhichNobodyTellsIsNotInvented)
{
    const std::string location = upload(kOneWoman, "&dry_run=false").headers.at("location");
    EXPECT_EQ(ended(location).text("consent_missing"), "1");
    const auto rows = server.get(coordinator, location + "/rows");
    const std::string path = "/api/v1/persons/" + rows.text("items/0/person_id");
    const auto file = server.get(coordinator, path);
    EXPECT_TRUE(file.at("consent_on").is_null()) << file.body;
    EXPECT_TRUE(file.at("consent_method").is_null());
    const auto asked = [&](const char* to_confirm) {
        return server
            .get(coordinator, std::string("/api/v1/persons?consent_to_confirm=") + to_confirm)
            .at("items")
            .as_array();
    };
    ASSERT_EQ(asked("true").size(), 1U);
    EXPECT_TRUE(asked("true").at(0).at("consent_to_confirm").as_bool());
    EXPECT_EQ(asked("false").size(), 0U);

    const auto confirmed = server.put(coordinator, path,
                                      {{"given_name_latin", "Amina"},
                                       {"family_name_latin", "Alaoui"},
                                       {"birth_year", 1990},
                                       {"commune_code", file.text("commune_code")},
                                       {"consent_method", "signed_paper"}},
                                      1);
    ASSERT_EQ(confirmed.status, 200) << confirmed.body;
    EXPECT_EQ(confirmed.text("consent_on"), server.clock().today().to_iso());
    EXPECT_EQ(server.get(coordinator, location).text("consent_missing"), "0");
    EXPECT_EQ(asked("true").size(), 0U);
    ASSERT_EQ(asked("false").size(), 1U);
    EXPECT_FALSE(asked("false").at(0).at("consent_to_confirm").as_bool());
}

TEST_P(ImportConsent, AConsentIsOfTheDayThatTheRowTellsElseOfTheListsOwn)
{
    const std::string list = "Nom;Prénom;Date de naissance;Commune;Date de consentement\n"
                             "Alaoui;Amina;1990;Bouizakarne;\n"
                             "Tazi;Souad;1970;Bouizakarne;03/11/2026\n"
                             "Bennani;Widad;1981;Bouizakarne;03/11/2036\n"
                             "Fassi;Halima;1983;Bouizakarne;oui\n";
    const std::string location =
        upload(list, "&dry_run=false&consent_on=2026-11-05&consent_method=signed_paper")
            .headers.at("location");
    const auto done = ended(location);
    EXPECT_EQ(done.text("registered"), "2") << done.body;
    EXPECT_EQ(done.text("refused"), "2");
    EXPECT_EQ(done.text("consent_missing"), "0");
    EXPECT_EQ(done.text("consent_on"), "2026-11-05");
    const auto rows = server.get(coordinator, location + "/rows");
    const auto file = [&](const std::string& item) {
        return server.get(coordinator,
                          "/api/v1/persons/" + rows.text("items/" + item + "/person_id"));
    };
    EXPECT_EQ(file("0").text("consent_on"), "2026-11-05");
    EXPECT_EQ(file("0").text("consent_method"), "signed_paper");
    EXPECT_EQ(file("1").text("consent_on"), "2026-11-03");
    EXPECT_EQ(rows.text("items/2/reasons/0/field"), "consent_on");
    EXPECT_EQ(rows.text("items/2/reasons/0/code"), "date_in_the_future");
    EXPECT_EQ(rows.text("items/3/reasons/0/code"), "not_a_date");
}

TEST_P(ImportConsent, AConsentThatIsHalfSaidOrToComeIsRefused)
{
    const auto errors = [&](const std::string& query) { return upload(kOneWoman, query).errors(); };
    EXPECT_THAT(errors("&consent_on=2026-11-05"), ElementsAre("/consent_method required"));
    EXPECT_THAT(errors("&consent_method=online"), ElementsAre("/consent_on required"));
    EXPECT_THAT(errors("&consent_on=2036-11-05&consent_method=online"),
                ElementsAre("/consent_on date_in_the_future"));
    EXPECT_EQ(server.get(coordinator, "/api/v1/imports").at("items").as_array().size(), 0U);
}

TEST_P(ImportConsent, WhatIsStatedAfterTheDryRunHoldsOfThoseWhoAreRegistered)
{
    const std::string location = upload(kOneWoman, "&dry_run=true").headers.at("location");
    ASSERT_EQ(ended(location).text("registered"), "1");
    const std::string said = "/run?consent_on=2026-11-05&consent_method=verbal_witnessed";
    const auto run = [&](const Caller& caller, const std::string& how) {
        return server.call(caller, "POST", location + how);
    };
    EXPECT_EQ(run({}, said).status, 401);
    EXPECT_EQ(run(server.as(Role::RegistrationAgent, ScopeLevel::Region, "10"), said).status, 403);
    EXPECT_THAT(run(coordinator, "/run?consent_on=2026-11-05").errors(),
                ElementsAre("/consent_method required"));
    EXPECT_THAT(run(coordinator, "/run?consent_on=2036-11-05&consent_method=online").errors(),
                ElementsAre("/consent_on date_in_the_future"));
    const auto elsewhere = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "01");
    EXPECT_EQ(run(elsewhere, said).status, 404);
    EXPECT_TRUE(server.get(coordinator, location).at("dry_run").as_bool());
    EXPECT_EQ(run(coordinator, said).status, 200);
    const auto done = ended(location);
    EXPECT_EQ(done.text("consent_on"), "2026-11-05") << done.body;
    EXPECT_EQ(done.text("consent_missing"), "0");
    const auto rows = server.get(coordinator, location + "/rows");
    const auto file = server.get(coordinator, "/api/v1/persons/" + rows.text("items/0/person_id"));
    EXPECT_EQ(file.text("consent_on"), "2026-11-05") << file.body;
    EXPECT_EQ(file.text("consent_method"), "verbal_witnessed");
    EXPECT_EQ(run(coordinator, said).slug(), "import_not_waiting");
}

TEST_P(ImportConsent, TheChangeLogTellsWhoStatedIt)
{
    const auto log = [&] {
        return server.get(server.administrator(), "/api/v1/changes?entity=import");
    };
    const std::string location = upload(kOneWoman, "&dry_run=true").headers.at("location");
    ended(location);
    EXPECT_EQ(log().text("items/0/operation"), "try");
    EXPECT_THAT(log().body, testing::Not(testing::HasSubstr("consent")));

    const auto other = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "10");
    ASSERT_EQ(server
                  .call(other, "POST",
                        location + "/run?consent_on=2026-11-05&consent_method=verbal_witnessed")
                  .status,
              200);
    ended(location);
    const auto run = log();
    ASSERT_EQ(run.at("items").as_array().size(), 2U) << run.body;
    EXPECT_EQ(run.text("items/0/operation"), "start");
    EXPECT_EQ(run.text("items/0/difference/consent_on/1"), "2026-11-05");
    EXPECT_EQ(run.text("items/0/difference/consent_method/1"), "verbal_witnessed");
    EXPECT_NE(run.text("items/0/actor"), run.text("items/1/actor"));

    // Who runs a list of which it was stated before has stated nothing.
    const std::string stated =
        upload(kOneWoman + "Tazi;Souad;1970;Bouizakarne\n",
               "&dry_run=true&consent_on=2026-11-06&consent_method=signed_paper")
            .headers.at("location");
    ended(stated);
    EXPECT_EQ(log().text("items/0/difference/consent_on/1"), "2026-11-06");
    ASSERT_EQ(server.call(other, "POST", stated + "/run").status, 200);
    EXPECT_EQ(log().text("items/0/operation"), "start");
    EXPECT_FALSE(log().at("items/0/difference").as_object().contains("consent_on"));
}

TEST_P(ImportConsent, WhatWasStatedWithTheListStaysUnlessSomethingElseIsSaid)
{
    const std::string location =
        upload(kOneWoman, "&dry_run=true&consent_on=2026-11-05&consent_method=signed_paper")
            .headers.at("location");
    ended(location);
    EXPECT_EQ(server.call(coordinator, "POST", location + "/run").status, 200);
    const auto done = ended(location);
    EXPECT_EQ(done.text("consent_on"), "2026-11-05") << done.body;
    EXPECT_EQ(done.text("consent_method"), "signed_paper");
}

} // namespace
} // namespace jisr::tests
