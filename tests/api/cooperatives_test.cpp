#include "support/edition.hpp"

#include <gmock/gmock.h>

namespace jisr::tests {
namespace {

namespace json = boost::json;
using service::Role;
using service::ScopeLevel;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view kPdf = "%PDF-1.4 of a paper %%EOF";

/// A cooperative on its way: name, assembly, register, work, end; its members and papers.
class CooperativesApi : public testing::TestWithParam<Engine>
{
  protected:
    static json::object member(const std::string& name, const std::string& sex, std::int64_t shares)
    {
        return {{"full_name", name}, {"sex", sex}, {"shares", shares}};
    }

    /// Five women with two shares of 100 DH each.
    json::object draft() const
    {
        json::array members;
        for (const auto* const name : {"Jalila", "Fadma", "Hniya", "Itto", "Tlaytmas"})
            members.push_back(member(name, "female", 2));
        return {{"edition_id", edition}, {"kind", "cooperative"},          {"name_latin", "Amal"},
                {"sector", "argan"},     {"commune_code", "10.261.01.01"}, {"share_value", 100'00},
                {"members", members},    {"consent_given", true}};
    }

    Answer enter(const json::object& body)
    {
        auto answer = server.post(agent, all, body);
        EXPECT_EQ(answer.status, 201) << answer.body;
        path = all + "/" + answer.text("id");
        version = 1;
        return answer;
    }

    Answer send(const Caller& caller, const std::string& target, const json::object& body,
                std::int64_t of_version)
    {
        return server.call(caller, "POST", path + target, body,
                           {{"if-match", "\"" + std::to_string(of_version) + "\""}});
    }

    /// A step that is expected to be taken.
    Answer take(const json::object& step)
    {
        auto answer = send(agent, "/steps", step, version);
        EXPECT_EQ(answer.status, 200) << answer.body;
        ++version;
        return answer;
    }

    std::vector<std::string> faults(const json::object& step)
    {
        return send(agent, "/steps", step, version).errors();
    }

    Answer add_paper(const std::string& kind, std::string content = std::string(kPdf))
    {
        return server.send(agent, "POST", path + "/attachments?kind=" + kind, std::move(content),
                           {{"content-type", "application/pdf"}, {"x-file-name", "paper.pdf"}});
    }

    void found()
    {
        take(request_name);
        take(approve_name);
        take(hold_assembly);
        take(enter_register);
    }

    TestServer server{GetParam()};
    const std::string edition = server.bridge_edition();
    const Caller agent = server.as(Role::RegistrationAgent, ScopeLevel::Region, "10");
    const Caller elsewhere = server.as(Role::RegistrationAgent, ScopeLevel::Region, "01");
    const std::string all = "/api/v1/organisations";
    std::string path;
    std::int64_t version = 1;
    const json::object request_name{
        {"act", "request_name"}, {"happened_on", "2026-09-01"}, {"names", {"Amal", "Ennour"}}};
    const json::object approve_name{{"act", "approve_name"},
                                    {"happened_on", "2026-09-10"},
                                    {"name", "Ennour"},
                                    {"number", "1234/26"},
                                    {"valid_until", "2027-09-10"}};
    const json::object hold_assembly{{"act", "hold_assembly"}, {"happened_on", "2026-09-20"}};
    const json::object enter_register{
        {"act", "register"}, {"happened_on", "2026-10-01"}, {"number", "77"}, {"court", "Guelmim"}};
};

INSTANTIATE_TEST_SUITE_P(Engines, CooperativesApi, kEngines, engine_name);

TEST_P(CooperativesApi, ACooperativeIsLedFromItsNameToItsEnd)
{
    enter(draft());
    EXPECT_EQ(take(request_name).text("legal_state"), "name_requested");
    const auto refused = take(
        {{"act", "refuse_name"}, {"happened_on", "2026-09-02"}, {"reason", "taken by another"}});
    EXPECT_EQ(refused.text("legal_state"), "name_refused");
    EXPECT_EQ(refused.at("acts"), json::array{"request_name"});
    auto again = request_name;
    again["happened_on"] = "2026-09-03";
    take(again);
    const auto approved = take(approve_name);
    EXPECT_EQ(approved.text("legal_state"), "name_approved");
    EXPECT_EQ(approved.text("name_valid_until"), "2027-09-10");
    EXPECT_EQ(take(hold_assembly).text("legal_state"), "constituted");
    const auto registered = take(enter_register);
    EXPECT_EQ(registered.text("legal_state"), "registered");
    EXPECT_EQ(registered.text("registration_number"), "77");
    EXPECT_EQ(registered.text("court"), "Guelmim");
    EXPECT_EQ(registered.text("founded_on"), "2026-10-01");
    EXPECT_TRUE(registered.at("name_valid_until").is_null());
    EXPECT_EQ(take({{"act", "start"}, {"happened_on", "2026-10-05"}}).text("legal_state"),
              "active");
    take({{"act", "suspend"}, {"happened_on", "2026-10-15"}, {"reason", "no wool"}});
    take({{"act", "resume"}, {"happened_on", "2026-10-20"}});
    const auto ended =
        take({{"act", "dissolve"}, {"happened_on", "2026-11-01"}, {"reason", "assembly"}});
    EXPECT_EQ(ended.text("legal_state"), "dissolved");
    EXPECT_THAT(ended.at("acts").as_array(), IsEmpty());
    EXPECT_EQ(ended.text("steps/0/recorded_by_name"),
              server.get(agent, path).text("registered_by_name"));
    EXPECT_EQ(ended.text("registrations/0/state"), "withdrawn") << "it counts no more";
    ++version;
    const auto back = send(agent, "/steps/undo", {{"reason", "of another one"}}, version - 1);
    EXPECT_EQ(back.text("registrations/0/state"), "active") << back.body;
    const auto history = server.get(agent, path + "/history");
    EXPECT_EQ(history.text("items/1/operation"), "request_name");
    EXPECT_EQ(history.text("items/2/reason"), "taken by another");
}

TEST_P(CooperativesApi, AStepIsRefusedToWhoMayNotOrSaysTooLittle)
{
    enter(draft());
    EXPECT_EQ(send(Caller{}, "/steps", request_name, 1).status, 401);
    EXPECT_EQ(send(server.as(Role::Partner), "/steps", request_name, 1).status, 403);
    EXPECT_EQ(send(elsewhere, "/steps", request_name, 1).status, 404);
    EXPECT_EQ(server.post(agent, path + "/steps", request_name).status, 428);
    EXPECT_THAT(faults({{"act", "request_name"}}),
                ElementsAre("/happened_on required", "/names required"));
    EXPECT_THAT(faults({{"act", "sing"}}), ElementsAre("/act unknown_code"));
    EXPECT_THAT(faults(hold_assembly), ElementsAre("/act no_such_step"));
    EXPECT_THAT(
        faults(
            {{"act", "request_name"}, {"happened_on", "2030-01-01"}, {"names", {"Amal", "AMAL"}}}),
        ElementsAre("/happened_on date_in_the_future", "/names/1 given_twice"));
    take(request_name);
    auto other = approve_name;
    other["name"] = "Baraka";
    other["happened_on"] = "2026-08-01";
    other["court"] = "Guelmim";
    EXPECT_THAT(faults(other),
                ElementsAre("/court not_of_this_step", "/happened_on before_the_last_step",
                            "/name name_not_asked"));
    const auto stale = send(agent, "/steps", approve_name, 1);
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.slug(), "stale");
    server.post(agent, path + "/withdraw", {{"reason", "by mistake"}});
    const auto coordinator = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "10");
    server.post(coordinator, path + "/withdraw", {{"reason", "by mistake"}});
    EXPECT_EQ(send(agent, "/steps", approve_name, 3).slug(), "file_withdrawn");
}

TEST_P(CooperativesApi, NoAssemblyIsHeldUnderANameThatRanOut)
{
    enter(draft());
    take(request_name);
    auto brief = approve_name;
    brief["valid_until"] = "2026-09-15";
    take(brief);
    EXPECT_THAT(faults(hold_assembly), ElementsAre("/happened_on name_ran_out"));
    auto again = request_name;
    again["happened_on"] = "2026-09-16";
    take(again); // asked for anew
    auto approved = approve_name;
    approved["happened_on"] = "2026-09-18";
    take(approved);
    EXPECT_EQ(take(hold_assembly).text("legal_state"), "constituted");
}

TEST_P(CooperativesApi, ACooperativeIsEnteredOnce)
{
    enter(draft());
    EXPECT_THAT(server.post(agent, all, draft()).errors(),
                ElementsAre("/name_latin organisation_known"));
    auto elsewhere_in_name = draft();
    elsewhere_in_name["commune_code"] = "10.071.01.01";
    EXPECT_EQ(server.post(agent, all, elsewhere_in_name).status, 201);
}

TEST_P(CooperativesApi, TheLastStepIsTakenBackAndStaysInTheHistory)
{
    enter(draft());
    EXPECT_EQ(send(agent, "/steps/undo", {{"reason", "none"}}, 1).slug(), "no_step_to_undo");
    found();
    EXPECT_EQ(send(elsewhere, "/steps/undo", {{"reason", "mistake"}}, version).status, 404);
    EXPECT_EQ(send(agent, "/steps/undo", json::object{}, version).status, 422);
    EXPECT_EQ(send(agent, "/steps/undo", {{"reason", "mistake"}}, 1).status, 412);
    const auto undone = send(agent, "/steps/undo", {{"reason", "of another one"}}, version);
    ASSERT_EQ(undone.status, 200) << undone.body;
    EXPECT_EQ(undone.text("legal_state"), "constituted");
    EXPECT_TRUE(undone.at("registration_number").is_null());
    EXPECT_EQ(undone.text("steps/3/undo_reason"), "of another one");
    EXPECT_EQ(undone.text("name_valid_until"), "2027-09-10");
    ++version;
    take(enter_register);
    const auto log = server.get(server.administrator(), "/api/v1/changes?entity=organisation");
    EXPECT_EQ(log.text("items/1/operation"), "undo_step");
    EXPECT_EQ(log.text("items/1/reason"), "of another one");
}

TEST_P(CooperativesApi, TheLawsMinimumsHoldWhenItIsRegistered)
{
    auto few = draft();
    few["members"].as_array().pop_back();
    few["share_value"] = 50'00;
    EXPECT_THAT(server.post(agent, all, few).errors(), ElementsAre("/share_value share_too_small"));
    few["share_value"] = 100'00;
    enter(few);
    take(request_name);
    take(approve_name);
    take(hold_assembly);
    EXPECT_THAT(faults(enter_register),
                ElementsAre("/members capital_too_small", "/members too_few_members"));
    auto whole = draft();
    whole.erase("edition_id");
    whole.erase("consent_given");
    ASSERT_EQ(server.put(agent, path, whole, version).status, 200);
    ++version;
    EXPECT_EQ(take(enter_register).text("membership/capital"), "100000");
    whole["members"].as_array()[0].as_object()["left_on"] = "2026-11-01";
    const auto left = server.put(agent, path, whole, version);
    ASSERT_EQ(left.status, 200) << left.body;
    EXPECT_EQ(left.text("membership/members"), "4");
    EXPECT_EQ(left.text("membership/left"), "1");
    whole["members"].as_array().erase(whole["members"].as_array().begin());
    EXPECT_THAT(server.put(agent, path, whole, version + 1).errors(),
                ElementsAre("/members capital_too_small", "/members too_few_members"));
    whole = draft();
    whole.erase("edition_id");
    whole.erase("consent_given");
    whole["kind"] = "company";
    EXPECT_THAT(server.put(agent, path, whole, version + 1).errors(),
                ElementsAre("/kind kind_has_steps"));
}

TEST_P(CooperativesApi, OneThatWasRegisteredOfOldIsEnteredAsItStands)
{
    auto body = draft();
    body["steps"] = json::array{json::object{{"act", "register"}, {"number", "5"}}};
    EXPECT_EQ(enter(body).text("registration_number"), "5");
    body["steps"] = json::array{request_name, hold_assembly};
    EXPECT_THAT(server.post(agent, all, body).errors(), ElementsAre("/steps/1/act no_such_step"));
    body["kind"] = "company";
    body["steps"] = json::array{
        json::object{{"act", "approve_name"}, {"happened_on", "2026-09-01"}, {"number", "OMPIC 9"}},
        enter_register};
    const auto company = enter(body);
    EXPECT_EQ(company.text("legal_state"), "registered");
    EXPECT_EQ(company.at("acts"), (json::array{"start", "suspend", "dissolve"}));
}

TEST_P(CooperativesApi, MembersAddUpAndWhoIsKnownIsNotAskedAgain)
{
    auto person = another_person(edition);
    person["commune_code"] = "10.261.01.01";
    const auto woman = server.post(agent, "/api/v1/persons", person);
    ASSERT_EQ(woman.status, 201) << woman.body;
    auto body = draft();
    auto& members = body["members"].as_array();
    members[0] = json::object{{"person_id", woman.text("id")},
                              {"role", "president"},
                              {"shares", 3},
                              {"paid", 300'00},
                              {"joined_on", "2026-09-20"}};
    members.push_back(member("Brahim", "male", 1));
    const auto entered = enter(body);
    EXPECT_EQ(entered.text("members/0/sex"), "female") << "of her file";
    EXPECT_EQ(entered.text("membership/members"), "6");
    EXPECT_EQ(entered.text("membership/women"), "5");
    EXPECT_EQ(entered.text("membership/shares"), "12");
    EXPECT_EQ(entered.text("membership/women_shares"), "11");
    EXPECT_EQ(entered.text("membership/capital"), "120000");
    EXPECT_EQ(entered.text("membership/paid"), "30000");

    const std::string hers = "/api/v1/persons/" + woman.text("id") + "/organisations";
    const auto listed = server.get(agent, hers);
    EXPECT_EQ(listed.text("items/0/reference"), entered.text("reference")) << listed.body;
    EXPECT_EQ(listed.text("items/0/role"), "president");
    EXPECT_EQ(listed.text("items/0/shares"), "3");
    EXPECT_EQ(server.get(elsewhere, hers).status, 404);

    members[1] = members[0];
    members[2].as_object()["paid"] = 900'00;
    members[3].as_object()["joined_on"] = "2030-01-01";
    body["members_women"] = 1;
    EXPECT_THAT(server.post(agent, all, body).errors(),
                ElementsAre("/members/1/person_id given_twice", "/members/1/role second_president",
                            "/members/2/paid more_paid_than_subscribed",
                            "/members/3/joined_on date_in_the_future",
                            "/members_women women_do_not_add_up"));
}

TEST_P(CooperativesApi, HasOnePresidentAndNamesOfLetters)
{
    auto body = draft();
    body["name_latin"] = "123";
    auto& members = body["members"].as_array();
    members[0].as_object()["role"] = "president";
    members[1].as_object()["role"] = "president";
    members[2].as_object()["full_name"] = "45 6";
    EXPECT_THAT(server.post(agent, all, body).errors(),
                ElementsAre("/members/1/role second_president",
                            "/members/2/full_name name_without_letters",
                            "/name_latin name_without_letters"));
    body["name_latin"] = "Amal 2026";
    members[0].as_object()["left_on"] = "2026-10-01"; // she was it before
    members[2].as_object()["full_name"] = "Hniya\u202E  Ait";
    const auto entered = server.post(agent, all, body);
    ASSERT_EQ(entered.status, 201) << entered.body;
    EXPECT_EQ(entered.text("members/2/full_name"), "Hniya Ait");
}

TEST_P(CooperativesApi, ListsAreNarrowedBySectorStateAndWomensShare)
{
    enter(draft());
    found();
    auto mixed = draft();
    mixed["sector"] = "crafts";
    mixed["name_latin"] = "Baraka";
    mixed["members"].as_array()[0].as_object()["sex"] = "male";
    enter(mixed);
    auto unknown = draft();
    unknown["members"] = json::array{};
    unknown["members_total"] = 7;
    unknown["name_latin"] = "Chorouk";
    enter(unknown);
    const auto names = [&](const std::string& query) {
        std::vector<std::string> found;
        const auto page = server.get(agent, all + query + "&sort=name");
        EXPECT_EQ(page.status, 200) << page.body;
        for (const auto& item : page.at("items").as_array())
            found.emplace_back(item.at("name_latin").as_string());
        return found;
    };
    EXPECT_THAT(names("?sector=argan"), ElementsAre("Amal", "Chorouk"));
    EXPECT_THAT(names("?women=all"), ElementsAre("Amal"));
    EXPECT_THAT(names("?women=majority"), ElementsAre("Amal", "Baraka"));
    EXPECT_THAT(names("?women=minority"), IsEmpty());
    EXPECT_THAT(names("?legal_state=registered"), ElementsAre("Amal"));
    EXPECT_THAT(names("?legal_state=forming"), ElementsAre("Baraka", "Chorouk"));
    const auto coordinator = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "10");
    const auto csv = server.get(coordinator, all + "/export?women=all").body;
    EXPECT_THAT(csv, HasSubstr(";Argan;"));
    EXPECT_THAT(csv, HasSubstr(";5;5;100;1000;"));
}

TEST_P(CooperativesApi, PapersAreAskedForByStateAndKeptWithTheFile)
{
    const auto entered = enter(draft());
    EXPECT_THAT(entered.at("papers").as_array(), IsEmpty());
    const std::string papers = path + "/attachments";
    EXPECT_EQ(server.get(Caller{}, papers).status, 401);
    EXPECT_EQ(server.get(server.as(Role::Partner), papers).status, 403);
    EXPECT_EQ(server.get(elsewhere, papers).status, 404);
    EXPECT_THAT(add_paper("photo").errors(), ElementsAre("?kind paper_of_another_file"));
    EXPECT_EQ(add_paper("statutes", "#!/bin/sh").status, 415);
    take(request_name);
    EXPECT_EQ(take(approve_name).at("papers_missing"), json::array{"name_certificate"});
    const auto added = add_paper("name_certificate");
    ASSERT_EQ(added.status, 201) << added.body;
    EXPECT_THAT(server.get(agent, path).at("papers_missing").as_array(), IsEmpty());
    EXPECT_EQ(take(hold_assembly).at("papers_missing"),
              (json::array{"statutes", "assembly_minutes", "members_list"}));
    EXPECT_EQ(take(enter_register).at("papers_missing").as_array().size(), 5U);
    EXPECT_EQ(server.get(agent, papers).text("items/0/kind"), "name_certificate");
    const std::string one = "/api/v1/attachments/" + added.text("id");
    EXPECT_EQ(server.get(agent, one).body, kPdf);
    EXPECT_EQ(server.get(elsewhere, one).status, 404);
    EXPECT_EQ(server.call(elsewhere, "DELETE", one).status, 404);
    EXPECT_EQ(server.call(agent, "DELETE", one).status, 204);
    EXPECT_EQ(server.get(agent, path).at("papers_missing").as_array().size(), 6U);
    const auto woman = server.post(agent, "/api/v1/persons", another_person(edition));
    const auto hers = server.send(
        agent, "POST", "/api/v1/persons/" + woman.text("id") + "/attachments?kind=statutes",
        std::string(kPdf), {{"content-type", "application/pdf"}});
    EXPECT_THAT(hers.errors(), ElementsAre("?kind paper_of_another_file"));
}

TEST_P(CooperativesApi, ACommitteeTakesItThroughThePhases)
{
    const auto registration =
        std::string(enter(draft()).at("registrations").as_array().at(0).at("id").as_string());
    const std::string one = "/api/v1/registrations/" + registration;
    const auto move = [&](const std::string& to, const std::string& reason) {
        return server.post(
            server.administrator(), "/api/v1/phases",
            {{"registrations", json::array{registration}}, {"to", to}, {"reason", reason}});
    };
    EXPECT_EQ(server.get(Caller{}, one + "/steps").status, 401);
    EXPECT_EQ(server.get(server.as(Role::Partner), one + "/steps").status, 403);
    EXPECT_EQ(server.get(elsewhere, one + "/steps").status, 404);
    EXPECT_THAT(move("selected", "committee").errors(),
                ElementsAre("/registrations/0 cannot_be_moved"));
    EXPECT_EQ(move("eligible", "").status, 201);
    EXPECT_EQ(server.get(server.administrator(), one + "/steps").at("steps"),
              (json::array{"registered", "rejected", "selected", "waiting"}));
    EXPECT_THAT(move("waiting", "").errors(), ElementsAre("/reason required"));
    EXPECT_EQ(move("waiting", "twenty-first of twenty").status, 201);
    EXPECT_EQ(move("selected", "one has withdrawn").status, 201);
    EXPECT_EQ(move("trained", "").status, 201);
    const auto shown = server.get(agent, path);
    EXPECT_EQ(shown.text("registrations/0/phase"), "trained");
    const auto history = server.get(agent, one + "/history");
    EXPECT_EQ(history.text("items/2/operation"), "wait") << history.body;
    EXPECT_EQ(history.text("items/3/reason"), "one has withdrawn");
    const auto back = move("rejected", "gave up");
    ASSERT_EQ(back.status, 201) << back.body;
    EXPECT_EQ(server
                  .call(server.administrator(), "POST",
                        "/api/v1/phase-moves/" + back.text("id") + "/undo")
                  .text("undone"),
              "1");
    EXPECT_EQ(server.get(agent, path).text("registrations/0/phase"), "trained");
}

TEST_P(CooperativesApi, ManyOfTheListAreMovedAtOnceAndBack)
{
    for (const auto* const name : {"Amal", "Baraka"}) {
        auto body = draft();
        body["name_latin"] = name;
        enter(body);
    }
    const auto other = another_edition(server);
    auto elsewhere_registered = draft();
    elsewhere_registered["name_latin"] = "Chorouk";
    elsewhere_registered["edition_id"] = other;
    enter(elsewhere_registered);
    const auto list = server.get(agent, all + "?sort=name");
    EXPECT_EQ(list.text("items/2/registrations/0/edition_id"), other) << list.body;
    const json::object order{
        {"registrations",
         {list.text("items/0/registrations/0/id"), list.text("items/1/registrations/0/id"),
          list.text("items/2/registrations/0/id")}},
        {"to", "eligible"}};
    EXPECT_EQ(server.post(Caller{}, "/api/v1/phases", order).status, 401);
    EXPECT_EQ(server.post(elsewhere, "/api/v1/phases", order).status, 422);
    const auto coordinator = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "10");
    const auto preview = server.post(coordinator, "/api/v1/phases/preview", order);
    EXPECT_EQ(preview.text("movable"), "2") << preview.body;
    EXPECT_EQ(preview.text("lines/2/refused"), "selection.move.other_edition");
    EXPECT_THAT(server.post(coordinator, "/api/v1/phases", order).errors(),
                ElementsAre("/registrations/2 other_edition"));
    auto both = order;
    both["registrations"].as_array().pop_back();
    const auto moved = server.post(coordinator, "/api/v1/phases", both);
    ASSERT_EQ(moved.status, 201) << moved.body;
    const auto eligible = all + "?phase=eligible&edition=" + edition;
    EXPECT_EQ(server.get(agent, eligible).at("items").as_array().size(), 2U);
    const std::string undo = "/api/v1/phase-moves/" + moved.text("id") + "/undo";
    EXPECT_EQ(server.call(coordinator, "POST", undo).text("undone"), "2");
    EXPECT_THAT(server.get(agent, eligible).at("items").as_array(), IsEmpty());
    EXPECT_EQ(server.get(agent, all + "?sort=name").text("items/0/registrations/0/phase"),
              "registered");
}

} // namespace
} // namespace jisr::tests
