#include "api/identity_support.hpp"

#include <algorithm>

namespace jisr::tests {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
namespace json = boost::json;

class IdentityUsers : public IdentityTest
{
};

INSTANTIATE_TEST_SUITE_P(Engines, IdentityUsers, kEngines, engine_name);

TEST_P(IdentityUsers, RefusesUsersAndTokensToThoseWhoMayNotManageThem)
{
    for (const Role role : {Role::ProvincialDelegate, Role::CentreDirector, Role::RegistrationAgent,
                            Role::SocialWorker, Role::Trainer, Role::AccompanimentOfficer,
                            Role::Auditor, Role::Partner}) {
        const auto caller = server.as(role, ScopeLevel::Region, "10");
        for (const char* target : {"/api/v1/users", "/api/v1/tokens"}) {
            EXPECT_EQ(server.get(caller, target).status, 403) << target;
            EXPECT_EQ(server.post(caller, target, json::object{}).status, 403) << target;
        }
    }
}

TEST_P(IdentityUsers, NamesEveryFaultOfANewUser)
{
    auto draft = user_draft("no spaces!");
    draft["colour"] = "red";
    EXPECT_THAT(server.post(administrator, "/api/v1/users", draft).errors(),
                ElementsAre("/colour unknown_field"));
    draft.erase("colour");
    draft["assignments"] = json::array{};
    EXPECT_THAT(server.post(administrator, "/api/v1/users", draft).errors(),
                ElementsAre("/assignments required", "/user_name malformed_user_name"));
    for (const auto& [level, code] : {std::pair{"region", "99"},
                                      {"province", "10.999"},
                                      {"centre", "not an id"},
                                      {"nation", "10"}})
        EXPECT_THAT(
            server.post(administrator, "/api/v1/users", user_draft("naima", "trainer", level, code))
                .errors(),
            ElementsAre("/assignments/0/scope_code no_such_scope"));
    EXPECT_THAT(
        server.post(administrator, "/api/v1/users", user_draft("naima", "national_administrator"))
            .errors(),
        ElementsAre("/assignments/0/role role_is_national"));
    EXPECT_EQ(server.get(administrator, "/api/v1/users").at("items").as_array().size(), 0);
}

TEST_P(IdentityUsers, KeepsNamesWithoutSignsThatTurnTheLineAround)
{
    auto draft = user_draft("naima", "trainer", "region", "10");
    draft["full_name"] = " Naima \u202EAit\u2066  Said ";
    const auto made = server.post(administrator, "/api/v1/users", draft);
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made.text("user/full_name"), "Naima Ait Said");
    draft["user_name"] = "fadma";
    draft["full_name"] = "\u202E \u2066";
    EXPECT_THAT(server.post(administrator, "/api/v1/users", draft).errors(),
                ElementsAre("/full_name required"));
}

TEST_P(IdentityUsers, TellsInWhichRegionACentreLies)
{
    const auto centre = server.post(administrator, "/api/v1/centres",
                                    {{"name_ar", "مركز كلميم"},
                                     {"name_fr", "Centre de Guelmim"},
                                     {"kind", "social_centre"},
                                     {"commune_code", "10.261.01.01"}});
    ASSERT_EQ(centre.status, 201) << centre.body;
    const auto made = server.post(administrator, "/api/v1/users",
                                  user_draft("naima", "trainer", "centre", centre.text("id")));
    const auto path = "/api/v1/users/" + made.text("user/id");
    EXPECT_EQ(server.get(administrator, path).text("assignments/0/scope/region_code"), "10")
        << made.body;
}

TEST_P(IdentityUsers, ShowsACoordinatorTheUsersOfHerRegionAlone)
{
    const auto draft = [](const std::string& name, const std::string& level,
                          const std::string& code) {
        return user_draft(name, "trainer", level, code);
    };
    server.post(administrator, "/api/v1/users", draft("here", "region", "10"));
    server.post(administrator, "/api/v1/users", draft("inside", "province", "10.261"));
    const auto elsewhere =
        server.post(administrator, "/api/v1/users", draft("elsewhere", "region", "09"));
    server.post(administrator, "/api/v1/users", draft("everywhere", "nation", ""));
    const auto seen = server.get(coordinator, "/api/v1/users");
    ASSERT_EQ(seen.at("items").as_array().size(), 2) << seen.body;
    EXPECT_EQ(seen.text("items/0/user_name"), "here");
    EXPECT_EQ(seen.text("items/1/user_name"), "inside");
    const auto path = "/api/v1/users/" + elsewhere.text("user/id");
    EXPECT_EQ(server.get(coordinator, path).status, 404);
    EXPECT_EQ(server.call(coordinator, "POST", path + "/deactivate").status, 404);
    EXPECT_EQ(server.call(coordinator, "POST", path + "/reset-password").status, 404);
    EXPECT_EQ(server.put(coordinator, path, user_draft("elsewhere"), 1).status, 404);
}

TEST_P(IdentityUsers, LetsACoordinatorGiveOnlyRolesBelowHersInHerRegion)
{
    const auto asked = [&](const char* role, const char* level, const char* code) {
        return server.post(coordinator, "/api/v1/users", user_draft("naima", role, level, code))
            .status;
    };
    EXPECT_EQ(asked("regional_coordinator", "region", "10"), 403);
    EXPECT_EQ(asked("auditor", "region", "10"), 403);
    EXPECT_EQ(asked("trainer", "region", "09"), 403);
    EXPECT_EQ(asked("trainer", "nation", ""), 403);
    EXPECT_EQ(asked("provincial_delegate", "province", "10.261"), 201);
    const auto peer = settled_user("peer", Role::RegionalCoordinator);
    EXPECT_EQ(server.get(coordinator, path_of(peer)).status, 200);
    EXPECT_EQ(server.call(coordinator, "POST", path_of(peer, "/reset-password")).status, 403);
    EXPECT_EQ(server.put(coordinator, path_of(peer), user_draft("peer"), 1).status, 403);
}

TEST_P(IdentityUsers, PagesAndFiltersTheListOfUsers)
{
    for (const char* name : {"amina", "bouchra", "khadija"})
        server.post(administrator, "/api/v1/users", user_draft(name));
    settled_user("nadia", Role::Auditor);
    const auto first = server.get(administrator, "/api/v1/users?limit=3");
    EXPECT_EQ(first.at("items").as_array().size(), 3);
    const auto rest =
        server.get(administrator, "/api/v1/users?limit=3&cursor=" + first.text("next"));
    EXPECT_EQ(rest.text("items/0/user_name"), "nadia");
    EXPECT_TRUE(rest.at("next").is_null());
    const auto count = [&](const std::string& query) {
        return server.get(administrator, "/api/v1/users?" + query).at("items").as_array().size();
    };
    EXPECT_EQ(count("role=auditor"), 1);
    EXPECT_EQ(count("q=BOUCH"), 1);
    EXPECT_EQ(count("q=%25"), 0);
    EXPECT_EQ(count("state=active"), 4);
    EXPECT_EQ(count("state=deactivated"), 0);
    EXPECT_THAT(server.get(administrator, "/api/v1/users?colour=red").errors(),
                ElementsAre("?colour unknown_field"));
    EXPECT_THAT(server.get(administrator, "/api/v1/users?cursor=x").errors(),
                ElementsAre("?cursor malformed_cursor"));
}

TEST_P(IdentityUsers, EditsAUserUnlessSomebodyElseJustDid)
{
    const auto user = settled_user("naima");
    settled_user("karima");
    auto draft = user_draft("naima", "social_worker", "province", "10.261");
    EXPECT_EQ(server.call(administrator, "PUT", path_of(user), draft).status, 428);
    const auto edited = server.put(administrator, path_of(user), draft, 1);
    ASSERT_EQ(edited.status, 200) << edited.body;
    EXPECT_EQ(edited.headers.at("etag"), "\"2\"");
    EXPECT_EQ(edited.text("assignments/0/role"), "social_worker");
    const auto stale = server.put(administrator, path_of(user), draft, 1);
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.at("current"), edited.json);
    draft["user_name"] = "karima";
    EXPECT_EQ(server.put(administrator, path_of(user), draft, 2).slug(), "user_name_taken");
    EXPECT_EQ(server.post(administrator, "/api/v1/users", draft).slug(), "user_name_taken");
    EXPECT_EQ(server.get(administrator, "/api/v1/users/nonsense").status, 404);
}

TEST_P(IdentityUsers, TakesAChangeOfRolesAtOnce)
{
    const auto user = settled_user("naima", Role::RegionalCoordinator);
    browser.sign_in("naima", kPassword);
    EXPECT_EQ(browser.call("GET", "/api/v1/users").status, 200);
    EXPECT_EQ(server.put(administrator, path_of(user), user_draft("naima"), 1).status, 200);
    EXPECT_EQ(browser.call("GET", "/api/v1/users").status, 403);
}

TEST_P(IdentityUsers, KeepsADeactivatedUserOutUntilSheIsReactivated)
{
    const auto user = settled_user("naima");
    browser.sign_in("naima", kPassword);
    EXPECT_EQ(server.call(coordinator, "POST", path_of(user, "/deactivate")).text("state"),
              "deactivated");
    EXPECT_EQ(browser.call("GET", "/api/v1/session").status, 401);
    EXPECT_EQ(browser.sign_in("naima", kPassword).slug(), "wrong_credentials");
    EXPECT_EQ(server.call(coordinator, "POST", path_of(user, "/reactivate")).text("state"),
              "active");
    EXPECT_EQ(browser.sign_in("naima", kPassword).status, 201);
}

TEST_P(IdentityUsers, KeepsOneNationalAdministratorAndLetsNobodyManageHerself)
{
    const auto first = settled_user("nadia", Role::NationalAdministrator);
    EXPECT_EQ(server.call(administrator, "POST", path_of(first, "/deactivate")).slug(),
              "last_administrator");
    EXPECT_EQ(server.put(administrator, path_of(first), user_draft("nadia"), 1).slug(),
              "last_administrator");
    const auto second = settled_user("latifa", Role::NationalAdministrator);
    browser.sign_in("nadia", kPassword);
    EXPECT_EQ(browser.call("POST", path_of(first, "/deactivate")).slug(), "not_yourself");
    EXPECT_EQ(browser.call("POST", path_of(second, "/deactivate")).status, 200);
    EXPECT_EQ(server.call(administrator, "POST", path_of(first, "/deactivate")).slug(),
              "last_administrator");
}

TEST_P(IdentityUsers, GivesAFirstPasswordAgainAndEndsTheSessions)
{
    const auto user = settled_user("naima");
    browser.sign_in("naima", kPassword);
    const auto reset = server.call(coordinator, "POST", path_of(user, "/reset-password"));
    ASSERT_EQ(reset.status, 200);
    EXPECT_EQ(browser.call("GET", "/api/v1/session").status, 401);
    EXPECT_EQ(browser.sign_in("naima", kPassword).status, 401);
    EXPECT_EQ(browser.sign_in("naima", reset.text("initial_password")).at("must_change_password"),
              true);
}

TEST_P(IdentityUsers, MakesATokenThatWorksUntilItIsRevokedOrExpires)
{
    json::object draft{{"name", "statistics office"},
                       {"role", "partner"},
                       {"scope_level", "region"},
                       {"scope_code", "10"},
                       {"expires_on", "2026-11-21"}};
    EXPECT_THAT(server.post(coordinator, "/api/v1/tokens", draft).errors(),
                ElementsAre("/expires_on already_past"));
    draft["expires_on"] = "2026-11-23";
    const auto made = server.post(coordinator, "/api/v1/tokens", draft);
    ASSERT_EQ(made.status, 201) << made.body;
    const Caller program{.token = made.text("token")};
    EXPECT_EQ(server.get(program, "/api/v1/users").status, 403);
    EXPECT_EQ(server.get(program, "/api/v1/session").status, 403);
    EXPECT_EQ(server.get({.token = program.token + "x"}, "/api/v1/users").status, 401);
    server.clock().advance(48h);
    EXPECT_EQ(server.get(program, "/api/v1/users").status, 401);
    draft.erase("expires_on");
    const auto lasting = server.post(coordinator, "/api/v1/tokens", draft);
    const Caller other{.token = lasting.text("token")};
    EXPECT_EQ(server.get(other, "/api/v1/users").status, 403);
    const auto path = "/api/v1/tokens/" + lasting.text("id");
    const auto neighbour = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "09");
    EXPECT_EQ(server.call(neighbour, "DELETE", path).status, 404);
    EXPECT_EQ(server.call(coordinator, "DELETE", path).status, 204);
    EXPECT_EQ(server.get(other, "/api/v1/users").status, 401);
    draft["role"] = "regional_coordinator";
    EXPECT_EQ(server.post(coordinator, "/api/v1/tokens", draft).status, 403);
}

TEST_P(IdentityUsers, EndsTheTokensOfWhoeverIsDeactivated)
{
    const auto maker = settled_user("maker", Role::RegionalCoordinator);
    browser.sign_in("maker", kPassword);
    const auto made = browser.call("POST", "/api/v1/tokens",
                                   {{"name", "at home"},
                                    {"role", "partner"},
                                    {"scope_level", "region"},
                                    {"scope_code", "10"}});
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made.text("created_by_name"), maker.full_name);
    const Caller at_home{.token = made.text("token")};
    EXPECT_EQ(server.get(at_home, "/api/v1/users").status, 403);
    const auto path = "/api/v1/users/" + maker.id.str();
    EXPECT_EQ(server.post(administrator, path + "/deactivate", {}).status, 200);
    EXPECT_EQ(server.get(at_home, "/api/v1/users").status, 401);
    EXPECT_EQ(server.post(administrator, path + "/reactivate", {}).status, 200);
    EXPECT_EQ(server.get(at_home, "/api/v1/users").status, 401);
}

TEST_P(IdentityUsers, EndsTheTokensThatNewRolesWouldNotLetHerMake)
{
    const auto coordinator_of = [](const std::string& code) {
        return identity::AssignmentDraft{Role::RegionalCoordinator, ScopeLevel::Region, code};
    };
    const auto maker =
        identity::create_user(
            server.services(), service::Actor::system(),
            {"maker", "نعيمة", core::Language::Fr, {coordinator_of("10"), coordinator_of("01")}},
            kPassword, true)
            .value();
    browser.sign_in("maker", kPassword);
    const auto made_for = [&](const std::string& region) {
        const auto made = browser.call("POST", "/api/v1/tokens",
                                       {{"name", "at home"},
                                        {"role", "registration_agent"},
                                        {"scope_level", "region"},
                                        {"scope_code", region}});
        EXPECT_EQ(made.status, 201) << made.body;
        return Caller{.token = made.text("token")};
    };
    const auto ten = made_for("10");
    const auto one = made_for("01");
    const auto statuses = [&] {
        return std::pair{server.get(ten, "/api/v1/centres").status,
                         server.get(one, "/api/v1/centres").status};
    };
    EXPECT_EQ(statuses(), std::pair(200, 200));
    auto draft = user_draft("maker", "regional_coordinator", "region", "10");
    draft["assignments"].as_array().push_back(json::object{
        {"role", "regional_coordinator"}, {"scope_level", "region"}, {"scope_code", "01"}});
    ASSERT_EQ(server.put(administrator, path_of(maker), draft, 1).status, 200); // her name alone
    EXPECT_EQ(statuses(), std::pair(200, 200));
    draft = user_draft("maker", "regional_coordinator", "region", "01");
    ASSERT_EQ(server.put(administrator, path_of(maker), draft, 2).status, 200);
    EXPECT_EQ(statuses(), std::pair(401, 200));
    EXPECT_THAT(log(), testing::HasSubstr("token revoke"));
    draft = user_draft("maker", "registration_agent", "region", "01");
    ASSERT_EQ(server.put(administrator, path_of(maker), draft, 3).status, 200);
    EXPECT_EQ(statuses(), std::pair(401, 401));
}

TEST_P(IdentityUsers, EndsWhatAnEndedTokenMadeInItsTurn)
{
    settled_user("nadia", Role::NationalAdministrator);
    const auto maker = settled_user("latifa", Role::NationalAdministrator);
    browser.sign_in("latifa", kPassword);
    const auto first = browser.call(
        "POST", "/api/v1/tokens",
        {{"name", "first"}, {"role", "national_administrator"}, {"scope_level", "nation"}});
    ASSERT_EQ(first.status, 201) << first.body;
    const auto second = server.post(
        {.token = first.text("token")}, "/api/v1/tokens",
        json::object{{"name", "second"}, {"role", "partner"}, {"scope_level", "nation"}});
    ASSERT_EQ(second.status, 201) << second.body;
    const Caller heir{.token = second.text("token")};
    EXPECT_EQ(server.get(heir, "/api/v1/users").status, 403);
    const auto coordinates = user_draft("latifa", "regional_coordinator", "region", "10");
    ASSERT_EQ(server.put(administrator, path_of(maker), coordinates, 1).status, 200);
    EXPECT_EQ(server.get(heir, "/api/v1/users").status, 401);
}

TEST_P(IdentityUsers, EndsWhatARevokedTokenMadeAndWhatThatMade)
{
    const auto made_by = [&](const Caller& maker, const std::string& role) {
        return server.post(
            maker, "/api/v1/tokens",
            {{"name", role}, {"role", role}, {"scope_level", "region"}, {"scope_code", "10"}});
    };
    const auto first = made_by(administrator, "regional_coordinator");
    const auto second = made_by({.token = first.text("token")}, "registration_agent");
    ASSERT_EQ(second.status, 201) << second.body;
    const auto other = made_by(administrator, "registration_agent");
    const auto first_path = "/api/v1/tokens/" + first.text("id");
    const auto neighbour = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "09");
    EXPECT_EQ(server.call({}, "DELETE", first_path).status, 401);
    EXPECT_EQ(server.call(server.as(Role::Trainer), "DELETE", first_path).status, 403);
    EXPECT_EQ(server.call(neighbour, "DELETE", first_path).status, 404);
    const auto asks = [&](const Answer& token) {
        return server.get({.token = token.text("token")}, "/api/v1/centres").status;
    };
    EXPECT_EQ(asks(second), 200);
    ASSERT_EQ(server.call(administrator, "DELETE", first_path).status, 204);
    EXPECT_EQ(asks(first), 401);
    EXPECT_EQ(asks(second), 401);
    EXPECT_EQ(asks(other), 200);
    EXPECT_EQ(server.call(administrator, "DELETE", first_path).status, 204); // once more, the same
    const auto ended = server.get(administrator, "/api/v1/changes?entity=token").at("items");
    EXPECT_EQ(std::ranges::count_if(
                  ended.as_array(),
                  [](const json::value& line) { return line.at("operation") == "revoke"; }),
              2);
}

TEST_P(IdentityUsers, LetsNoTokenOutlastTheOneThatMadeIt)
{
    const auto made_by = [&](const Caller& maker, const std::string& role,
                             const std::string& last_day) {
        json::object draft{{"name", role}, {"role", role}, {"scope_level", "nation"}};
        if (!last_day.empty())
            draft["expires_on"] = last_day;
        return server.post(maker, "/api/v1/tokens", draft);
    };
    const auto first = made_by(administrator, "national_administrator", "2026-11-24");
    ASSERT_EQ(first.status, 201) << first.body;
    const Caller program{.token = first.text("token")};
    EXPECT_EQ(made_by(program, "partner", "").text("expires_at"), first.text("expires_at"));
    const auto later = made_by(program, "partner", "2026-12-31");
    EXPECT_EQ(later.text("expires_at"), first.text("expires_at"));
    EXPECT_THAT(made_by(program, "partner", "2026-11-23").text("expires_at"),
                testing::StartsWith("2026-11-24T00:00"));
    server.clock().advance(72h);
    EXPECT_EQ(server.get({.token = later.text("token")}, "/api/v1/programmes").status, 401);
}

TEST_P(IdentityUsers, ShowsACoordinatorTheTokensOfHerRegionAlone)
{
    const auto own = server.get(coordinator, "/api/v1/tokens");
    ASSERT_EQ(own.at("items").as_array().size(), 1) << own.body; // her own, made by the fixture
    EXPECT_EQ(own.text("items/0/scope/code"), "10");
    EXPECT_EQ(server.get(administrator, "/api/v1/tokens?limit=1").at("items").as_array().size(), 1);
}

TEST_P(IdentityUsers, TellsOnlyAnAuditorOfTheNationThatSheReadsTheChangeLog)
{
    settled_user("nadia", Role::Auditor); // of region 10
    const auto seen_by = [&](const json::array& assignments) {
        auto draft = user_draft("nadia");
        draft["assignments"] = assignments;
        const auto id = server.get(administrator, "/api/v1/users?q=nadia").text("items/0/id");
        const auto path = "/api/v1/users/" + id;
        const auto version = server.get(administrator, path).at("version").as_int64();
        EXPECT_EQ(server.put(administrator, path, draft, version).status, 200);
        const auto permissions =
            json::serialize(browser.call("GET", "/api/v1/session").at("permissions"));
        EXPECT_THAT(permissions, testing::HasSubstr("view_agreements"));
        return std::pair{permissions.find("view_audit") != std::string::npos,
                         browser.call("GET", "/api/v1/changes").status};
    };
    const json::object of_region{
        {"role", "auditor"}, {"scope_level", "region"}, {"scope_code", "10"}};
    const json::object of_nation{{"role", "auditor"}, {"scope_level", "nation"}};
    ASSERT_EQ(browser.sign_in("nadia", kPassword).status, 201);
    EXPECT_EQ(seen_by({of_region}), std::pair(false, 403));
    EXPECT_EQ(seen_by({of_region, of_nation}), std::pair(true, 200));
}

TEST_P(IdentityUsers, MakesTheDemonstrationUsersOnce)
{
    for (int time = 0; time < 2; ++time)
        ASSERT_TRUE(identity::create_demonstration_users(server.services())) << time;
    const auto count = identity::all_users(server.services()).value().size();
    EXPECT_EQ(count, core::enum_codes<Role>().size());
    for (const auto& user : identity::demonstration_users())
        EXPECT_EQ(browser.sign_in(user.user_name, user.password).text("assignments/0/role"),
                  core::code_of(user.role));
}

} // namespace
} // namespace jisr::tests
