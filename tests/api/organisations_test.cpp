#include "modules/registry/demonstration.hpp"
#include "support/server.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>

namespace jisr::tests {
namespace {

namespace json = boost::json;
using service::Role;
using service::ScopeLevel;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;

class OrganisationsApi : public testing::TestWithParam<Engine>
{
  protected:
    /// A cooperative that is being founded.
    json::object some_cooperative(const std::string& name, const std::string& commune) const
    {
        return {{"edition_id", edition},
                {"kind", "cooperative"},
                {"name_latin", name},
                {"commune_code", commune},
                {"members", json::array{json::object{{"full_name", "Jalila Bougrine"},
                                                     {"national_id", "JA10244"}}}},
                {"consent_given", true}};
    }

    Answer register_one(const std::string& name, const std::string& commune = "10.261.01.01")
    {
        auto answer = server.post(administrator, all, some_cooperative(name, commune));
        EXPECT_EQ(answer.status, 201) << answer.body;
        return answer;
    }

    Caller agent(const std::string& region)
    {
        return server.as(Role::RegistrationAgent, ScopeLevel::Region, region);
    }

    TestServer server{GetParam()};
    const std::string edition = server.bridge_edition();
    const Caller administrator = server.administrator();
    const std::string all = "/api/v1/organisations";
};

INSTANTIATE_TEST_SUITE_P(Engines, OrganisationsApi, kEngines, engine_name);

TEST_P(OrganisationsApi, AWithdrawnCooperativeTakesItsRegistrationWithIt)
{
    const std::string path = all + "/" + register_one("Amal").text("id");
    EXPECT_EQ(server.post(Caller{}, path + "/withdraw", {{"reason", "closed"}}).status, 401);
    EXPECT_EQ(
        server.post(server.as(Role::Partner), path + "/withdraw", {{"reason", "closed"}}).status,
        403);
    EXPECT_EQ(server.post(administrator, path + "/withdraw", json::object{}).status, 422);
    EXPECT_EQ(server.post(agent("01"), path + "/withdraw", {{"reason", "closed"}}).status, 404);
    const auto withdrawn = server.post(agent("10"), path + "/withdraw", {{"reason", "closed"}});
    EXPECT_EQ(withdrawn.text("registrations/0/state"), "withdrawn");
    EXPECT_EQ(withdrawn.text("version"), "2");
    const auto restored = server.post(agent("10"), path + "/restore", {{"reason", "open again"}});
    EXPECT_EQ(restored.text("registrations/0/state"), "active");
    const auto log = server.get(administrator, "/api/v1/changes?entity=registration");
    EXPECT_EQ(log.text("items/0/operation"), "restore");
    EXPECT_EQ(log.text("items/0/reason"), "open again");
    EXPECT_EQ(log.text("items/1/operation"), "withdraw");
}

TEST_P(OrganisationsApi, AClientGivesNoCooperativeAnIdThatIsNone)
{
    auto cooperative = some_cooperative("Amal", "10.261.01.01");
    cooperative["id"] = "00000000-0000-0000-0000-000000000000";
    EXPECT_THAT(server.post(agent("10"), all, cooperative).errors(), ElementsAre("/id not_an_id"));
    EXPECT_EQ(server.get(agent("10"), all).at("items").as_array().size(), 0U);
    const auto own = core::Id::make().str();
    cooperative["id"] = own;
    EXPECT_EQ(server.post(agent("10"), all, cooperative).text("id"), own);
}

TEST_P(OrganisationsApi, ACooperativeThatMovesIsCountedWhereItIs)
{
    const std::string path = all + "/" + register_one("Amal").text("id");
    auto fields = some_cooperative("Amal", "01.511.01.01");
    fields.erase("edition_id");
    fields.erase("consent_given");
    const auto moved = server.put(administrator, path, fields, 1);
    ASSERT_EQ(moved.status, 200) << moved.body;
    const auto log = server.get(administrator, "/api/v1/changes?entity=registration");
    EXPECT_EQ(log.text("items/0/operation"), "update");
    EXPECT_EQ(log.text("items/0/difference/region_code/1"), "01");
}

TEST_P(OrganisationsApi, TheListHoldsWhatTheActorMaySeeWhereverTheFiltersPoint)
{
    const std::string guelmim = register_one("Amal").text("reference");
    const std::string sidi_ifni = register_one("Baraka", "10.473.01.03").text("reference");
    const std::string tangier = register_one("Chorouk", "01.511.01.01").text("reference");
    const auto seen = [&](const Caller& caller, const std::string& query) {
        std::vector<std::string> references;
        const auto page = server.get(caller, all + query);
        EXPECT_EQ(page.status, 200) << page.body;
        for (const auto& item : page.at("items").as_array())
            references.emplace_back(item.at("reference").as_string());
        return references;
    };
    EXPECT_THAT(seen(administrator, "?sort=name"), ElementsAre(guelmim, sidi_ifni, tangier));
    EXPECT_THAT(seen(administrator, "?region=01"), ElementsAre(tangier));
    EXPECT_THAT(seen(administrator, "?province=10.473&sort=name"), ElementsAre(sidi_ifni));
    EXPECT_THAT(seen(administrator, "?commune=10.261.01.01"), ElementsAre(guelmim));
    EXPECT_THAT(seen(administrator, "?region=01&province=10.473"), ElementsAre());
    for (const std::string sort : {"newest_first", "name"}) {
        EXPECT_THAT(seen(agent("10"), "?sort=" + sort), UnorderedElementsAre(guelmim, sidi_ifni));
        EXPECT_THAT(seen(agent("10"), "?province=10.261&sort=" + sort), ElementsAre(guelmim));
        EXPECT_THAT(seen(agent("10"), "?region=01&sort=" + sort), ElementsAre());
        EXPECT_THAT(seen(agent("10"), "?region=10&commune=01.511.01.01&sort=" + sort),
                    ElementsAre());
        const auto delegate = server.as(Role::ProvincialDelegate, ScopeLevel::Province, "10.473");
        EXPECT_THAT(seen(delegate, "?sort=" + sort), ElementsAre(sidi_ifni));
        EXPECT_THAT(seen(delegate, "?region=10&sort=" + sort), ElementsAre(sidi_ifni));
        EXPECT_THAT(seen(delegate, "?province=10.261&sort=" + sort), ElementsAre());
    }
    EXPECT_EQ(server.get(Caller{}, all).status, 401);
    EXPECT_EQ(server.get(server.as(Role::Partner), all).status, 403);
    EXPECT_THAT(server.get(administrator, all + "?colour=red").errors(),
                ElementsAre("?colour unknown_field"));
    EXPECT_THAT(server.get(administrator, all + "?cursor=zzz").errors(),
                ElementsAre("?cursor malformed_cursor"));
}

TEST_P(OrganisationsApi, PlacesThatAreNotThereAreRefused)
{
    for (const std::string list : {"/api/v1/organisations?", "/api/v1/organisations/export?"})
        EXPECT_THAT(server.get(server.administrator(), list + "region=99&commune=abc").errors(),
                    ElementsAre("?commune unknown_place", "?region unknown_place"));
}

TEST_P(OrganisationsApi, EveryOrderPagesThroughAllOnce)
{
    for (const std::string name : {"Amal", "Baraka", "Chorouk"})
        register_one(name);
    for (const std::string name : {"Amal", "Chorouk"}) // namesakes of another commune
        register_one(name, "10.071.01.01");
    for (const std::string sort : {"newest_first", "name"}) {
        std::set<std::string> seen;
        std::string cursor;
        int pages = 0;
        do {
            std::string target = all;
            target.append("?limit=2&sort=").append(sort).append(cursor);
            const auto page = server.get(agent("10"), target);
            ASSERT_EQ(page.status, 200) << page.body;
            for (const auto& item : page.at("items").as_array())
                EXPECT_TRUE(seen.insert(std::string(item.at("id").as_string())).second);
            cursor = page.at("next").is_string() ? "&cursor=" + page.text("next") : "";
        } while (!cursor.empty() && ++pages < 5);
        EXPECT_EQ(seen.size(), 5U) << sort;
    }
}

TEST_P(OrganisationsApi, TheListCountsTheMembersThatAreNamed)
{
    register_one("Amal");
    EXPECT_EQ(server.get(administrator, all).text("items/0/members_total"), "1");
}

TEST_P(OrganisationsApi, AnExportHoldsWhatTheActorMaySeeNamesNoMemberAndIsLogged)
{
    register_one("Amal");
    register_one("Chorouk", "01.511.01.01");
    const std::string target = all + "/export";
    EXPECT_EQ(server.get(Caller{}, target).status, 401);
    EXPECT_EQ(server.get(agent("10"), target).status, 403);
    const auto coordinator = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "10");
    EXPECT_THAT(server.get(coordinator, target + "?format=pdf").errors(),
                ElementsAre("?format unknown_code"));
    const auto csv = server.get(coordinator, target + "?format=csv");
    ASSERT_EQ(csv.status, 200) << csv.body;
    EXPECT_THAT(csv.headers.at("content-disposition"), HasSubstr("jisr-organisations-2026-11-22"));
    EXPECT_THAT(csv.body, HasSubstr(";Amal;"));
    EXPECT_THAT(csv.body, HasSubstr(";Cooperative;"));
    EXPECT_THAT(csv.body, Not(HasSubstr("Chorouk")));
    EXPECT_THAT(csv.body, Not(HasSubstr("Bougrine")));
    EXPECT_THAT(csv.body, Not(HasSubstr("JA10244")));
    EXPECT_THAT(csv.body, Not(HasSubstr("registry."))) << "a heading is missing";
    EXPECT_EQ(std::count(csv.body.begin(), csv.body.end(), '\n'), 2);
    EXPECT_EQ(server.get(coordinator, target + "?format=xlsx&kind=company").body.substr(0, 2),
              "PK");
    const auto log = server.get(administrator, "/api/v1/changes?entity=export");
    EXPECT_EQ(log.text("items/0/operation"), "export_organisations");
    EXPECT_EQ(log.text("items/0/difference/rows/1"), "0");
    EXPECT_EQ(log.text("items/1/difference/rows/1"), "1");
}

TEST_P(OrganisationsApi, AreFoundByReferenceAndByPartsOfTheNameInEitherScript)
{
    auto draft = some_cooperative("Coopérative Ennour", "10.261.01.01");
    draft["name_ar"] = "تعاونية النور للكسكس";
    const auto created = server.post(administrator, all, draft);
    ASSERT_EQ(created.status, 201) << created.body;
    const auto find = [&](const Caller& caller, const std::string& q) {
        return server.post(caller, all + "/search", {{"q", q}});
    };
    EXPECT_EQ(find(Caller{}, "nour").status, 401);
    EXPECT_EQ(find(server.as(Role::Partner), "nour").status, 403);
    EXPECT_THAT(find(administrator, "").errors(), ElementsAre("/q required"));
    for (const std::string& typed :
         {created.text("reference"), std::string("ENNOUR coop"), std::string("كسكس النور"),
          std::string("تعاونيه اَلنّور"), std::string("كسكس coop")})
        EXPECT_EQ(find(agent("10"), typed).text("items/0/id"), created.text("id")) << typed;
    for (const std::string typed : {"Ennour Amal", "%", "_", "'"})
        EXPECT_EQ(find(agent("10"), typed).at("items").as_array().size(), 0U) << typed;
    EXPECT_EQ(find(agent("01"), "Ennour").at("items").as_array().size(), 0U);
    EXPECT_EQ(find(agent("01"), created.text("reference")).at("items").as_array().size(), 0U);
}

TEST_P(OrganisationsApi, AreFoundByANameThatIsMisspeltOrInTheOtherScript)
{
    const auto argan =
        server.post(administrator, all, some_cooperative("Tafoukt Argane", "10.261.01.01"));
    ASSERT_EQ(argan.status, 201) << argan.body;
    auto arabic = some_cooperative("x", "10.261.01.01");
    arabic["name_ar"] = "تعاونية الأمل";
    arabic.erase("name_latin");
    const auto amal = server.post(administrator, all, arabic);
    ASSERT_EQ(amal.status, 201) << amal.body;
    const auto find = [&](const Caller& caller, const std::string& q) {
        return server.post(caller, all + "/search", {{"q", q}});
    };
    for (const std::string typed : {"Tafokt Argan", "تافوكت أرغان", "argane tafukt"})
        EXPECT_EQ(find(agent("10"), typed).text("items/0/id"), argan.text("id")) << typed;
    for (const std::string typed : {"Al Amal", "amal"})
        EXPECT_EQ(find(agent("10"), typed).text("items/0/id"), amal.text("id")) << typed;
    EXPECT_EQ(find(agent("10"), "Moustakbal").at("items").as_array().size(), 0U);
    EXPECT_EQ(find(agent("01"), "Tafokt Argan").at("items").as_array().size(), 0U);
}

TEST_P(OrganisationsApi, AreListedByThePhaseOfTheirPlace)
{
    const auto known = register_one("Amal");
    const auto listed = [&](const std::string& query) {
        return server.get(agent("10"), all + query).at("items").as_array().size();
    };
    EXPECT_EQ(listed("?phase=registered"), 1U);
    EXPECT_EQ(listed("?phase=selected"), 0U);
    EXPECT_EQ(listed("?phase=registered&edition=" + core::Id::make().str()), 0U);
    EXPECT_EQ(server.get(agent("10"), all + "?phase=elsewhere").status, 422);
}

TEST_P(OrganisationsApi, ARoleMayHoldForOneOrganisationAlone)
{
    const auto own = register_one("Amal");
    const auto other = register_one("Baraka");
    const auto coordinator = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "10");
    json::object token{{"name", "The cooperative's own page"},
                       {"role", "accompaniment_officer"},
                       {"scope_level", "organisation"},
                       {"scope_code", core::Id::make().str()}};
    const std::string tokens = "/api/v1/tokens";
    EXPECT_THAT(server.post(coordinator, tokens, token).errors(),
                ElementsAre("/scope_code no_such_scope"));
    token["scope_code"] = own.text("id");
    const auto elsewhere = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "01");
    EXPECT_EQ(server.post(elsewhere, tokens, token).status, 403);
    const auto given = server.post(coordinator, tokens, token);
    ASSERT_EQ(given.status, 201) << given.body;
    const auto listed = server.get(coordinator, tokens);
    EXPECT_EQ(listed.text("items/0/scope/name_fr"), "Amal") << listed.body;

    const Caller officer{given.text("token")};
    for (const std::string query : {"", "?sort=name", "?region=10"}) {
        const auto page = server.get(officer, all + query);
        ASSERT_EQ(page.at("items").as_array().size(), 1U) << page.body;
        EXPECT_EQ(page.text("items/0/id"), own.text("id"));
    }
    EXPECT_EQ(server.get(officer, all + "?region=01").at("items").as_array().size(), 0U);
    EXPECT_EQ(server.get(officer, all + "/" + own.text("id")).status, 200);
    EXPECT_EQ(server.get(officer, all + "/" + other.text("id")).status, 404);
    EXPECT_EQ(server.get(officer, "/api/v1/persons").at("items").as_array().size(), 0U);
}

TEST_P(OrganisationsApi, TheHistoryNamesWhoDidIt)
{
    const auto made = server.post(administrator, "/api/v1/tokens",
                                  {{"name", "Office of Guelmim"},
                                   {"role", "registration_agent"},
                                   {"scope_level", "region"},
                                   {"scope_code", "10"}});
    ASSERT_EQ(made.status, 201) << made.body;
    const std::string path = all + "/" + register_one("Amal").text("id");
    const auto named =
        server.post({made.text("token")}, path + "/withdraw", {{"reason", "closed"}});
    ASSERT_EQ(named.status, 200) << named.body;
    EXPECT_EQ(server.get(agent("10"), path + "/history").text("items/1/actor_name"),
              "Office of Guelmim");
    EXPECT_EQ(server.get(agent("01"), path + "/history").status, 404);
    const auto change =
        server.get(administrator, "/api/v1/changes?entity=registration").at("items/0");
    EXPECT_EQ(change.at("actor_name"), "Office of Guelmim");
}

TEST_P(OrganisationsApi, TheHistoryNamesACommandInTheReadersLanguage)
{
    ASSERT_TRUE(registry::seed_demonstration_registrants(server.services()));
    Caller reader = administrator;
    const std::string path = all + "/" + server.get(reader, all).text("items/0/id") + "/history";
    EXPECT_EQ(server.get(reader, path).text("items/0/actor_name"), "The demonstration");
    reader.language = "ar";
    EXPECT_EQ(server.get(reader, path).text("items/0/actor_name"), "النسخة التجريبية");
}

TEST_P(OrganisationsApi, TheDemonstrationHasCooperativesInEveryRegionSomeOfWhoseWomenHaveFiles)
{
    ASSERT_TRUE(registry::seed_demonstration_registrants(server.services()));
    std::map<std::string, int> regions;
    std::set<std::string> legal_states;
    std::set<std::string> activities;
    const auto page = server.get(administrator, all + "?limit=200&edition=" + edition);
    for (const auto& item : page.at("items").as_array()) {
        ++regions[std::string(item.at("region_code").as_string())];
        legal_states.insert(std::string(item.at("legal_state").as_string()));
        activities.insert(std::string(item.at("activity").as_string()));
    }
    EXPECT_EQ(regions.size(), 12U);
    EXPECT_THAT(regions, testing::Each(testing::Pair(testing::_, testing::Ge(3))));
    EXPECT_GT(legal_states.size(), 6U);
    EXPECT_GT(activities.size(), 10U);

    std::size_t with_file = 0;
    for (const auto& item : page.at("items").as_array()) {
        const auto one = server.get(agent(std::string(item.at("region_code").as_string())),
                                    all + "/" + std::string(item.at("id").as_string()));
        ASSERT_EQ(one.status, 200);
        for (const auto& member : one.at("members").as_array())
            if (member.at("person_id").is_string()) {
                const auto person =
                    server.get(administrator, "/api/v1/persons/" +
                                                  std::string(member.at("person_id").as_string()));
                EXPECT_EQ(person.text("participation"), "cooperative_member");
                EXPECT_EQ(person.text("commune_code"), one.text("commune_code"));
                ++with_file;
            }
    }
    EXPECT_GT(with_file, 12U);
    ASSERT_TRUE(registry::seed_demonstration_registrants(server.services())) << "and only once";
    EXPECT_EQ(server.get(administrator, all + "?limit=200").at("items"), page.at("items"));
}

} // namespace
} // namespace jisr::tests
