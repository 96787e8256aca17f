#include "identity_support.hpp"

namespace jisr::tests {
namespace {

namespace json = boost::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

constexpr std::string_view kDay = "2026-12-03";

class StaffTrainingApi : public testing::TestWithParam<Engine>
{
  protected:
    static json::object some_session(const std::string& audience = "staff")
    {
        return {{"subject", "digital_tools"},
                {"audience", audience},
                {"title_ar", "الأدوات الرقمية"},
                {"title_fr", "Outils numériques"},
                {"commune_code", "10.261.01.01"},
                {"held_on", kDay},
                {"starts_at", "09:30"}};
    }

    std::string add_session(json::object more = {}, const std::string& audience = "staff")
    {
        auto session = some_session(audience);
        for (const auto& [key, value] : more)
            session[key] = value;
        const auto added = server.post(administrator, sessions, session);
        EXPECT_EQ(added.status, 201) << added.body;
        return "/api/v1/sessions/" + added.text("id");
    }

    std::string user(const std::string& name, Role role, ScopeLevel level, const std::string& code)
    {
        const auto made = identity::create_user(
            server.services(), service::Actor::system(),
            {name, "Colleague " + name, core::Language::Fr, {{role, level, code}}}, kPassword,
            true);
        EXPECT_TRUE(made);
        return made->id.str();
    }

    Browser signed_in(const std::string& name)
    {
        Browser browser{server, {}, {}};
        EXPECT_EQ(browser.sign_in(name, kPassword).status, 201);
        return browser;
    }

    static json::object named(const std::vector<std::string>& ids)
    {
        json::array list;
        for (const auto& id : ids)
            list.emplace_back(id);
        return {{"users", list}};
    }

    static json::object attendance(const std::string& user_id, const std::string& how)
    {
        return {{"items", json::array{{{"user_id", user_id}, {"attendance", how}}}}};
    }

    static std::vector<std::string> texts(const Answer& answer, std::string_view member)
    {
        std::vector<std::string> all;
        for (const auto& item : answer.at("items").as_array())
            all.emplace_back(item.at(member).as_string());
        return all;
    }

    std::vector<std::string> names(const Answer& answer) { return texts(answer, "full_name"); }

    std::vector<std::string> told(Browser& browser)
    {
        return texts(browser.call("GET", "/api/v1/inbox"), "template_code");
    }

    TestServer server{GetParam()};
    const std::string edition = server.bridge_edition();
    const std::string sessions = "/api/v1/editions/" + edition + "/sessions";
    const Caller administrator = server.administrator();
    const Caller coordinator = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "10");
    const Caller delegate = server.as(Role::ProvincialDelegate, ScopeLevel::Province, "10.261");
    const Caller agent = server.as(Role::RegistrationAgent, ScopeLevel::Region, "10");
    const std::string near = user("near", Role::SocialWorker, ScopeLevel::Province, "10.261");
    const std::string wide = user("wide", Role::RegistrationAgent, ScopeLevel::Region, "10");
    const std::string beside = user("beside", Role::Trainer, ScopeLevel::Province, "10.473");
    const std::string far = user("far", Role::SocialWorker, ScopeLevel::Region, "01");
    const std::string boss = user("boss", Role::RegionalCoordinator, ScopeLevel::Region, "10");
};

INSTANTIATE_TEST_SUITE_P(Engines, StaffTrainingApi, kEngines, engine_name);

TEST_P(StaffTrainingApi, OnlyWhoPlansTheTrainingSeesNamesAndOnlyThoseOfHerScope)
{
    const auto path = add_session();
    const auto elsewhere = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "01");
    for (const auto& part : {"/candidates", "/invitations"}) {
        EXPECT_EQ(server.get(Caller{}, path + part).status, 401) << part;
        EXPECT_EQ(server.get(agent, path + part).status, 403) << part; // sees the session alone
        EXPECT_EQ(server.get(elsewhere, path + part).status, 404) << part;
    }
    EXPECT_EQ(server.get(agent, path).text("audience"), "staff");
    EXPECT_THAT(server.get(coordinator, path + "/candidates?role=auditor").errors(),
                ElementsAre("?role unknown_code"));
    EXPECT_THAT(names(server.get(coordinator, path + "/candidates")),
                ElementsAre("Colleague beside", "Colleague near", "Colleague wide"));
    EXPECT_THAT(names(server.get(coordinator, path + "/candidates?role=trainer")),
                ElementsAre("Colleague beside"));
    EXPECT_THAT(names(server.get(coordinator, path + "/candidates?area=province")),
                ElementsAre("Colleague near"));
    EXPECT_THAT(names(server.get(delegate, path + "/candidates")), ElementsAre("Colleague near"));
}

TEST_P(StaffTrainingApi, StaffAreInvitedByNameOrAllOfARoleAndToldInTheApp)
{
    const auto path = add_session();
    const auto invitations = path + "/invitations";
    EXPECT_EQ(server.post(Caller{}, invitations, named({near})).status, 401);
    EXPECT_EQ(server.post(agent, invitations, named({near})).status, 403);
    EXPECT_THAT(server.post(delegate, invitations, named({})).errors(),
                ElementsAre("/users required"));
    // Of the region but not of her scope, of another region, above, and nobody: in the same words.
    EXPECT_THAT(
        server.post(delegate, invitations, named({near, wide, far, boss, edition})).errors(),
        ElementsAre("/users/1 cannot_be_invited", "/users/2 cannot_be_invited",
                    "/users/3 cannot_be_invited", "/users/4 cannot_be_invited"));
    EXPECT_THAT(names(server.get(delegate, invitations)), IsEmpty());
    EXPECT_EQ(server.post(delegate, invitations, named({near})).text("invited"), "1");
    const auto trainers =
        server.post(coordinator, invitations, {{"everyone", true}, {"role", "trainer"}});
    EXPECT_EQ(trainers.text("invited"), "1") << trainers.body;
    const auto everyone = server.post(coordinator, invitations, {{"everyone", true}});
    EXPECT_EQ(everyone.text("invited"), "1") << everyone.body;
    EXPECT_EQ(everyone.text("already"), "2");
    EXPECT_THAT(names(server.get(coordinator, invitations)),
                ElementsAre("Colleague beside", "Colleague near", "Colleague wide"));
    auto invited = signed_in("near");
    const auto inbox = invited.call("GET", "/api/v1/inbox");
    EXPECT_THAT(texts(inbox, "template_code"), ElementsAre("staff_training_invited"));
    EXPECT_THAT(inbox.text("items/0/text"),
                AllOf(HasSubstr("Outils numériques"), HasSubstr("03/12/2026"), HasSubstr("09:30")));
    EXPECT_EQ(inbox.text("items/0/link"), "/trainings");
    auto other = signed_in("far");
    EXPECT_THAT(told(other), IsEmpty());
}

TEST_P(StaffTrainingApi, ASessionInvitesWhileItHasRoom)
{
    const auto path = add_session({{"capacity", 2}});
    const auto first = server.post(coordinator, path + "/invitations", {{"everyone", true}});
    EXPECT_EQ(first.text("invited"), "2") << first.body;
    EXPECT_EQ(first.text("left"), "1");
    EXPECT_EQ(server.post(coordinator, path + "/invitations", named({wide})).slug(),
              "session_full");
    EXPECT_EQ(server.get(coordinator, path).text("convoked"), "2");
}

TEST_P(StaffTrainingApi, AMoveACancellationAndWhatIsTakenBackAreToldToTheInvited)
{
    const auto path = add_session();
    server.post(coordinator, path + "/invitations", named({near, wide}));
    auto near_browser = signed_in("near");
    auto wide_browser = signed_in("wide");
    auto session = some_session();
    session.erase("audience");
    session["title_fr"] = "Outils";
    EXPECT_EQ(server.put(coordinator, path, session, 1).status, 200);
    EXPECT_THAT(told(near_browser), ElementsAre("staff_training_invited")); // nothing to know
    session["held_on"] = "2026-12-10";
    EXPECT_EQ(server.put(coordinator, path, session, 2).status, 200);
    EXPECT_THAT(told(near_browser),
                UnorderedElementsAre("staff_training_invited", "staff_training_changed"));

    EXPECT_EQ(server.call(agent, "DELETE", path + "/invitations/" + wide).status, 403);
    EXPECT_EQ(server.call(coordinator, "DELETE", path + "/invitations/" + far).status, 404);
    EXPECT_EQ(server.call(coordinator, "DELETE", path + "/invitations/" + wide).status, 204);
    EXPECT_THAT(told(wide_browser),
                UnorderedElementsAre("staff_training_invited", "staff_training_changed",
                                     "staff_training_withdrawn"));
    EXPECT_THAT(names(server.get(coordinator, path + "/invitations")),
                ElementsAre("Colleague near"));
    EXPECT_THAT(wide_browser.call("GET", "/api/v1/me/trainings").at("items").as_array(), IsEmpty());

    EXPECT_EQ(server.call(coordinator, "POST", path + "/cancel").text("state"), "cancelled");
    EXPECT_THAT(told(near_browser),
                UnorderedElementsAre("staff_training_invited", "staff_training_changed",
                                     "staff_training_cancelled"));
    EXPECT_EQ(told(wide_browser).size(), 3U); // it is none of hers any more
    EXPECT_EQ(server.post(coordinator, path + "/invitations", named({wide})).slug(),
              "session_cancelled");
    const auto log = server.get(administrator, "/api/v1/changes?entity=staff_invitation");
    EXPECT_EQ(log.text("items/0/operation"), "withdraw");
    EXPECT_EQ(log.at("items").as_array().size(), 3U);
    const auto audited =
        server.get(server.as(Role::Auditor), "/api/v1/changes?entity=staff_invitation");
    EXPECT_EQ(audited.at("items").as_array().size(), 3U);
    EXPECT_THAT(audited.body, Not(HasSubstr(wide))); // that it was done, not to whom
}

TEST_P(StaffTrainingApi, WhoIsInvitedAgainIsToldAgain)
{
    const auto path = add_session();
    server.post(coordinator, path + "/invitations", named({near}));
    EXPECT_EQ(server.call(coordinator, "DELETE", path + "/invitations/" + near).status, 204);
    EXPECT_EQ(server.post(coordinator, path + "/invitations", named({near})).text("invited"), "1");
    auto browser = signed_in("near");
    EXPECT_THAT(told(browser),
                UnorderedElementsAre("staff_training_invited", "staff_training_withdrawn",
                                     "staff_training_invited"));
}

TEST_P(StaffTrainingApi, AttendanceIsNotedFromTheDayOnAndSheSeesWhatSheAttended)
{
    const auto path = add_session();
    server.post(coordinator, path + "/invitations", named({near, wide}));
    const auto noting = path + "/staff-attendance";
    EXPECT_EQ(server.post(coordinator, noting, attendance(near, "present")).slug(),
              "session_not_held");
    EXPECT_EQ(server.get(Caller{}, "/api/v1/me/trainings").status, 401);
    EXPECT_EQ(signed_in("near").call("GET", "/api/v1/me/trainings").text("items/0/attendance"),
              "expected");
    server.clock().advance(std::chrono::hours(24 * 12));
    EXPECT_EQ(server.post(agent, noting, attendance(near, "present")).status, 403);
    EXPECT_THAT(server.post(coordinator, noting, attendance(far, "present")).errors(),
                ElementsAre("/items/0/user_id not_invited"));
    server.post(coordinator, noting, attendance(wide, "absent"));
    const auto noted = server.post(coordinator, noting, attendance(near, "present"));
    EXPECT_EQ(noted.status, 200) << noted.body;
    EXPECT_THAT(texts(noted, "attendance"), ElementsAre("present", "absent"));
    EXPECT_EQ(server.get(coordinator, path).text("present"), "1");
    EXPECT_EQ(server.call(coordinator, "DELETE", path + "/invitations/" + near).slug(),
              "attendance_noted");
    const auto own = signed_in("near").call("GET", "/api/v1/me/trainings");
    EXPECT_THAT(texts(own, "attendance"), ElementsAre("present"));
    EXPECT_THAT(own.body, Not(HasSubstr("Colleague wide"))); // and nothing of the others
    EXPECT_THAT(signed_in("wide").call("GET", "/api/v1/me/trainings").at("items").as_array(),
                IsEmpty()); // over, and she was not there
}

TEST_P(StaffTrainingApi, RegistrantsAreNotConvokedToStaffSessionsNorStaffInvitedToTheirs)
{
    const auto staff = add_session();
    const auto women = add_session({}, "registrants");
    const auto convoking = server.post(coordinator, staff + "/convocations", {{"everyone", true}});
    EXPECT_EQ(convoking.status, 409);
    EXPECT_EQ(convoking.slug(), "session_for_staff");
    const json::object nobody{{"items", json::array{}}};
    EXPECT_EQ(server.post(coordinator, staff + "/attendance", nobody).slug(), "session_for_staff");
    EXPECT_EQ(server.get(coordinator, women + "/candidates").slug(), "session_for_registrants");
    EXPECT_EQ(server.post(coordinator, women + "/invitations", named({near})).slug(),
              "session_for_registrants");
    const auto said =
        server.call({coordinator.token, "fr"}, "POST", women + "/invitations", named({near}));
    EXPECT_THAT(said.text("title"), HasSubstr("destinée aux inscrites"));
    auto resit = some_session();
    resit["resit_of"] = women.substr(17);
    EXPECT_THAT(server.post(coordinator, sessions, resit).errors(),
                ElementsAre("/resit_of no_resit_for_staff"));
    auto session = some_session("registrants"); // and neither becomes the other
    EXPECT_EQ(server.put(coordinator, staff, session, 1).status, 422);
}

} // namespace
} // namespace jisr::tests
