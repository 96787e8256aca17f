#include "api/selection_support.hpp"

#include <gmock/gmock.h>

#include <set>

namespace jisr::tests {
namespace {

namespace json = boost::json;
using service::Role;
using service::ScopeLevel;
using testing::HasSubstr;
using testing::Not;

/// What those learn who score and may not read the whole file.
class SelectionSensitive : public SelectionTest
{
  protected:
    /// As plan(), with a condition and a criterion on her marital status.
    static json::object asking_plan()
    {
        auto asking = plan();
        asking["rules"].as_array().push_back(
            {{"field", "marital_status"}, {"none_of", json::array{"single"}}});
        asking["criteria"].as_array().push_back(json::parse(R"(
            {"code": "situation", "name_ar": "الوضعية", "name_fr": "Situation",
             "weight": 2, "most": 10, "bands": [
                {"when": {"field": "marital_status", "any_of": ["abandoned"]}, "points": 7}]})"));
        return asking;
    }

    const Caller officer = server.as(Role::AccompanimentOfficer, ScopeLevel::Region, "10");
    const Caller trainer = server.as(Role::Trainer, ScopeLevel::Region, "10");
};

INSTANTIATE_TEST_SUITE_P(Engines, SelectionSensitive, kEngines, engine_name);

TEST_P(SelectionSensitive, AScorerSeesNeitherWhatPointsWouldTellNorATotalToSubtractFrom)
{
    ASSERT_EQ(put_plan(asking_plan(), 0).status, 200);
    const auto woman = enter({{"marital_status", "abandoned"}, {"schooling", "none"}});
    score(woman, 10);
    const std::string path = "/api/v1/registrations/" + woman;
    const auto whole = server.get(administrator, path);
    EXPECT_EQ(whole.at("sheet/lines/2/points").as_double(), 7);
    EXPECT_FALSE(whole.at("sheet/lines/2/hidden").as_bool());
    const auto shown = server.get(officer, path);
    ASSERT_EQ(shown.status, 200) << shown.body;
    EXPECT_NE(whole.text("score"), "0");
    EXPECT_EQ(whole.at("sheet/total"), whole.at("score"));
    EXPECT_TRUE(shown.at("score").is_null()) << shown.body;
    EXPECT_TRUE(shown.at("sheet/total").is_null()) << shown.body;
    const std::string listed = edition_path + "/candidates?region=10";
    EXPECT_TRUE(server.get(officer, listed).at("items/0/score").is_null());
    EXPECT_EQ(server.get(administrator, listed).at("items/0/score"), whole.at("score"));
    EXPECT_EQ(shown.at("sheet/lines/0"), whole.at("sheet/lines/0"));
    EXPECT_EQ(shown.at("sheet/lines/1"), whole.at("sheet/lines/1"));
    EXPECT_TRUE(shown.at("sheet/lines/2/hidden").as_bool());
    EXPECT_EQ(shown.text("sheet/lines/2/adds"), "0");
    EXPECT_EQ(shown.at("sheet/lines/2/points").as_double(), 0);
    const auto scored =
        server.post(officer, path + "/points",
                    {{"points", json::array{{{"criterion", "project"}, {"points", 20}}}}});
    EXPECT_TRUE(scored.at("sheet/lines/2/hidden").as_bool()) << scored.body;
}

TEST_P(SelectionSensitive, AScoreThatTellsNoAnswerIsShownToEveryScorer)
{
    ASSERT_EQ(put_plan(plan(), 0).status, 200);
    const auto woman = enter({{"schooling", "none"}});
    score(woman, 10);
    const std::string path = "/api/v1/registrations/" + woman;
    const auto whole = server.get(administrator, path);
    EXPECT_NE(whole.text("score"), "0");
    EXPECT_EQ(server.get(officer, path).at("score"), whole.at("score"));
    EXPECT_EQ(server.get(officer, path).at("sheet"), whole.at("sheet"));
}

TEST_P(SelectionSensitive, ASelectionListsNoScoreFromWhichAnAnswerFollows)
{
    set_places(1);
    auto asking = asking_plan();
    asking["rules"] = json::array{};
    ASSERT_EQ(put_plan(asking, 0).status, 200);
    score(enter({{"marital_status", "abandoned"}}), 10);
    score(enter({{"marital_status", "divorced"}}), 10);
    ASSERT_EQ(check_eligibility(true).status, 200);
    asking["scoring_open"] = false;
    ASSERT_EQ(put_plan(asking, 1).status, 200);
    const auto run = draw();
    ASSERT_EQ(run.status, 200) << run.body;
    const auto path = "/api/v1/selections/" + run.text("id");
    const auto whole = server.get(administrator, path + "/entries");
    const auto told = server.get(officer, path + "/entries");
    for (std::size_t i = 0; i < 2; ++i) {
        const auto score = "items/" + std::to_string(i) + "/score";
        EXPECT_TRUE(whole.at(score).is_int64()) << whole.body;
        EXPECT_TRUE(told.at(score).is_null()) << told.body;
    }
    EXPECT_EQ(server.get(officer, path + "/list").status, 200);
}

TEST_P(SelectionSensitive, OnceConfirmedNoTotalTellsWhoHoldsAReservedPlace)
{
    set_places(5);
    ASSERT_EQ(put_plan(plan(), 0).status, 200);
    const auto woman = enter({{"wg_seeing", "cannot_do"}}); // the one place in five
    score(woman, 1);
    for (int i = 0; i < 6; ++i)
        score(women.emplace_back(enter()), 20 - i);
    const std::string path = "/api/v1/registrations/" + woman;
    const auto own =
        server.post(officer, path + "/points",
                    {{"points", json::array{{{"criterion", "project"}, {"points", 3}}}}});
    EXPECT_EQ(own.at("evaluations").as_array().size(), 2U) << own.body;
    EXPECT_EQ(own.at("score"), server.get(administrator, path).at("score"));
    EXPECT_TRUE(own.at("has_disability").is_null());
    EXPECT_EQ(own.at("hidden"), json::array{"has_disability"});
    ASSERT_EQ(check_eligibility(true).status, 200);
    close_scoring();
    const auto run = draw().text("id");
    EXPECT_EQ(server.get(officer, path).at("score"), own.at("score"));
    ASSERT_EQ(confirm(run).text("state"), "confirmed");

    for (const auto& each : {woman, women.front(), women.back()}) {
        const auto page = "/api/v1/registrations/" + each;
        const auto whole = server.get(administrator, page);
        const auto told = server.get(officer, page);
        EXPECT_TRUE(whole.at("score").is_int64()) << whole.body;
        EXPECT_TRUE(whole.at("hidden").as_array().empty());
        EXPECT_TRUE(told.at("score").is_null()) << told.body;
        EXPECT_TRUE(told.at("sheet/total").is_null());
        EXPECT_EQ(told.at("hidden"), (json::array{"has_disability", "score"}));
        for (const auto& line : told.at("sheet/lines").as_array()) {
            EXPECT_TRUE(line.at("hidden").as_bool());
            EXPECT_EQ(line.at("adds"), 0);
        }
        for (const auto& one : told.at("evaluations").as_array())
            EXPECT_EQ(one.at("points"), 3); // her own
    }
    EXPECT_EQ(server.get(officer, path).at("evaluations").as_array().size(), 1U);
    EXPECT_EQ(server.get(administrator, path).text("listed/waiting"), "2"); // who were before her
    EXPECT_EQ(server.get(officer, path).text("listed/waiting"), "0");
    EXPECT_EQ(server.get(officer, "/api/v1/registrations/" + women.back()).text("listed/waiting"),
              "1");
    for (const auto& list :
         {edition_path + "/candidates?region=10", "/api/v1/selections/" + run + "/entries"}) {
        const auto whole = server.get(administrator, list);
        const auto told = server.get(officer, list);
        EXPECT_EQ(told.at("items").as_array().size(), 7U);
        for (const auto& item : whole.at("items").as_array())
            EXPECT_TRUE(item.at("score").is_int64()) << whole.body;
        for (const auto& item : told.at("items").as_array())
            EXPECT_TRUE(item.at("score").is_null()) << told.body;
    }
}

TEST_P(SelectionSensitive, ATotalIsToldWherePlacesAreKeptByWhatEverybodyMayKnow)
{
    set_places(1);
    auto open = plan();
    open["reserves"] = json::parse(R"([{"group": {"field": "rural", "is": true}, "percent": 20}])");
    ASSERT_EQ(put_plan(open, 0).status, 200);
    const auto woman = enter();
    score(woman, 10);
    ASSERT_EQ(check_eligibility(true).status, 200);
    open["scoring_open"] = false;
    ASSERT_EQ(put_plan(open, 1).status, 200);
    ASSERT_EQ(confirm(draw().text("id")).text("state"), "confirmed");
    const std::string path = "/api/v1/registrations/" + woman;
    EXPECT_EQ(server.get(officer, path).at("sheet"), server.get(administrator, path).at("sheet"));
}

TEST_P(SelectionSensitive, WhySheIsRejectedIsToldWithoutHerAnswers)
{
    ASSERT_EQ(put_plan(asking_plan(), 0).status, 200);
    const auto woman = enter({{"marital_status", "single"}, {"birth_date", "2011-02-03"}});
    const std::string path = "/api/v1/registrations/" + woman;
    const auto before = server.get(officer, path);
    EXPECT_EQ(before.at("eligibility"), (json::object{{"verdict", "not_met"},
                                                      {"not_met", json::array({"age"})},
                                                      {"unknown", json::array()},
                                                      {"hidden", true}}))
        << before.body;
    ASSERT_EQ(check_eligibility(true).text("rejected"), "1");
    EXPECT_EQ(server.get(administrator, path).text("phase_reason"), "rules: age, marital_status");
    EXPECT_THAT(server.get(administrator, path + "/history").body, HasSubstr("marital_status"));
    const std::string candidates = edition_path + "/candidates?region=10";
    for (const auto& reader : {officer, trainer}) {
        EXPECT_EQ(server.get(reader, path).text("phase_reason"), "rules: age");
        const auto file = "/api/v1/persons/" + persons[woman];
        EXPECT_EQ(server.get(reader, file).text("registrations/0/phase_reason"), "rules: age");
        const auto history = server.get(reader, path + "/history");
        EXPECT_THAT(history.body, HasSubstr("rules: age"));
        EXPECT_THAT(history.body, Not(HasSubstr("marital_status")));
    }
    EXPECT_THAT(server.get(officer, candidates).body, Not(HasSubstr("marital_status")));
}

TEST_P(SelectionSensitive, WhatStaffTypeOfAWomanIsToldToWhoKeepsHerFileAlone)
{
    ASSERT_EQ(put_plan(plan(), 0).status, 200);
    const auto woman = enter({});
    score(woman, 10);
    const std::string path = "/api/v1/registrations/" + woman;
    const std::string person =
        "/api/v1/persons/" + server.get(administrator, path).text("person_id");
    ASSERT_EQ(server
                  .post(administrator, "/api/v1/phases",
                        {{"registrations", json::array{woman}},
                         {"to", "rejected"},
                         {"reason", "chassée de chez elle"}})
                  .status,
              201);
    const auto appeal =
        server.post(administrator, path + "/appeals", {{"complaint", "elle a fui son mari"}});
    ASSERT_EQ(appeal.status, 201) << appeal.body;
    const auto answered =
        server.post(administrator, "/api/v1/appeals/" + appeal.text("id") + "/answer",
                    {{"accepted", false}, {"answer", "voir le foyer"}});
    ASSERT_EQ(answered.status, 200) << answered.body;
    ASSERT_EQ(
        server.post(administrator, path + "/withdraw", {{"reason", "son mari la bat"}}).status,
        200);
    ASSERT_EQ(server.post(administrator, person + "/withdraw", {{"reason", "malade"}}).status, 200);
    const std::vector<std::string> addresses{path,
                                             path + "/history",
                                             person,
                                             person + "/history",
                                             edition_path + "/candidates?region=10",
                                             edition_path + "/appeals"};
    std::string told_to_keepers;
    for (const auto& address : addresses) {
        told_to_keepers += server.get(administrator, address).body;
        for (const auto& reader : {officer, trainer})
            for (const auto* typed : {"chez elle", "son mari", "foyer", "malade"})
                EXPECT_THAT(server.get(reader, address).body, Not(HasSubstr(typed))) << address;
    }
    for (const auto* typed : {"chez elle", "a fui son mari", "foyer", "mari la bat", "malade"})
        EXPECT_THAT(told_to_keepers, HasSubstr(typed));
    // That there is a reason is told.
    EXPECT_THAT(server.get(trainer, person + "/history").body, HasSubstr("\"reason\":\"hidden\""));
    EXPECT_EQ(server.get(officer, edition_path + "/appeals").text("items/0/complaint"), "hidden");
}

TEST_P(SelectionSensitive, ThatAHiddenAnswerTurnedIsToldByNoLineOfHerHistory)
{
    const auto woman = enter();
    const auto history = "/api/v1/registrations/" + woman + "/history";
    const auto lines = [&](const Caller& reader) {
        return server.get(reader, history).at("items").as_array().size();
    };
    const auto told = lines(officer);
    const auto known = lines(administrator);
    auto fields = another_person(edition);
    fields.erase("edition_id");
    fields.erase("consent_given");
    fields["disability_declared"] = true;
    const auto edited = server.put(administrator, "/api/v1/persons/" + persons[woman], fields, 1);
    ASSERT_EQ(edited.status, 200) << edited.body;
    EXPECT_EQ(lines(administrator), known + 1);
    EXPECT_EQ(lines(officer), told);
}

TEST_P(SelectionSensitive, WhatTheRulesSayDoesNotDifferByAnAnswerThatIsNotTold)
{
    auto asking = plan();
    asking["rules"] = json::parse(R"([{"field": "disability", "is": true}])");
    asking["criteria"] = asking_plan().at("criteria");
    ASSERT_EQ(put_plan(asking, 0).status, 200);
    const std::vector<std::string> two{enter({{"wg_seeing", "cannot_do"}}), enter()};
    const auto verdicts = [&](const Caller& reader, const std::string& name) {
        std::set<std::string> told;
        const auto page = server.get(reader, edition_path + "/candidates?region=10");
        for (const auto& item : page.at("items").as_array())
            told.insert(json::serialize(item.at("eligibility").at(name)));
        return told;
    };
    EXPECT_EQ(verdicts(administrator, "verdict"),
              (std::set<std::string>{"\"met\"", "\"not_met\""}));
    EXPECT_EQ(verdicts(officer, "verdict"), std::set<std::string>{"\"met\""});
    EXPECT_EQ(verdicts(officer, "hidden"), std::set<std::string>{"true"});
    for (const auto& woman : two) { // nor by what moving her would want
        const auto preview =
            server.post(officer, "/api/v1/phases/preview",
                        {{"registrations", json::array{woman}}, {"to", "eligible"}});
        EXPECT_EQ(preview.text("needs_reason"), "false") << preview.body;
    }
    ASSERT_EQ(check_eligibility(true).text("rejected"), "1");
    EXPECT_EQ(server.get(officer, "/api/v1/registrations/" + two[1]).text("phase_reason"),
              "rules: hidden"); // the phase itself is no secret
}

TEST_P(SelectionSensitive, APlanIsShownWithoutWhatItAsksOfSensitiveAnswers)
{
    ASSERT_EQ(put_plan(asking_plan(), 0).status, 200);
    const std::string path = edition_path + "/selection-plan";
    const auto whole = server.get(administrator, path);
    EXPECT_EQ(whole.text("rules/2/field"), "marital_status");
    const auto told = server.get(officer, path);
    EXPECT_EQ(told.at("rules/0"), whole.at("rules/0")) << told.body;
    for (const auto* rule : {"rules/2", "criteria/2/bands/0/when", "reserves/0/group"})
        EXPECT_EQ(told.at(rule), (json::object{{"field", "hidden"},
                                               {"least", nullptr},
                                               {"most", nullptr},
                                               {"is", nullptr},
                                               {"any_of", json::array()},
                                               {"none_of", json::array()}}))
            << told.body;
    EXPECT_EQ(told.at("criteria/0"), whole.at("criteria/0"));
    EXPECT_EQ(told.at("reserves/0/percent"), whole.at("reserves/0/percent"));
    auto faulty = plan(); // what is told so is none that could be set
    faulty["rules"] = json::array{told.at("rules/2")};
    EXPECT_EQ(put_plan(faulty, 1).status, 422);
}

TEST_P(SelectionSensitive, NobodyIsKnownByAPlaceThatIsReserved)
{
    set_places(5);
    ASSERT_EQ(put_plan(plan(), 0).status, 200);
    const auto woman = enter({{"wg_seeing", "cannot_do"}});
    score(woman, 1);
    score(enter(), 20);
    ASSERT_EQ(check_eligibility(true).status, 200);
    close_scoring();
    const auto run = draw();
    ASSERT_EQ(run.status, 200) << run.body;
    const auto entry_of = [&](const Caller& reader) {
        const auto page = server.get(reader, "/api/v1/selections/" + run.text("id") + "/entries");
        EXPECT_EQ(page.status, 200) << page.body;
        for (const auto& entry : page.at("items").as_array())
            if (entry.at("registration_id").as_string() == woman)
                return entry;
        return json::value{};
    };
    EXPECT_EQ(entry_of(administrator).at("seat").as_int64(), 0);
    EXPECT_EQ(entry_of(administrator).at("reserves").as_int64(), 1);
    EXPECT_EQ(entry_of(officer).at("seat").as_int64(), -1);
    EXPECT_EQ(entry_of(officer).at("reserves").as_int64(), 0);
    EXPECT_TRUE(entry_of(officer).at("place").is_null()); // nor by a rank below that of others
    EXPECT_TRUE(entry_of(officer).at("score").is_null());
}

} // namespace
} // namespace jisr::tests
