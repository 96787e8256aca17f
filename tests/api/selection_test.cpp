#include "selection_support.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>
#include <thread>

namespace jisr::tests {
namespace {

namespace json = boost::json;
using service::Role;
using service::ScopeLevel;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class SelectionApi : public SelectionTest
{
};

INSTANTIATE_TEST_SUITE_P(Engines, SelectionApi, kEngines, engine_name);

TEST_P(SelectionApi, OnlyTheNationSetsHowAnEditionSelects)
{
    const std::string path = edition_path + "/selection-plan";
    const auto coordinator = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "10");
    EXPECT_EQ(server.get(Caller{}, path).status, 401);
    EXPECT_EQ(server.get(server.as(Role::RegistrationAgent), path).status, 403);
    EXPECT_EQ(server.put(coordinator, path, plan(), 0).status, 403);
    EXPECT_EQ(server.get(coordinator, path).text("version"), "0");
    EXPECT_EQ(put_plan(plan(), 0).text("version"), "1");
    EXPECT_EQ(put_plan(plan(), 0).status, 412);
    EXPECT_EQ(server.get(coordinator, path).text("criteria/1/code"), "project");
}

TEST_P(SelectionApi, ARuleThatCannotBeAskedIsRefusedWithItsPlace)
{
    auto faulty = plan();
    faulty["rules"] = json::parse(
        R"([{"field": "age", "is": true}, {"field": "age", "least": 50, "most": 20},
            {"field": "schooling", "any_of": ["wise"]}])");
    faulty["reserves"] = json::parse(R"([{"group": {"field": "rural", "is": true}, "percent": 60},
                                         {"group": {"field": "disability", "is": true},
                                          "percent": 50}])");
    EXPECT_THAT(put_plan(faulty, 0).errors(),
                ElementsAre("/reserves over_all_places", "/rules/0 rule_does_not_fit",
                            "/rules/1/field given_twice", "/rules/1/most below_least",
                            "/rules/2/any_of/0 unknown_code"));
    EXPECT_EQ(server.get(administrator, edition_path + "/selection-plan").text("version"), "0");
    auto twice = plan();
    twice["reserves"].as_array().push_back(twice["reserves"].at(0));
    EXPECT_THAT(put_plan(twice, 0).errors(), ElementsAre("/reserves/1/group given_twice"));
}

TEST_P(SelectionApi, EligibilityTellsFirstAndMovesOnlyWhenAsked)
{
    put_plan(plan(), 0);
    const auto good = enter();
    const auto young = enter({{"birth_date", "2010-01-01"}});
    const auto silent = enter({{"commits_to_training", nullptr}});
    const auto told = check_eligibility(false);
    EXPECT_EQ(told.text("eligible"), "1") << told.body;
    EXPECT_EQ(told.text("rejected"), "1");
    EXPECT_EQ(told.text("incomplete"), "1");
    EXPECT_EQ(phase_of(good), "registered");
    check_eligibility(true);
    EXPECT_EQ(phase_of(good), "eligible");
    EXPECT_EQ(phase_of(silent), "registered"); // nobody is refused for what was not asked
    const auto refused = server.get(administrator, "/api/v1/registrations/" + young);
    EXPECT_EQ(refused.text("phase"), "rejected");
    EXPECT_EQ(refused.text("phase_reason"), "rules: age");
    EXPECT_EQ(check_eligibility(true).text("eligible"), "0"); // a second time changes nothing
}

TEST_P(SelectionApi, AScoreIsTheMeanOfItsScorersAndExplainsItself)
{
    put_plan(plan(), 0);
    const auto woman = enter({{"schooling", "none"}});
    const std::string path = "/api/v1/registrations/" + woman;
    const auto given = [](std::int64_t points) -> json::value {
        return {{"points", json::array{{{"criterion", "project"}, {"points", points}}}}};
    };
    const auto officer = server.as(Role::AccompanimentOfficer, ScopeLevel::Region, "10");
    const auto stranger = server.as(Role::AccompanimentOfficer, ScopeLevel::Region, "01");
    EXPECT_EQ(server.post(Caller{}, path + "/points", given(1)).status, 401);
    EXPECT_EQ(server.post(server.as(Role::RegistrationAgent), path + "/points", given(1)).status,
              403);
    EXPECT_EQ(server.post(stranger, path + "/points", given(1)).status, 404);
    EXPECT_THAT(server.post(officer, path + "/points", given(21)).errors(),
                ElementsAre("/points/0/points over_points"));
    auto twice = given(2);
    twice.at("points").as_array().push_back(twice.at("points").at(0));
    EXPECT_THAT(server.post(officer, path + "/points", twice).errors(),
                ElementsAre("/points/1/criterion given_twice"));
    server.post(officer, path + "/points", given(2));
    server.post(administrator, path + "/points", given(16));
    const auto scored = server.post(officer, path + "/points", given(11)); // she thought again
    EXPECT_EQ(scored.text("sheet/lines/0/adds"), "2500");
    EXPECT_EQ(scored.at("sheet/lines/1/points").as_double(), 13.5);
    EXPECT_EQ(scored.text("score"), "7562"); // 25 + 13.5/20 of 75, rounded down
    EXPECT_EQ(scored.at("evaluations").as_array().size(), 2U);
    const auto agent = server.as(Role::RegistrationAgent, ScopeLevel::Region, "10");
    const auto shown = server.get(agent, path);
    EXPECT_EQ(shown.status, 200);
    EXPECT_EQ(shown.at("evaluations").as_array().size(), 0U); // the committee's own
    EXPECT_TRUE(shown.at("score").is_null());
    close_scoring();
    EXPECT_EQ(server.post(officer, path + "/points", given(20)).slug(), "scoring_closed");
}

TEST_P(SelectionApi, ASelectionGivesThePlacesAndTheOthersWait)
{
    const auto run = confirmed_run(4, 2);
    EXPECT_EQ(phase_of(women[0]), "selected");
    EXPECT_EQ(phase_of(women[1]), "selected");
    EXPECT_EQ(phase_of(women[2]), "waiting");
    EXPECT_EQ(phase_of(women[3]), "waiting");
    EXPECT_EQ(told(women[0], "selected"), 1);
    EXPECT_EQ(told(women[2], "waiting"), 1);
    const std::string path = "/api/v1/selections/" + run;
    EXPECT_EQ(server.get(Caller{}, path).status, 401);
    EXPECT_EQ(server.get(server.as(Role::Partner), path).status, 403);
    EXPECT_EQ(
        server.get(server.as(Role::RegionalCoordinator, ScopeLevel::Region, "01"), path).status,
        404);
    EXPECT_EQ(server.get(administrator, path + "/verification").text("same"), "true");
    const auto entries = server.get(administrator, path + "/entries?selected=false");
    EXPECT_EQ(entries.text("items/0/registration_id"), women[2]);
    EXPECT_EQ(entries.text("items/0/place"), "3");
    const auto paper = server.get(administrator, path + "/list");
    EXPECT_EQ(paper.status, 200);
    EXPECT_THAT(paper.body, HasSubstr("%PDF"));
    const auto sheet = server.get(administrator, path + "/export?format=csv");
    EXPECT_EQ(std::count(sheet.body.begin(), sheet.body.end(), '\n'), women.size() + 1);
    EXPECT_THAT(sheet.body, HasSubstr(entries.text("items/0/reference")));
    EXPECT_THAT(server.get(administrator, path + "/export").body, testing::StartsWith("PK"));
    EXPECT_EQ(server.get(server.as(Role::Partner), path + "/export").status, 403);
    EXPECT_EQ(
        server.get(server.as(Role::RegionalCoordinator, ScopeLevel::Region, "01"), path + "/export")
            .status,
        404);
    const auto history =
        server.get(administrator, "/api/v1/registrations/" + women[0] + "/history");
    EXPECT_EQ(history.text("items/2/operation"), "select");
}

TEST_P(SelectionApi, AReservedPlaceGoesToAWomanWithADisabilityThoughOthersScoreHigher)
{
    set_places(5);
    put_plan(plan(), 0);
    for (int i = 0; i < 6; ++i)
        women.push_back(
            enter(i == 5 ? json::object{{"disability_declared", true}} : json::object{}));
    for (int i = 0; i < 6; ++i)
        score(women[i], 20 - i);
    check_eligibility(true);
    close_scoring();
    const auto drawn = draw();
    EXPECT_EQ(drawn.text("quotas/1/reserved/0"), "1") << drawn.body;
    EXPECT_EQ(confirm(drawn.text("id")).status, 200);
    EXPECT_EQ(phase_of(women[5]), "selected");
    EXPECT_EQ(phase_of(women[4]), "waiting");
}

TEST_P(SelectionApi, TheListIsFixedBeforeASeedIsDrawnThatNobodyChooses)
{
    set_places(3);
    put_plan(plan(), 0);
    for (int i = 0; i < 12; ++i)
        women.push_back(enter());
    check_eligibility(true);
    close_scoring();
    EXPECT_THAT(server
                    .post(administrator, edition_path + "/selections",
                          {{"region_code", "10"}, {"seed", "chosen"}})
                    .errors(),
                ElementsAre("/seed unknown_field"));
    const auto listed = close_list();
    const std::string path = "/api/v1/selections/" + listed.text("id");
    EXPECT_EQ(listed.text("state"), "listed") << listed.body;
    EXPECT_EQ(listed.text("candidates"), "12");
    EXPECT_EQ(listed.text("quotas/0/selected"), "0"); // who gains is not known yet
    EXPECT_EQ(listed.text("seed"), "");
    EXPECT_EQ(listed.text("list_digest").size(), 64U);
    EXPECT_EQ(server.get(administrator, path + "/entries").at("items").as_array().size(), 0U);
    EXPECT_EQ(confirm(listed.text("id")).slug(), "lots_not_drawn");
    const auto coordinator = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "01");
    EXPECT_EQ(server.call(Caller{}, "POST", path + "/draw").status, 401);
    EXPECT_EQ(server.call(coordinator, "POST", path + "/draw").status, 404);
    EXPECT_EQ(server
                  .call(server.as(Role::AccompanimentOfficer, ScopeLevel::Region, "10"), "POST",
                        path + "/draw")
                  .status,
              403);

    const auto drawn = draw_lots(listed.text("id"));
    EXPECT_EQ(drawn.text("state"), "draft") << drawn.body;
    EXPECT_EQ(drawn.text("list_digest"), listed.text("list_digest"));
    EXPECT_THAT(drawn.text("seed"), Not(testing::IsEmpty()));
    EXPECT_EQ(draw_lots(listed.text("id")).slug(), "lots_drawn");
    EXPECT_EQ(server.get(administrator, path + "/verification").text("same"), "true");

    // The same list again has the same digest and another seed.
    const auto again = draw();
    EXPECT_EQ(again.text("list_digest"), listed.text("list_digest"));
    EXPECT_NE(again.text("seed"), drawn.text("seed"));
    EXPECT_EQ(draw_lots(listed.text("id")).slug(), "selection_not_draft");
}

TEST_P(SelectionApi, NoLotsAreDrawnForAListThatIsNoLongerTheOnePublished)
{
    set_places(2);
    put_plan(plan(), 0);
    for (int i = 0; i < 3; ++i)
        women.push_back(enter());
    check_eligibility(true);
    close_scoring();
    const auto listed = close_list().text("id");
    server.post(administrator, "/api/v1/registrations/" + women[0] + "/withdraw",
                {{"reason", "moved away"}});
    EXPECT_EQ(draw_lots(listed).slug(), "selection_outdated");
    EXPECT_EQ(server.get(administrator, "/api/v1/selections/" + listed).text("state"), "listed");
}

TEST_P(SelectionApi, OfSeveralWhoDrawLotsAtOnceOneDoes)
{
    set_places(2);
    put_plan(plan(), 0);
    for (int i = 0; i < 5; ++i)
        women.push_back(enter());
    check_eligibility(true);
    close_scoring();
    const auto run = close_list().text("id");
    std::vector<Answer> answers(4);
    std::vector<std::thread> staff;
    for (auto& answer : answers)
        staff.emplace_back([&] { answer = draw_lots(run); });
    for (auto& one : staff)
        one.join();
    EXPECT_EQ(std::ranges::count(answers, 200, &Answer::status), 1);
    for (const auto& answer : answers)
        if (answer.status != 200) {
            EXPECT_EQ(answer.slug(), "lots_drawn") << answer.body;
        }
    EXPECT_EQ(server.get(administrator, "/api/v1/selections/" + run + "/verification").text("same"),
              "true");
}

TEST_P(SelectionApi, AListWithoutADrawHasNothingToMakeAgain)
{
    set_places(2);
    put_plan(plan(), 0);
    for (int i = 0; i < 3; ++i)
        women.push_back(enter());
    check_eligibility(true);
    close_scoring();
    const std::string run = "/api/v1/selections/" + close_list().text("id");
    EXPECT_EQ(server.get(administrator, run + "/verification").slug(), "lots_not_drawn");
    EXPECT_EQ(close_list().status, 201);
    EXPECT_EQ(server.get(administrator, run).text("state"), "discarded");
    EXPECT_EQ(server.get(administrator, run + "/verification").slug(), "lots_not_drawn");
}

TEST_P(SelectionApi, WhoeverIsTakenOutOfAListOrChangedInItShowsWhenItIsMadeAgain)
{
    const std::string run = "/api/v1/selections/" + confirmed_run(3, 1);
    const auto same = [&] { return server.get(administrator, run + "/verification").text("same"); };
    EXPECT_EQ(same(), "true");
    tamper(server.url(), "update selection_entry set draw = 'none' where place = 2");
    EXPECT_EQ(same(), "false");
    tamper(server.url(), "delete from selection_entry where place = 2");
    EXPECT_EQ(same(), "false");
}

TEST_P(SelectionApi, ARegionClosesItsScoringWithoutClosingAnothers)
{
    set_places(1);
    const auto coordinator = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "10");
    const std::string scoring = edition_path + "/scoring";
    const auto turn = [&](const Caller& who, const std::string& region, bool open) {
        return server.post(who, scoring, {{"region_code", region}, {"open", open}});
    };
    EXPECT_EQ(turn(Caller{}, "10", false).status, 401);
    EXPECT_EQ(turn(coordinator, "01", false).status, 403);
    EXPECT_EQ(
        turn(server.as(Role::AccompanimentOfficer, ScopeLevel::Region, "10"), "10", false).status,
        403);
    EXPECT_EQ(turn(coordinator, "10", false).slug(), "plan_missing");
    EXPECT_THAT(turn(administrator, "99", false).errors(),
                ElementsAre("/region_code unknown_place"));
    put_plan(plan(), 0);
    women.push_back(enter());
    const auto elsewhere = enter({{"commune_code", "01.511.01.01"}});
    check_eligibility(true);
    EXPECT_EQ(draw().slug(), "scoring_open");

    const auto closed = turn(coordinator, "10", false);
    EXPECT_EQ(closed.text("open"), "false") << closed.body;
    EXPECT_EQ(closed.text("edition_open"), "true");
    const auto own = server.get(coordinator, scoring).at("items");
    EXPECT_EQ(own.as_array().size(), 1U); // what another region does is none of hers
    const auto give = [&](const std::string& registration) {
        return server.post(administrator, "/api/v1/registrations/" + registration + "/points",
                           {{"points", json::array{{{"criterion", "project"}, {"points", 9}}}}});
    };
    EXPECT_EQ(give(women[0]).slug(), "scoring_closed");
    EXPECT_EQ(give(elsewhere).status, 200);
    const auto drawn = draw();
    EXPECT_EQ(drawn.status, 200) << drawn.body;

    EXPECT_EQ(turn(coordinator, "10", true).text("open"), "true");
    EXPECT_EQ(give(women[0]).status, 200);
    EXPECT_EQ(confirm(drawn.text("id")).slug(), "scoring_open");
    close_scoring();
    EXPECT_EQ(turn(coordinator, "10", true).slug(), "scoring_closed_by_nation");
    EXPECT_EQ(give(elsewhere).slug(), "scoring_closed");
}

TEST_P(SelectionApi, NothingIsSelectedWithoutPlanClosedScoringPlacesAndCandidates)
{
    set_places(0);
    EXPECT_EQ(draw().slug(), "plan_missing");
    put_plan(plan(), 0);
    EXPECT_EQ(draw().slug(), "scoring_open");
    close_scoring();
    const auto faulty =
        server.post(administrator, edition_path + "/selections", {{"region_code", "99"}});
    EXPECT_THAT(faulty.errors(), ElementsAre("/region_code unknown_place"));
    set_places(2);
    EXPECT_EQ(draw().slug(), "no_candidates");
    const auto coordinator = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "01");
    EXPECT_EQ(
        server.post(coordinator, edition_path + "/selections", {{"region_code", "10"}}).status,
        403);
}

TEST_P(SelectionApi, AListThatNoLongerHoldsIsNotConfirmed)
{
    set_places(2);
    put_plan(plan(), 0);
    for (int i = 0; i < 3; ++i)
        women.push_back(enter());
    check_eligibility(true);
    close_scoring();
    const auto drawn = draw().text("id");
    EXPECT_EQ(server
                  .post(administrator, "/api/v1/registrations/" + women[0] + "/withdraw",
                        {{"reason", "moved away"}})
                  .text("state"),
              "withdrawn");
    EXPECT_EQ(confirm(drawn).slug(), "selection_outdated");
    const auto again = draw().text("id");
    set_places(1);
    EXPECT_EQ(confirm(again).slug(), "selection_outdated");
    EXPECT_THAT(phases(), Not(Contains(testing::Key("selected"))));
}

TEST_P(SelectionApi, OfTwoWhoConfirmAtOnceOneDoes)
{
    set_places(2);
    put_plan(plan(), 0);
    for (int i = 0; i < 5; ++i)
        women.push_back(enter());
    check_eligibility(true);
    close_scoring();
    const auto run = draw().text("id");
    std::vector<int> statuses(4);
    std::vector<std::thread> staff;
    for (auto& status : statuses)
        staff.emplace_back([&] { status = confirm(run).status; });
    for (auto& one : staff)
        one.join();
    EXPECT_EQ(std::ranges::count(statuses, 200), 1);
    const auto count = phases();
    EXPECT_EQ(count.at("selected"), 2);
    EXPECT_EQ(count.at("waiting"), 3);
}

TEST_P(SelectionApi, OfSeveralWhoCloseTheListAtOnceTheLastHoldsAndAllAreKept)
{
    set_places(2);
    put_plan(plan(), 0);
    for (int i = 0; i < 5; ++i)
        women.push_back(enter());
    check_eligibility(true);
    close_scoring();
    std::vector<int> statuses(4);
    std::vector<std::thread> staff;
    for (auto& status : statuses)
        staff.emplace_back([&] { status = close_list().status; });
    for (auto& one : staff)
        one.join();
    EXPECT_EQ(std::ranges::count(statuses, 201), 4);
    const auto runs = server.get(administrator, edition_path + "/selections").at("items");
    ASSERT_EQ(runs.as_array().size(), 4U);
    std::map<std::int64_t, std::string> states;
    for (const auto& run : runs.as_array())
        states[run.at("number").as_int64()] = run.at("state").as_string().c_str();
    const std::map<std::int64_t, std::string> expected{
        {1, "discarded"}, {2, "discarded"}, {3, "discarded"}, {4, "listed"}};
    EXPECT_EQ(states, expected);
}

TEST_P(SelectionApi, WhoeverWithdrawsMakesRoomForTheNext)
{
    confirmed_run(4, 2);
    server.post(administrator, "/api/v1/registrations/" + women[0] + "/withdraw",
                {{"reason", "found work"}});
    EXPECT_EQ(phase_once(women[2], "selected"), "selected");
    EXPECT_EQ(told(women[2], "promoted"), 1);
    EXPECT_EQ(phase_of(women[3]), "waiting");
    // Her place is taken: back again, she waits.
    server.post(administrator, "/api/v1/registrations/" + women[0] + "/restore",
                {{"reason", "a mistake"}});
    EXPECT_EQ(phase_of(women[0]), "waiting");
    // A file withdrawn as a whole makes room as well, and the first of the list is the next.
    server.post(administrator, "/api/v1/persons/" + persons[women[1]] + "/withdraw",
                {{"reason", "asked for it"}});
    EXPECT_EQ(phase_once(women[0], "selected"), "selected");
    EXPECT_EQ(phase_of(women[3]), "waiting");
}

TEST_P(SelectionApi, CoordinatorsOfTheRegionAreToldOfPromotionsAndAppeals)
{
    const auto nation = user("nation", "national_administrator", "nation", nullptr);
    const auto run = confirmed_run(3, 1);
    const auto appeal = [&](const std::string& registration) {
        const auto answer =
            server.post(administrator, "/api/v1/selections/" + run + "/appeals",
                        {{"registration_id", registration}, {"complaint", "Not read."}});
        EXPECT_EQ(answer.status, 201) << answer.body;
        return answer.text("id");
    };
    appeal(women[1]);
    EXPECT_EQ(told_staff(nation, "staff_appeal"), 1); // nobody is nearer yet

    const auto here = user("here", "regional_coordinator", "region", "10");
    const auto elsewhere = user("elsewhere", "regional_coordinator", "region", "09");
    const auto province = user("province", "provincial_delegate", "province", "10.261");
    const auto answered = appeal(women[2]);
    server.post(administrator, "/api/v1/registrations/" + women[0] + "/withdraw",
                {{"reason", "found work"}});
    EXPECT_EQ(phase_once(women[1], "selected"), "selected");
    for (const auto* code : {"staff_appeal", "staff_promoted"}) {
        EXPECT_EQ(told_staff(here, code), 1) << code;
        EXPECT_EQ(told_staff(elsewhere, code), 0) << code;
        EXPECT_EQ(told_staff(province, code), 0) << code; // who cannot answer
    }
    EXPECT_EQ(told_staff(nation, "staff_appeal"), 1);
    EXPECT_EQ(told(women[2], "answer"), 0);
    server.post(administrator, "/api/v1/appeals/" + answered + "/answer",
                {{"accepted", false}, {"answer", "It was read twice."}});
    EXPECT_EQ(told(women[2], "answer"), 1);
}

TEST_P(SelectionApi, WithoutAWaitingListAPlaceStaysHers)
{
    confirmed_run(2, 3);
    const std::string path = "/api/v1/registrations/" + women[0];
    server.post(administrator, path + "/withdraw", {{"reason", "a mistake"}});
    server.post(administrator, path + "/restore", {{"reason", "a mistake"}});
    EXPECT_EQ(phase_once(women[0], "selected"), "selected");
}

TEST_P(SelectionApi, ManyAreMovedAtOnceAndAMoveIsUndone)
{
    confirmed_run(3, 2);
    const auto trainer = server.as(Role::Trainer, ScopeLevel::Region, "10");
    const auto order = [&](const std::vector<std::string>& ids, const std::string& to) {
        json::array list;
        for (const auto& id : ids)
            list.emplace_back(id);
        return json::object{{"registrations", list}, {"to", to}};
    };
    EXPECT_EQ(server.post(Caller{}, "/api/v1/phases", order(women, "trained")).status, 401);
    const auto preview = server.post(trainer, "/api/v1/phases/preview", order(women, "trained"));
    EXPECT_EQ(preview.text("movable"), "2") << preview.body;
    EXPECT_EQ(preview.text("lines/2/refused"), "selection.move.no_such_step");
    EXPECT_THAT(server.post(trainer, "/api/v1/phases", order(women, "trained")).errors(),
                ElementsAre("/registrations/2 cannot_be_moved")); // all or none
    EXPECT_EQ(phase_of(women[0]), "selected");
    const auto moved =
        server.post(trainer, "/api/v1/phases", order({women[0], women[1]}, "trained"));
    EXPECT_EQ(moved.status, 201) << moved.body;
    EXPECT_EQ(phase_of(women[1]), "trained");
    EXPECT_EQ(server.post(trainer, "/api/v1/phases", order({women[0]}, "accompanied")).status, 422);
    const std::string undo = "/api/v1/phase-moves/" + moved.text("id") + "/undo";
    EXPECT_EQ(server.call(server.as(Role::Trainer, ScopeLevel::Region, "10"), "POST", undo).status,
              404);
    const auto undone = server.call(trainer, "POST", undo);
    EXPECT_EQ(undone.text("undone"), "2") << undone.body;
    EXPECT_EQ(phase_of(women[1]), "selected");
    EXPECT_EQ(server.call(trainer, "POST", undo).slug(), "already_undone");
}

TEST_P(SelectionApi, AMoveIsUndoneOnlyWhileNothingCameOfIt)
{
    confirmed_run(2, 2); // nobody waits: no place of hers goes to another
    const auto newest = enter();
    const auto move = [&](const json::array& ids, const std::string& to) {
        const auto moved = server.post(administrator, "/api/v1/phases",
                                       {{"registrations", ids}, {"to", to}, {"reason", "test"}});
        EXPECT_EQ(moved.status, 201) << moved.body;
        return "/api/v1/phase-moves/" + moved.text("id") + "/undo";
    };
    // She left and came back: the same phase again, though not by this move.
    const auto both = move({women[0], women[1]}, "trained");
    for (const auto* act : {"/withdraw", "/restore"})
        server.post(administrator, "/api/v1/registrations/" + women[0] + act, {{"reason", "test"}});
    const auto undone = server.call(administrator, "POST", both);
    EXPECT_EQ(undone.text("undone"), "1") << undone.body;
    EXPECT_EQ(undone.text("left"), "1");
    EXPECT_EQ(phase_of(women[0]), "trained");

    // Nobody hears of a rejection that was taken back; who has heard of it stays rejected.
    server.call(administrator, "POST", move({newest}, "rejected"));
    EXPECT_EQ(phase_of(newest), "registered");
    EXPECT_EQ(told_as(newest, "answer", "cancelled"), 1);
    const auto told = move({newest}, "rejected");
    hand_over("answer");
    const auto late = server.call(administrator, "POST", told);
    EXPECT_EQ(late.status, 409);
    EXPECT_EQ(late.slug(), "move_overtaken");
    EXPECT_EQ(phase_of(newest), "rejected");
}

TEST_P(SelectionApi, AMoveIsNotUndoneAfterASelectionWasConfirmed)
{
    confirmed_run(3, 2);
    const auto moved = server.post(
        administrator, "/api/v1/phases",
        {{"registrations", json::array{women[2]}}, {"to", "rejected"}, {"reason", "test"}});
    const auto undo = "/api/v1/phase-moves/" + moved.text("id") + "/undo";
    EXPECT_EQ(confirm(draw().text("id")).text("state"), "confirmed");
    EXPECT_EQ(server.call(administrator, "POST", undo).slug(), "move_overtaken");
    EXPECT_EQ(phase_of(women[2]), "rejected");
}

TEST_P(SelectionApi, ARejectionWantsAReasonAndMakesRoom)
{
    confirmed_run(3, 1);
    json::object order{{"registrations", json::array{women[0]}}, {"to", "rejected"}};
    EXPECT_THAT(server.post(administrator, "/api/v1/phases", order).errors(),
                ElementsAre("/reason required"));
    order["reason"] = "absent from three sessions";
    const auto moved = server.post(administrator, "/api/v1/phases", order);
    EXPECT_EQ(moved.status, 201) << moved.body;
    EXPECT_EQ(phase_once(women[1], "selected"), "selected");
    const auto undone =
        server.call(administrator, "POST", "/api/v1/phase-moves/" + moved.text("id") + "/undo");
    EXPECT_EQ(phase_of(women[0]), "waiting"); // her place was given
    EXPECT_EQ(undone.text("undone"), "1") << undone.body;
    EXPECT_EQ(undone.text("waiting"), "1");
    EXPECT_EQ(told(women[0], "waiting"), 1);
    server.post(administrator, "/api/v1/registrations/" + women[1] + "/withdraw",
                {{"reason", "found work"}});
    EXPECT_EQ(phase_once(women[0], "selected"), "selected"); // before who ranks behind her
    EXPECT_EQ(phase_of(women[2]), "waiting");
}

TEST_P(SelectionApi, WhoseRejectionIsUndoneHasHerPlaceAgainWhileItIsFree)
{
    confirmed_run(2, 2); // nobody waits
    const auto moved = server.post(
        administrator, "/api/v1/phases",
        {{"registrations", json::array{women[0]}}, {"to", "rejected"}, {"reason", "test"}});
    const auto undone =
        server.call(administrator, "POST", "/api/v1/phase-moves/" + moved.text("id") + "/undo");
    EXPECT_EQ(phase_of(women[0]), "selected"); // at once
    EXPECT_EQ(undone.text("undone"), "1") << undone.body;
    EXPECT_EQ(undone.text("waiting"), "0");
    EXPECT_EQ(told(women[0], "waiting"), 0);
}

TEST_P(SelectionApi, CandidatesAreListedWhereTheReaderMaySeeThem)
{
    put_plan(plan(), 0);
    const auto here = enter();
    enter({{"commune_code", "01.511.01.01"}});
    const std::string path = edition_path + "/candidates";
    EXPECT_EQ(server.get(Caller{}, path).status, 401);
    EXPECT_EQ(server.get(server.as(Role::Trainer), path).status, 403);
    const auto all = server.get(administrator, path + "?limit=1");
    EXPECT_EQ(all.at("items").as_array().size(), 1U);
    const auto rest = server.get(administrator, path + "?limit=1&cursor=" + all.text("next"));
    EXPECT_NE(rest.text("items/0/registration_id"), all.text("items/0/registration_id"));
    const auto own =
        server.get(server.as(Role::CentreDirector, ScopeLevel::Province, "10.261"), path);
    EXPECT_EQ(own.at("items").as_array().size(), 1U);
    EXPECT_EQ(own.text("items/0/registration_id"), here);
    EXPECT_EQ(server.get(administrator, path + "?phase=graduated").at("items").as_array().size(),
              0U);
}

} // namespace
} // namespace jisr::tests
