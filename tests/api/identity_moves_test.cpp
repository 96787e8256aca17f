#include "api/identity_support.hpp"

#include <set>

namespace jisr::tests {
namespace {

using service::Permission;
using service::Place;
using testing::Contains;
using testing::Not;
namespace json = boost::json;

/// A centre with somebody who works there and a program that registers for it, before and after the
/// centre moves from region 10 to region 01.
class IdentityMoves : public IdentityTest
{
  protected:
    static json::object centre_draft(const std::string& commune_code)
    {
        return {{"name_ar", "مركز كلميم"},
                {"name_fr", "Centre de Guelmim"},
                {"kind", "social_centre"},
                {"commune_code", commune_code}};
    }

    std::string add_centre()
    {
        const auto made =
            server.post(administrator, "/api/v1/centres", centre_draft("10.261.01.01"));
        EXPECT_EQ(made.status, 201) << made.body;
        return made.text("id");
    }

    identity::User add_director()
    {
        return identity::create_user(server.services(), service::Actor::system(),
                                     {"naima",
                                      "نعيمة بوزيد",
                                      core::Language::Fr,
                                      {{Role::CentreDirector, ScopeLevel::Centre, centre}}},
                                     kPassword, true)
            .value();
    }

    identity::User add_officer(const std::string& organisation)
    {
        const identity::AssignmentDraft held{Role::AccompanimentOfficer, ScopeLevel::Organisation,
                                             organisation};
        return identity::create_user(server.services(), service::Actor::system(),
                                     {"rachida", "رشيدة العلمي", core::Language::Ar, {held}},
                                     kPassword, true)
            .value();
    }

    std::string add_token(const std::string& level, const std::string& code)
    {
        const auto made = server.post(coordinator, "/api/v1/tokens",
                                      json::object{{"name", "tablet"},
                                                   {"role", "accompaniment_officer"},
                                                   {"scope_level", level},
                                                   {"scope_code", code}});
        EXPECT_EQ(made.status, 201) << made.body;
        return made.text("id");
    }

    void move_cooperative(const std::string& id)
    {
        const auto moved =
            server.put(administrator, "/api/v1/organisations/" + id,
                       {{"kind", "cooperative"},
                        {"name_latin", "Amal"},
                        {"commune_code", "01.511.01.01"},
                        {"members", json::array{json::object{{"full_name", "Jalila Bougrine"}}}}},
                       1);
        ASSERT_EQ(moved.status, 200) << moved.body;
        ASSERT_EQ(moved.text("region_code"), "01");
    }

    /// Whether the user and the token stand in the caller's lists and answer to her alike.
    void expect_managed(const Caller& caller, const identity::User& user, const std::string& token,
                        bool managed)
    {
        EXPECT_EQ(listed(caller, "/api/v1/users").contains(user.id.str()), managed);
        EXPECT_EQ(server.get(caller, path_of(user)).status, managed ? 200 : 404);
        EXPECT_EQ(listed(caller, "/api/v1/tokens").contains(token), managed);
        if (!managed) {
            EXPECT_EQ(server.call(caller, "DELETE", "/api/v1/tokens/" + token).status, 404);
        }
    }

    void move_centre()
    {
        const auto moved =
            server.put(administrator, "/api/v1/centres/" + centre, centre_draft("01.511.01.01"), 1);
        ASSERT_EQ(moved.status, 200) << moved.body;
        ASSERT_EQ(moved.text("region_code"), "01");
    }

    /// The ids of a list.
    std::set<std::string> listed(const Caller& caller, const std::string& target)
    {
        std::set<std::string> ids;
        const auto answer = server.get(caller, target);
        EXPECT_EQ(answer.status, 200) << answer.body;
        for (const auto& item : answer.at("items").as_array())
            ids.emplace(item.at("id").as_string());
        return ids;
    }

    std::vector<core::Id> told_of(const Place& place)
    {
        std::vector<core::Id> ids;
        const auto told = server.services().database.ask([&](db::Reader& reader) {
            return identity::staff_of(reader, Permission::WithdrawRegistrants, place);
        });
        EXPECT_TRUE(told);
        for (const auto& one : *told)
            ids.push_back(one.user_id);
        return ids;
    }

    std::size_t colleagues(const std::string& region_code, Role role = Role::CentreDirector)
    {
        return server.services()
            .database
            .ask([&](db::Reader& reader) {
                return identity::colleagues_in(reader, service::Actor::system(),
                                               Permission::RecordTraining, {role},
                                               {.region_code = region_code});
            })
            .value()
            .size();
    }

    const Caller there = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "01");
    const std::string centre = add_centre();
};

INSTANTIATE_TEST_SUITE_P(Engines, IdentityMoves, kEngines, engine_name);

TEST_P(IdentityMoves, ACentresStaffIsManagedWhereTheCentreStands)
{
    const auto director = add_director();
    const auto id = director.id.str();
    EXPECT_THAT(listed(coordinator, "/api/v1/users"), Contains(id));
    EXPECT_THAT(listed(there, "/api/v1/users"), Not(Contains(id)));
    EXPECT_EQ(server.get(there, path_of(director)).status, 404);
    move_centre();
    EXPECT_THAT(listed(coordinator, "/api/v1/users"), Not(Contains(id)));
    EXPECT_EQ(server.get(coordinator, path_of(director)).status, 404);
    EXPECT_EQ(server.call(coordinator, "POST", path_of(director, "/deactivate")).status, 404);
    EXPECT_THAT(listed(there, "/api/v1/users"), Contains(id));
    EXPECT_EQ(server.get(there, path_of(director)).status, 200);
    EXPECT_EQ(server.call(there, "POST", path_of(director, "/deactivate")).status, 200);
}

TEST_P(IdentityMoves, ACentresTokensAreManagedWhereTheCentreStands)
{
    const auto id = add_token("centre", centre);
    const auto path = "/api/v1/tokens/" + id;
    EXPECT_THAT(listed(coordinator, "/api/v1/tokens"), Contains(id));
    EXPECT_THAT(listed(there, "/api/v1/tokens"), Not(Contains(id)));
    EXPECT_EQ(server.call(there, "DELETE", path).status, 404);
    move_centre();
    EXPECT_THAT(listed(coordinator, "/api/v1/tokens"), Not(Contains(id)));
    EXPECT_THAT(listed(there, "/api/v1/tokens"), Contains(id));
    EXPECT_EQ(server.call(coordinator, "DELETE", path).status, 404);
    EXPECT_EQ(server.call(there, "DELETE", path).status, 204);
}

TEST_P(IdentityMoves, ACooperativesStaffAndTokensAreManagedWhereItStands)
{
    const auto cooperative = server.add_cooperative();
    const auto officer = add_officer(cooperative);
    const auto token = add_token("organisation", cooperative);
    expect_managed(coordinator, officer, token, true);
    expect_managed(there, officer, token, false);
    EXPECT_EQ(colleagues("10", Role::AccompanimentOfficer), 1);
    move_cooperative(cooperative);
    expect_managed(coordinator, officer, token, false);
    expect_managed(there, officer, token, true);
    EXPECT_EQ(colleagues("10", Role::AccompanimentOfficer), 0);
    EXPECT_EQ(colleagues("01", Role::AccompanimentOfficer), 1);
    EXPECT_EQ(server.call(there, "DELETE", "/api/v1/tokens/" + token).status, 204);
}

TEST_P(IdentityMoves, APartnersStaffAndTokensAreManagedWhereItWorks)
{
    const auto draft = [](const std::string& region) {
        json::object partner{{"name_ar", "جمعية"},
                             {"name_fr", "Association"},
                             {"kind", "association"},
                             {"roles", json::array{"training"}}};
        if (!region.empty())
            partner["region_code"] = region;
        return partner;
    };
    const auto made = server.post(administrator, "/api/v1/partners", draft("10"));
    ASSERT_EQ(made.status, 201) << made.body;
    const auto path = "/api/v1/partners/" + made.text("id");
    const auto officer = add_officer(made.text("id"));
    const auto token = add_token("organisation", made.text("id"));
    expect_managed(coordinator, officer, token, true);
    expect_managed(there, officer, token, false);
    ASSERT_EQ(server.put(administrator, path, draft("01"), 1).status, 200);
    expect_managed(coordinator, officer, token, false);
    expect_managed(there, officer, token, true);
    ASSERT_EQ(server.put(administrator, path, draft(""), 2).status, 200); // of the nation
    for (const auto& caller : {coordinator, there})
        expect_managed(caller, officer, token, false);
    expect_managed(administrator, officer, token, true);
}

TEST_P(IdentityMoves, WhoIsSignedInGoesOnInTheNewRegion)
{
    add_director();
    ASSERT_EQ(browser.sign_in("naima", kPassword).text("assignments/0/scope/region_code"), "10");
    move_centre();
    const auto session = browser.call("GET", "/api/v1/session");
    EXPECT_EQ(session.status, 200);
    EXPECT_EQ(session.text("assignments/0/scope/region_code"), "01");
    EXPECT_EQ(browser.call("GET", "/api/v1/centres/" + centre).status, 200);
}

TEST_P(IdentityMoves, WhoIsToldOfAFileAndWhoIsInvitedGoesByWhereTheCentreStands)
{
    const auto director = add_director();
    EXPECT_EQ(colleagues("10"), 1);
    EXPECT_EQ(colleagues("01"), 0);
    move_centre();
    EXPECT_EQ(colleagues("10"), 0);
    EXPECT_EQ(colleagues("01"), 1);
    const auto id = core::Id::parse(centre);
    // Her centre's women of the former region are still hers.
    for (const auto* region : {"01", "10"})
        EXPECT_THAT(told_of({.region_code = region, .centre_id = id}), Contains(director.id));
    EXPECT_THAT(told_of({.region_code = "01"}), Not(Contains(director.id)));
}

TEST_P(IdentityMoves, AnAnswerKeptForARetryIsGivenOnlyToTheRolesItWasGivenTo)
{
    const auto user = settled_user("naima", Role::RegistrationAgent);
    auto person = some_person(server.bridge_edition());
    person["national_id"] = "JA445566";
    ASSERT_EQ(browser.sign_in("naima", kPassword).status, 201);
    const auto send = [&] {
        return browser.call("POST", "/api/v1/persons", person, {{"Idempotency-Key", "k1"}});
    };
    const auto work_in = [&](const std::string& region, std::int64_t version) {
        const auto draft = user_draft("naima", "registration_agent", "region", region);
        ASSERT_EQ(server.put(administrator, path_of(user), draft, version).status, 200);
    };
    const auto made = send();
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(send().text("id"), made.text("id"));
    work_in("01", 1);
    const auto elsewhere = send();
    EXPECT_EQ(elsewhere.slug(), "idempotency_key_reused");
    EXPECT_THAT(elsewhere.body, Not(testing::HasSubstr("JA445566")));
    work_in("10", 2);
    const auto again = send();
    EXPECT_EQ(again.text("id"), made.text("id"));
    EXPECT_EQ(again.headers.at("idempotency-replayed"), "true");
}

} // namespace
} // namespace jisr::tests
