#include "selection_support.hpp"

#include <gmock/gmock.h>

#include <set>

/// What comes after the first selection: appeals, further selections, places that become free.
namespace jisr::tests {
namespace {

namespace json = boost::json;
using service::Role;
using service::ScopeLevel;
using testing::ElementsAre;

class FurtherSelections : public SelectionTest
{
  protected:
    Answer draw_anew() { return draw(false); }

    Answer give(const std::string& registration, std::int64_t points)
    {
        return server.post(
            administrator, "/api/v1/registrations/" + registration + "/points",
            {{"points", json::array{{{"criterion", "project"}, {"points", points}}}}});
    }

    void leave(const std::string& registration)
    {
        server.post(administrator, "/api/v1/registrations/" + registration + "/withdraw",
                    {{"reason", "found work"}});
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, FurtherSelections, kEngines, engine_name);

TEST_P(FurtherSelections, AfterAnAppealASecondSelectionSaysWhatItChanges)
{
    const auto run = confirmed_run(3, 1);
    const std::string path = "/api/v1/selections/" + run;
    const auto appealed =
        server.post(administrator, path + "/appeals",
                    {{"registration_id", women[2]}, {"complaint", "Her project was not read."}});
    EXPECT_EQ(appealed.status, 201) << appealed.body;
    EXPECT_THAT(server
                    .post(administrator, path + "/appeals",
                          {{"registration_id", edition}, {"complaint", "?"}})
                    .errors(),
                ElementsAre("/registration_id not_in_selection"));
    const std::string appeal = "/api/v1/appeals/" + appealed.text("id") + "/answer";
    EXPECT_EQ(server.post(administrator, appeal, {{"accepted", true}, {"answer", "Read again."}})
                  .text("state"),
              "accepted");
    EXPECT_EQ(server.post(administrator, appeal, {{"accepted", false}, {"answer", "No."}}).slug(),
              "appeal_answered");
    auto open = plan();
    open["scoring_open"] = true;
    put_plan(open, 2);
    score(women[0], 5);
    score(women[2], 20);
    close_scoring();
    const auto again = draw_anew();
    const auto changed = server.get(administrator, "/api/v1/selections/" + again.text("id") +
                                                       "/entries?changed=true");
    std::set<std::string> ids;
    for (const auto& item : changed.at("items").as_array())
        ids.emplace(item.at("registration_id").as_string());
    EXPECT_EQ(ids, (std::set{women[0], women[2]}));
    EXPECT_EQ(confirm(again.text("id")).status, 200);
    EXPECT_EQ(phase_of(women[0]), "waiting");
    EXPECT_EQ(phase_of(women[2]), "selected");
    EXPECT_EQ(server.get(administrator, path).text("state"), "superseded");
}

TEST_P(FurtherSelections, WhoeverWasToldKeepsHerPlaceWhenBetterOnesComeLater)
{
    set_places(2);
    put_plan(plan(), 0);
    for (const std::int64_t points : {12, 8, 4}) {
        women.push_back(enter());
        score(women.back(), points);
    }
    check_eligibility(true);
    close_scoring();
    EXPECT_EQ(confirm(draw().text("id")).status, 200);
    const auto late = enter({{"disability_declared", true}});
    check_eligibility(true);
    auto open = plan();
    open["scoring_open"] = true;
    put_plan(open, 2);
    score(late, 20);
    close_scoring();
    set_places(3);
    const auto drawn = draw();
    EXPECT_EQ(drawn.text("keeps_selected"), "true") << drawn.body;
    const auto changed = server.get(administrator, "/api/v1/selections/" + drawn.text("id") +
                                                       "/entries?changed=true&selected=false");
    EXPECT_EQ(changed.at("items").as_array().size(), 0U); // nobody loses hers
    EXPECT_EQ(confirm(drawn.text("id")).status, 200);
    EXPECT_EQ(phase_of(women[0]), "selected");
    EXPECT_EQ(phase_of(women[1]), "selected");
    EXPECT_EQ(phase_of(late), "selected");
    EXPECT_EQ(phase_of(women[2]), "waiting");
    EXPECT_EQ(server.get(administrator, "/api/v1/selections/" + drawn.text("id") + "/verification")
                  .text("same"),
              "true");
}

TEST_P(FurtherSelections, AnAcceptedAppealOpensHerSheetAloneUntilTheNextIsConfirmed)
{
    confirmed_run(3, 1);
    EXPECT_EQ(give(women[2], 19).slug(), "scoring_closed");
    accept_appeal(women[2]);
    const std::string path = "/api/v1/registrations/" + women[2];
    EXPECT_EQ(server.get(administrator, path).text("may_score"), "true");
    EXPECT_EQ(give(women[1], 19).slug(), "scoring_closed"); // no other's
    EXPECT_EQ(give(women[2], 20).status, 200);
    score(women[2], 20);
    server.clock().advance(std::chrono::minutes(1));
    const auto again = draw_anew();
    EXPECT_EQ(again.status, 200) << again.body;
    const auto effects =
        server.get(administrator, "/api/v1/selections/" + again.text("id") + "/appeal-effects");
    EXPECT_EQ(effects.text("items/0/registration_id"), women[2]) << effects.body;
    EXPECT_EQ(effects.text("items/0/place_before"), "3");
    EXPECT_EQ(effects.text("items/0/selected_before"), "false");
    EXPECT_NE(effects.text("items/0/place_after"), "3");
    EXPECT_EQ(confirm(again.text("id")).status, 200);
    EXPECT_EQ(give(women[2], 2).slug(), "scoring_closed");
}

TEST_P(FurtherSelections, ChanceDecidesOnceAmongThoseOfEqualScore)
{
    constexpr std::size_t kEqual = 12;
    set_places(kEqual / 2);
    put_plan(plan(), 0);
    for (std::size_t i = 0; i < kEqual; ++i)
        score(women.emplace_back(enter()), 10);
    check_eligibility(true);
    close_scoring();
    EXPECT_EQ(confirm(draw().text("id")).status, 200);
    const auto late = enter();
    check_eligibility(true);
    const auto entries = [&](const Answer& run, const std::string& which) {
        return server
            .get(administrator, "/api/v1/selections/" + run.text("id") + "/entries" + which)
            .at("items")
            .as_array()
            .size();
    };
    for (int i = 0; i < 3; ++i) { // lots drawn anew would move somebody in 99 of 100 drafts
        const auto again = draw_anew();
        EXPECT_EQ(again.text("kept_lots"), std::to_string(kEqual)) << again.body;
        EXPECT_EQ(entries(again, "?changed=true&selected=false"), 0U);
        EXPECT_EQ(entries(again, ""), kEqual + 1);
    }
    const auto confirmed = confirm(draw_anew().text("id"));
    EXPECT_EQ(phase_of(late), "waiting") << confirmed.body;
    const std::string run = "/api/v1/selections/" + confirmed.text("id");
    EXPECT_EQ(server.get(administrator, run + "/verification").text("same"), "true");
    tamper(server.url(), "update selection_entry set draw = '0000000000000000' where drawn_in is "
                         "not null");
    EXPECT_EQ(server.get(administrator, run + "/verification").text("same"), "false");
}

TEST_P(FurtherSelections, WhoHasWithdrawnIsListedApart)
{
    confirmed_run(3, 2);
    leave(women[0]);
    EXPECT_EQ(phase_once(women[2], "selected"), "selected");
    const auto listed = [&](const std::string& query) {
        std::set<std::string> ids;
        const auto page = server.get(administrator, edition_path + "/candidates?" + query);
        for (const auto& item : page.at("items").as_array())
            ids.emplace(item.at("registration_id").as_string());
        return ids;
    };
    EXPECT_EQ(listed("state=withdrawn"), std::set{women[0]});
    EXPECT_EQ(listed("phase=selected&state=active"), (std::set{women[1], women[2]}));
    EXPECT_EQ(listed("region=10").size(), 3U);
    EXPECT_EQ(server.get(administrator, edition_path + "/candidates?state=gone").status, 422);
}

TEST_P(FurtherSelections, AnAppealIsAnsweredBeforeShePutsInAnother)
{
    confirmed_run(2, 1);
    const std::string path = "/api/v1/registrations/" + women[1] + "/appeals";
    const auto first = server.post(administrator, path, {{"complaint", "Not read."}});
    EXPECT_EQ(first.status, 201) << first.body;
    EXPECT_EQ(server.post(administrator, path, {{"complaint", "Again."}}).slug(), "appeal_pending");
    const auto again = draw_anew();
    const std::string effects = "/api/v1/selections/" + again.text("id") + "/appeal-effects";
    EXPECT_EQ(server.get(administrator, effects).at("items").as_array().size(), 0U)
        << "what nobody answered has changed nothing";
    server.post(administrator, "/api/v1/appeals/" + first.text("id") + "/answer",
                {{"accepted", false}, {"answer", "It was read."}});
    EXPECT_EQ(server.post(administrator, path, {{"complaint", "Again."}}).status, 201);
}

TEST_P(FurtherSelections, WhoeverTheRulesRefusedMayAppealWithoutASelection)
{
    put_plan(plan(), 0);
    const auto good = enter();
    const auto young = enter({{"birth_date", "2010-01-01"}});
    check_eligibility(true);
    const std::string path = "/api/v1/registrations/" + young + "/appeals";
    const json::value complaint{{"complaint", "The date is wrong."}};
    EXPECT_EQ(server.post(Caller{}, path, complaint).status, 401);
    EXPECT_EQ(server.post(server.as(Role::Trainer), path, complaint).status, 403);
    EXPECT_EQ(
        server
            .post(server.as(Role::CentreDirector, ScopeLevel::Province, "01.511"), path, complaint)
            .status,
        404);
    EXPECT_EQ(
        server.post(administrator, "/api/v1/registrations/" + good + "/appeals", complaint).slug(),
        "nothing_decided");
    const auto here = server.as(Role::CentreDirector, ScopeLevel::Province, "10.261");
    const auto recorded = server.post(here, path, complaint);
    EXPECT_EQ(recorded.status, 201) << recorded.body;
    EXPECT_TRUE(recorded.at("run_id").is_null());
    const std::string appeals = edition_path + "/appeals";
    EXPECT_EQ(server.get(Caller{}, appeals).status, 401);
    EXPECT_EQ(server.get(here, appeals + "?state=open").text("items/0/registration_id"), young);
    EXPECT_EQ(server.get(server.as(Role::RegionalCoordinator, ScopeLevel::Region, "01"), appeals)
                  .at("items")
                  .as_array()
                  .size(),
              0U);
    EXPECT_EQ(server
                  .post(here, "/api/v1/appeals/" + recorded.text("id") + "/answer",
                        {{"accepted", true}, {"answer", "Yes."}})
                  .status,
              403); // the region's to answer
}

TEST_P(FurtherSelections, ALowerTargetTakesNobodysPlace)
{
    confirmed_run(4, 3);
    set_places(1);
    const auto drawn = draw();
    EXPECT_EQ(drawn.text("quotas/1/over_target"), "true") << drawn.body;
    EXPECT_EQ(drawn.text("quotas/1/selected"), "3");
    EXPECT_EQ(confirm(drawn.text("id")).status, 200);
    EXPECT_EQ(phases().at("selected"), 3);
}

TEST_P(FurtherSelections, WhileMoreHoldPlacesThanTheTargetHasNobodyIsPromoted)
{
    confirmed_run(5, 3);
    set_places(2);
    EXPECT_EQ(confirm(draw().text("id")).status, 200);
    leave(women[0]); // two hold the two places now
    leave(women[1]); // and now one is free
    EXPECT_EQ(phase_once(women[3], "selected"), "selected");
    EXPECT_EQ(phases().at("selected"), 2 + 2); // two of them have withdrawn
    EXPECT_EQ(phase_of(women[4]), "waiting");
}

TEST_P(FurtherSelections, WhoeverWasTrainedBeforeAFurtherSelectionMakesRoomAsWell)
{
    confirmed_run(4, 2);
    EXPECT_EQ(move(women[0], "trained").status, 201);
    EXPECT_EQ(confirm(draw().text("id")).status, 200);
    leave(women[0]);
    EXPECT_EQ(phase_once(women[2], "selected"), "selected");
    EXPECT_EQ(phase_of(women[3]), "waiting");
}

TEST_P(FurtherSelections, WhoeverComesBackAfterAFurtherSelectionIsACandidateOfTheNext)
{
    confirmed_run(4, 2);
    leave(women[3]);
    EXPECT_EQ(confirm(draw().text("id")).status, 200);
    server.post(administrator, "/api/v1/registrations/" + women[3] + "/restore",
                {{"reason", "a mistake"}});
    EXPECT_EQ(phase_once(women[3], "eligible"), "eligible"); // in no list to wait in
    EXPECT_EQ(confirm(draw().text("id")).status, 200);
    EXPECT_EQ(phase_of(women[3]), "waiting");
}

TEST_P(FurtherSelections, WhatWasWithdrawnAloneDoesNotComeBackWithTheFile)
{
    confirmed_run(3, 1);
    const auto act = [&](const std::string& path, const std::string& what) {
        EXPECT_EQ(server.post(administrator, path + what, {{"reason", "test"}}).status, 200);
    };
    const auto state_of = [&](const std::string& registration) {
        return server.get(administrator, "/api/v1/registrations/" + registration).text("state");
    };
    const std::string place = "/api/v1/registrations/" + women[2];
    act(place, "/withdraw");
    for (const auto* what : {"/withdraw", "/restore"})
        act("/api/v1/persons/" + persons[women[2]], what);
    EXPECT_EQ(state_of(women[2]), "withdrawn");
    act(place, "/restore");
    EXPECT_EQ(state_of(women[2]), "active");
    for (const auto* what : {"/withdraw", "/restore"}) // once more, and now it goes with its file
        act("/api/v1/persons/" + persons[women[2]], what);
    EXPECT_EQ(state_of(women[2]), "active");
}

TEST_P(FurtherSelections, WhoeverComesBackAndWaitsIsToldSo)
{
    confirmed_run(2, 1);
    const std::string file = "/api/v1/persons/" + persons[women[0]];
    server.post(administrator, file + "/withdraw", {{"reason", "test"}});
    EXPECT_EQ(phase_once(women[1], "selected"), "selected");
    EXPECT_EQ(told(women[0], "waiting"), 0);
    server.post(administrator, file + "/restore", {{"reason", "test"}});
    EXPECT_EQ(phase_of(women[0]), "waiting");
    EXPECT_EQ(told_as(women[0], "waiting", "queued"), 1);
}

TEST_P(FurtherSelections, SheDeclinesHerPlaceHerselfAndTheNextHasIt)
{
    confirmed_run(2, 1);
    const auto opened = server.call(
        Caller{}, "POST", "/api/v1/self/file",
        {{"reference",
          server.get(administrator, "/api/v1/registrations/" + women[0]).text("reference")},
         {"birth_date", "1980-01-01"}});
    ASSERT_EQ(opened.status, 200) << opened.body;
    const auto decline = [&](const std::string& registration) {
        return server.call(Caller{}, "POST",
                           "/api/v1/self/file/places/" + registration + "/decline",
                           {{"reason", "I found work"}}, {{"X-File", opened.text("pass/token")}});
    };
    EXPECT_EQ(opened.text("file/places/0/may_decline"), "true");
    EXPECT_EQ(server
                  .call(Caller{}, "POST", "/api/v1/self/file/places/" + women[0] + "/decline",
                        json::object{})
                  .status,
              401);
    EXPECT_EQ(decline(women[1]).status, 404); // another's
    EXPECT_EQ(phase_of(women[1]), "waiting");
    const auto declined = decline(women[0]);
    EXPECT_EQ(declined.text("state"), "active") << declined.body; // her file stays
    EXPECT_EQ(declined.text("places/0/phase"), "withdrawn");
    EXPECT_EQ(declined.text("places/0/may_decline"), "false");
    EXPECT_EQ(phase_once(women[1], "selected"), "selected");
    EXPECT_EQ(decline(women[0]).status, 200); // it is declined
}

TEST_P(FurtherSelections, WhoWasTrainedLeavesAtHerCentre)
{
    confirmed_run(2, 1);
    server.post(administrator, "/api/v1/phases",
                {{"registrations", json::array{women[0]}}, {"to", "trained"}});
    const auto opened = server.call(
        Caller{}, "POST", "/api/v1/self/file",
        {{"reference",
          server.get(administrator, "/api/v1/registrations/" + women[0]).text("reference")},
         {"birth_date", "1980-01-01"}});
    EXPECT_EQ(opened.text("file/places/0/may_decline"), "false") << opened.body;
    EXPECT_EQ(server
                  .call(Caller{}, "POST", "/api/v1/self/file/places/" + women[0] + "/decline",
                        json::object{}, {{"X-File", opened.text("pass/token")}})
                  .slug(),
              "self_place_began");
    EXPECT_EQ(phase_of(women[0]), "trained");
}

TEST_P(FurtherSelections, HerPageSaysHowManyWaitBeforeHer)
{
    confirmed_run(4, 1);
    const auto last = server.get(administrator, "/api/v1/registrations/" + women[3]);
    EXPECT_EQ(last.text("listed/place"), "4") << last.body;
    EXPECT_EQ(last.text("listed/waiting"), "2");
    const auto waiting = [&](int woman) {
        return server.get(administrator, "/api/v1/registrations/" + women[woman])
            .text("listed/waiting");
    };
    leave(women[1]);
    EXPECT_EQ(waiting(3), "1");
    leave(women[0]);
    EXPECT_EQ(phase_once(women[2], "selected"), "selected");
    EXPECT_EQ(waiting(3), "0");
    for (const int back : {0, 1}) // the first had a place of the list, and waits now
        server.post(administrator, "/api/v1/registrations/" + women[back] + "/restore",
                    {{"reason", "test"}});
    EXPECT_EQ(waiting(3), "2");
    EXPECT_EQ(waiting(1), "1");
    confirm(draw(false).text("id")); // and all is as the next list says
    EXPECT_EQ(waiting(3), "2");
}

TEST_P(FurtherSelections, TheListToBePutUpNamesNobodyAndDraftsAreCounted)
{
    set_places(1);
    put_plan(plan(), 0);
    for (int i = 0; i < 2; ++i)
        women.push_back(enter());
    check_eligibility(true);
    close_scoring();
    draw();
    close_list(); // no lots were drawn: it is none of the drafts
    const auto run = draw();
    EXPECT_EQ(run.text("drafts_before"), "1") << run.body;
    const std::string list = "/api/v1/selections/" + run.text("id") + "/list";
    const auto signed_list = server.get(administrator, list);
    const auto put_up = server.get(administrator, list + "?is_public=true");
    EXPECT_EQ(put_up.status, 200);
    EXPECT_THAT(put_up.body, testing::StartsWith("%PDF"));
    EXPECT_LT(put_up.body.size(), signed_list.body.size());
    EXPECT_EQ(server.get(Caller{}, list + "?is_public=true").status, 401);
    EXPECT_EQ(server.get(administrator, list + "?is_public=perhaps").status, 422);
}

TEST_P(FurtherSelections, WhoeverPrintsTheListStandsInTheChangeLog)
{
    const auto run = confirmed_run(3, 1);
    const auto coordinator = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "10");
    const std::string list = "/api/v1/selections/" + run + "/list";
    EXPECT_EQ(
        server.get(server.as(Role::RegionalCoordinator, ScopeLevel::Region, "01"), list).status,
        404);
    EXPECT_EQ(server.get(coordinator, list).status, 200);
    const auto log = server.get(administrator, "/api/v1/changes?entity=export").at("items");
    ASSERT_EQ(log.as_array().size(), 1U); // none of who did not get it
    const auto& line = log.at(0);
    EXPECT_EQ(line.at("operation").as_string(), "print_selection");
    EXPECT_THAT(json::serialize(line.at("difference")),
                testing::AllOf(testing::HasSubstr(run), testing::HasSubstr("3")));
}

TEST_P(FurtherSelections, WhatTheCommitteeHasToKnowIsCounted)
{
    set_places(1);
    const auto set = server.call(
        administrator, "PUT", edition_path + "/targets",
        {{"items",
          json::array{
              {{"region_code", "10"}, {"year", 2026}, {"measure", "women"}, {"value", 9000}}}},
         {"reason", "test"}},
        {{"If-Match", "*"}});
    EXPECT_EQ(set.status, 200) << set.body;
    put_plan(plan(), 0);
    women.push_back(enter());
    check_eligibility(true);
    close_scoring();
    auto stricter = plan();
    stricter["scoring_open"] = false;
    stricter["rules"] = json::parse(R"([{"field": "age", "least": 60}])");
    EXPECT_EQ(put_plan(stricter, 2).status, 200);
    const auto drawn = draw();
    EXPECT_EQ(drawn.text("ineligible"), "1") << drawn.body;
    EXPECT_GT(drawn.at("unsplit").as_int64(), 0);
    EXPECT_EQ(drawn.text("candidates"), "1"); // people decide what follows: she is not dropped
}

TEST_P(FurtherSelections, ApplyingTheRulesIsUndone)
{
    put_plan(plan(), 0);
    const auto good = enter();
    const auto young = enter({{"birth_date", "2010-01-01"}});
    const auto applied = check_eligibility(true);
    EXPECT_EQ(applied.at("moves").as_array().size(), 2U) << applied.body;
    for (const auto& move : applied.at("moves").as_array())
        EXPECT_EQ(server
                      .call(administrator, "POST",
                            "/api/v1/phase-moves/" + std::string(move.as_string()) + "/undo")
                      .text("undone"),
                  "1");
    EXPECT_EQ(phase_of(good), "registered");
    EXPECT_EQ(phase_of(young), "registered");
}

TEST_P(FurtherSelections, AgainstTheRulesNobodyIsFoundEligibleWithoutAReason)
{
    put_plan(plan(), 0);
    const auto young = enter({{"birth_date", "2010-01-01"}});
    const auto good = enter();
    json::object order{{"registrations", json::array{young}}, {"to", "eligible"}};
    EXPECT_THAT(server.post(administrator, "/api/v1/phases", order).errors(),
                ElementsAre("/reason required"));
    const auto preview = server.post(administrator, "/api/v1/phases/preview", order);
    EXPECT_EQ(preview.text("lines/0/doubt"), "selection.move.rules_not_met");
    order["reason"] = "exception of the committee";
    EXPECT_EQ(server.post(administrator, "/api/v1/phases", order).status, 201);
    order["registrations"] = json::array{good};
    order.erase("reason");
    EXPECT_EQ(server.post(administrator, "/api/v1/phases", order).status, 201);
}

TEST_P(FurtherSelections, AScorerFindsWhomSheHasNotScored)
{
    put_plan(plan(), 0);
    const auto scored = enter();
    const auto left = enter();
    score(scored, 3);
    const std::string path = edition_path + "/candidates?mine=";
    const auto todo = server.get(administrator, path + "false");
    EXPECT_EQ(todo.at("items").as_array().size(), 1U) << todo.body;
    EXPECT_EQ(todo.text("items/0/registration_id"), left);
    EXPECT_EQ(server.get(administrator, path + "true").text("items/0/registration_id"), scored);
}

} // namespace
} // namespace jisr::tests
