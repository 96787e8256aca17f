#include "api/duplicates_support.hpp"

#include <future>

namespace jisr::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class DuplicatesApi : public DuplicatesTest
{
};

INSTANTIATE_TEST_SUITE_P(Engines, DuplicatesApi, kEngines, engine_name);

TEST_P(DuplicatesApi, AreForThoseWhoMayMerge)
{
    const auto pair = pair_of(register_one(), register_one());
    const auto agent = server.as(Role::RegistrationAgent, ScopeLevel::Region, "10");
    const auto regional = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "10");
    for (const auto& path : {all, all + "/summary", pair}) {
        EXPECT_EQ(server.get(TestServer::nobody(), path).status, 401) << path;
        EXPECT_EQ(server.get(agent, path).status, 403) << path;
        EXPECT_EQ(server.get(regional, path).status, 200) << path;
    }
    const json::object reason{{"reason", "sisters"}};
    for (const std::string what : {"/merge", "/different", "/reopen"}) {
        EXPECT_EQ(server.post(TestServer::nobody(), pair + what, reason).status, 401) << what;
        EXPECT_EQ(server.post(agent, pair + what, reason).status, 403) << what;
    }
    EXPECT_EQ(server.post(agent, all + "/confirm", {{"min_probability", 1}}).status, 403);
    EXPECT_EQ(server.call(agent, "POST", all + "/search").status, 403);
    EXPECT_EQ(server.call(regional, "POST", all + "/search").status, 403);
}

TEST_P(DuplicatesApi, NameEveryFault)
{
    const auto one = register_one();
    const auto other = register_one({{"birth_date", nullptr}, {"birth_year", 1970}});
    const auto third = register_one();
    const auto pair = pair_of(one, other);
    const auto errors_of = [&](json::object given) {
        return server.post(administrator, pair + "/merge", given).errors();
    };
    EXPECT_THAT(errors_of({}), ElementsAre("/kept required", "/kept_version required",
                                           "/merged_version required"));
    auto wrong = choice(one, other, {"phone", "favourite_colour", "id"});
    EXPECT_THAT(errors_of(wrong), ElementsAre("/take/1 unknown_field", "/take/2 unknown_field"));
    wrong = choice(third, other);
    EXPECT_THAT(errors_of(wrong), ElementsAre("/kept not_of_the_pair"));
    wrong = choice(one, other, {"birth_year"});
    EXPECT_THAT(errors_of(wrong), ElementsAre("/birth_year birth_year_differs"));
    EXPECT_EQ(server.post(administrator, pair + "/different", json::object{}).status, 422);
    EXPECT_THAT(server.get(administrator, all + "?min_probability=2").errors(),
                ElementsAre("?min_probability out_of_range"));
    EXPECT_THAT(server.get(administrator, all + "?min_probability=x").errors(),
                ElementsAre("?min_probability wrong_type"));
    EXPECT_THAT(server.get(administrator, all + "?cursor=zzz").errors(),
                ElementsAre("?cursor malformed_cursor"));
    const std::string nothing = all + "/" + core::Id::make().str();
    EXPECT_EQ(server.get(administrator, nothing).status, 404);
    EXPECT_EQ(server.post(administrator, nothing + "/merge", choice(one, other)).status, 404);
    EXPECT_EQ(server
                  .post(administrator, "/api/v1/merges/" + core::Id::make().str() + "/undo",
                        {{"reason", "x"}})
                  .status,
              404);
    EXPECT_EQ(now(one).text("version"), "1");
    EXPECT_THAT(queue(administrator), ElementsAre(pair));
}

TEST_P(DuplicatesApi, APairAcrossTwoRegionsIsSeenByTheNationAlone)
{
    const auto here = register_one();
    const auto there = register_one({{"commune_code", "01.511.01.01"}});
    const auto pair = pair_of(here, there);
    const auto inside = pair_of(here, register_one());
    for (const std::string region : {"10", "01"}) {
        const auto regional = server.as(Role::RegionalCoordinator, ScopeLevel::Region, region);
        const auto refused = server.get(regional, pair);
        EXPECT_EQ(refused.status, 404);
        EXPECT_THAT(refused.body, Not(HasSubstr("Bougrine")));
        EXPECT_EQ(server.post(regional, pair + "/merge", choice(here, there)).status, 404);
        EXPECT_EQ(server.post(regional, pair + "/different", {{"reason", "x"}}).status, 404);
        EXPECT_EQ(server.get(regional, all + "/summary").text("open"), region == "10" ? "1" : "0");
        if (region == "10")
            EXPECT_THAT(queue(regional), ElementsAre(inside));
        else
            EXPECT_THAT(queue(regional), IsEmpty());
    }
    EXPECT_THAT(queue(administrator, "?region=01"), ElementsAre(pair));
    const auto merged = server.post(administrator, pair + "/merge", choice(here, there));
    ASSERT_EQ(merged.status, 200) << merged.body;
    const auto regional = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "10");
    const std::string undo_path = "/api/v1/merges/" + merged.text("id") + "/undo";
    EXPECT_EQ(server.post(regional, undo_path, {{"reason", "x"}}).status, 404);
    EXPECT_THAT(server.get(regional, path_of(here) + "/merges").at("items").as_array(), IsEmpty());
}

TEST_P(DuplicatesApi, ComeByProbabilityPageByPage)
{
    const auto one = register_one();
    std::vector<std::string> expected;
    for (const double probability : {0.99, 0.9, 0.9, 0.75, 0.6})
        expected.push_back(pair_of(one, register_one(), probability));
    std::vector<std::string> seen;
    std::string cursor;
    do {
        const auto page = server.get(administrator, all + "?limit=2" + cursor);
        for (const auto& item : page.at("items").as_array())
            seen.push_back(all + "/" + std::string(item.at("id").as_string()));
        cursor = page.at("next").is_string() ? "&cursor=" + page.text("next") : "";
    } while (!cursor.empty());
    std::swap(expected[1], expected[2]); // equal ones: the newest first
    EXPECT_EQ(seen, expected);
    EXPECT_EQ(queue(administrator, "?min_probability=0.9").size(), 3U);
}

TEST_P(DuplicatesApi, ShowBothFilesSideBySideWithReasonsAndAProposal)
{
    const auto older = register_one({{"occupation", "couture"}, {"national_id", "JA10244"}});
    const auto newer = register_one({{"given_name_latin", nullptr},
                                     {"family_name_latin", nullptr},
                                     {"given_name_ar", "جليلة"},
                                     {"family_name_ar", "بوكرين"},
                                     {"birth_date", "1969-02-28"},
                                     {"schooling", "primary"}});
    const auto detail = server.get(administrator, pair_of(older, newer));
    ASSERT_EQ(detail.status, 200) << detail.body;
    EXPECT_EQ(detail.text("a/occupation"), "couture");
    EXPECT_EQ(detail.text("b/given_name_ar"), "جليلة");
    EXPECT_EQ(detail.text("suggestion/kept"), older.text("id"));
    EXPECT_EQ(detail.text("suggestion/take"), R"(["given_name_ar","family_name_ar","schooling"])");
    EXPECT_EQ(detail.text("reasons/0/field"), "given_name");
    EXPECT_EQ(detail.text("reasons/2/level"), "near");
    EXPECT_TRUE(detail.at("merge").is_null());
}

TEST_P(DuplicatesApi, ToldApartStayApartUntilSomebodyReopensThem)
{
    const auto pair = pair_of(register_one(), register_one());
    EXPECT_EQ(server.call(administrator, "POST", pair + "/reopen").slug(), "pair_decided");
    const auto apart = server.post(administrator, pair + "/different", {{"reason", "sisters"}});
    ASSERT_EQ(apart.status, 200) << apart.body;
    EXPECT_EQ(apart.text("state"), "different");
    EXPECT_EQ(apart.text("reason"), "sisters");
    EXPECT_THAT(queue(administrator), IsEmpty());
    EXPECT_THAT(queue(administrator, "?state=different"), ElementsAre(pair));
    EXPECT_EQ(server.post(administrator, pair + "/different", {{"reason", "x"}}).slug(),
              "pair_decided");
    const auto log = server.get(administrator, "/api/v1/changes?entity=duplicate_pair");
    EXPECT_EQ(log.text("items/0/operation"), "different");
    EXPECT_EQ(log.text("items/0/reason"), "sisters");
    EXPECT_EQ(server.call(administrator, "POST", pair + "/reopen").text("state"), "open");
    EXPECT_THAT(queue(administrator), ElementsAre(pair));
}

TEST_P(DuplicatesApi, AreToldApartAtTheDeskTheSameWay)
{
    const auto one = register_one();
    const auto other = register_one();
    const auto a = *core::Id::parse(one.text("id"));
    const auto b = *core::Id::parse(other.text("id"));
    write([&](service::WriteContext& context) -> core::Result<void> {
        TRY(registry::note_distinct(context, b, a, 0.8, "cousins", registry::FoundIn::Entry));
        return registry::note_distinct(context, a, b, 0.8, "again", registry::FoundIn::Entry);
    });
    const auto told = server.get(administrator, all + "?state=different");
    EXPECT_EQ(told.text("items/0/found_in"), "entry");
    EXPECT_EQ(told.text("items/0/reason"), "cousins");
}

TEST_P(DuplicatesApi, TwoReviewersAtOnceMergeThemOnce)
{
    const auto one = register_one();
    const auto other = register_one();
    const auto pair = pair_of(one, other);
    const auto order = choice(one, other);
    const auto send = [&] { return server.post(administrator, pair + "/merge", order).status; };
    auto first = std::async(std::launch::async, send);
    auto second = std::async(std::launch::async, send);
    std::vector<int> statuses{first.get(), second.get()};
    std::sort(statuses.begin(), statuses.end());
    EXPECT_EQ(statuses[0], 200);
    EXPECT_TRUE(statuses[1] == 409 || statuses[1] == 412) << statuses[1];
    EXPECT_EQ(server.get(administrator, path_of(one) + "/merges").at("items").as_array().size(),
              1U);
}

TEST_P(DuplicatesApi, AreNotMergedAsSomebodySawThemBeforeAnEdit)
{
    const auto one = register_one();
    const auto other = register_one();
    const auto pair = pair_of(one, other);
    const auto order = choice(one, other);
    auto fields = some_person(edition);
    fields.erase("edition_id");
    fields.erase("consent_given");
    fields["occupation"] = "couture";
    ASSERT_EQ(server.put(administrator, path_of(other), fields, 1).status, 200);
    const auto stale = server.post(administrator, pair + "/merge", order);
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.text("current/merged/occupation"), "couture");
}

} // namespace
} // namespace jisr::tests
