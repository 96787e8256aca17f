#include "support/event_reader.hpp"
#include "support/server.hpp"

namespace jisr::tests {
namespace {

namespace json = boost::json;
using service::Role;
using service::ScopeLevel;

constexpr std::string_view kWall = "/api/v1/wall";

class WallApi : public testing::TestWithParam<Engine>
{
  protected:
    Caller coordinator() { return server_.as(Role::RegionalCoordinator, ScopeLevel::Region, "10"); }

    std::string edition() { return "/api/v1/editions/" + server_.bridge_edition(); }

    /// The cookie of a wall of region 10, as the browser sends it back.
    std::string pass()
    {
        const auto opened =
            server_.post(coordinator(), edition() + "/wall", {{"region_code", "10"}});
        EXPECT_EQ(opened.status, 201) << opened.body;
        const auto cookie = opened.headers.at("set-cookie");
        EXPECT_NE(cookie.find("HttpOnly; SameSite=Strict"), std::string::npos);
        EXPECT_NE(cookie.find("Path=/api/v1/wall;"), std::string::npos);
        return cookie.substr(0, cookie.find(';'));
    }

    Answer with(const std::string& cookie, std::string_view path = kWall)
    {
        return server_.call(TestServer::nobody(), "GET", std::string(path), nullptr,
                            {{"Cookie", cookie}});
    }

    void register_women(int many)
    {
        for (int i = 0; i < many; ++i) {
            auto person = another_person(server_.bridge_edition());
            person["commune_code"] = "10.261.01.03";
            ASSERT_EQ(server_.post(server_.administrator(), "/api/v1/persons", person).status, 201);
        }
    }

    TestServer server_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Engines, WallApi, kEngines, engine_name);

TEST_P(WallApi, IsOpenedByWhoSeesTheNumbersOfThePlace)
{
    const auto open = [&](const Caller& caller, const json::object& body) {
        return server_.post(caller, edition() + "/wall", body);
    };
    EXPECT_EQ(open(TestServer::nobody(), {}).status, 401);
    EXPECT_EQ(open(coordinator(), {}).status, 403); // the nation's
    EXPECT_EQ(open(coordinator(), {{"region_code", "09"}}).status, 403);
    EXPECT_EQ(open(coordinator(), {{"region_code", "99"}}).errors(),
              std::vector<std::string>{"/region_code unknown_place"});
    EXPECT_EQ(server_
                  .post(server_.administrator(),
                        "/api/v1/editions/" + core::Id::make().str() + "/wall", json::object{})
                  .status,
              404);
    const auto opened = open(coordinator(), {{"region_code", "10"}});
    EXPECT_EQ(opened.status, 201);
    EXPECT_EQ(opened.text("programme_name_ar"), "جسر التمكين والريادة");
    EXPECT_EQ(opened.text("progress/women/target"), "3000");
    EXPECT_EQ(opened.at("progress/regions").as_array().size(), 1U);
    const auto log = server_.get(server_.administrator(), "/api/v1/changes?entity=wall");
    EXPECT_EQ(log.text("items/0/operation"), "open");
}

TEST_P(WallApi, NeedsNoSessionAndOpensNothingElse)
{
    const auto cookie = pass();
    EXPECT_EQ(with(cookie).status, 200);
    EXPECT_EQ(with(cookie).text("region_code"), "10");
    EXPECT_EQ(with("").status, 401);
    EXPECT_EQ(with("jisr_wall=forged").status, 401);
    EXPECT_EQ(with(cookie + "x").status, 401);
    EXPECT_EQ(with(cookie, edition() + "/progress").status, 401);
    EXPECT_EQ(with(cookie, "/api/v1/persons").status, 401);
    EXPECT_EQ(with(cookie, "/api/v1/session").status, 401);
}

TEST_P(WallApi, TellsTheRoomOfFiveAndNotOfOneWhoeverOpenedIt)
{
    const auto cookie = pass();
    register_women(3);
    const auto moved = [&](std::string_view key, const std::string& value) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        while (with(cookie).text(std::string(key)) != value &&
               std::chrono::steady_clock::now() < deadline)
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        return with(cookie).text(std::string(key)) == value;
    };
    register_women(3);
    EXPECT_TRUE(moved("progress/women/registered", "6")); // and not one by one
    register_women(1);
    const auto all = [&] {
        return server_.get(server_.administrator(), edition() + "/progress?region=10")
            .text("women/registered");
    };
    for (int i = 0; i < 200 && all() != "7"; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    EXPECT_EQ(all(), "7"); // to who may see them
    EXPECT_EQ(with(cookie).text("progress/women/registered"), "6");
}

TEST_P(WallApi, MovesAndEndsAfterTwelveHours)
{
    register_women(6);
    const auto cookie = pass();
    EventReader events(server_.port(), std::string(kWall) + "/events", "", cookie);
    EXPECT_TRUE(events.next().contains("women"));
    server_.clock().advance(std::chrono::hours(11));
    EXPECT_EQ(with(cookie).status, 200);
    server_.clock().advance(std::chrono::hours(1));
    EXPECT_EQ(with(cookie).status, 401);
    EXPECT_EQ(with(cookie, std::string(kWall) + "/events").status, 401);
}

TEST_P(WallApi, IsEndedFromTheDeskOfWhoOpenedIt)
{
    const auto opener = coordinator();
    const auto opened = server_.post(opener, edition() + "/wall", {{"region_code", "10"}});
    const auto set = opened.headers.at("set-cookie");
    const auto cookie = set.substr(0, set.find(';'));
    const auto walls = server_.get(opener, edition() + "/walls");
    ASSERT_EQ(walls.at("items").as_array().size(), 1U) << walls.body;
    const std::string close = "/api/v1/walls/" + walls.text("items/0/id") + "/close";
    EventReader events(server_.port(), std::string(kWall) + "/events", "", cookie);
    EXPECT_TRUE(events.next().contains("women"));

    EXPECT_EQ(server_.call(TestServer::nobody(), "POST", close).status, 401);
    for (const auto& other : {server_.as(Role::RegionalCoordinator, ScopeLevel::Region, "09"),
                              server_.as(Role::ProvincialDelegate, ScopeLevel::Province, "10.261"),
                              server_.as(Role::Partner, ScopeLevel::Nation, "")}) {
        EXPECT_EQ(server_.call(other, "POST", close).status, 404); // another's
        EXPECT_EQ(server_.get(other, edition() + "/walls").at("items").as_array().size(), 0U);
    }
    EXPECT_EQ(with(cookie).status, 200);
    EXPECT_EQ(server_.call(opener, "POST", close).status, 204);
    ASSERT_EQ(with(cookie).status, 401); // else the stream below would not end
    EXPECT_EQ(with(cookie, std::string(kWall) + "/events").status, 401);
    EXPECT_EQ(server_.call(opener, "POST", close).status, 204); // it is ended
    EXPECT_EQ(server_.get(opener, edition() + "/walls").at("items").as_array().size(), 0U);
    const auto log = server_.get(server_.administrator(), "/api/v1/changes?entity=wall");
    EXPECT_EQ(log.text("items/0/operation"), "close");
    EXPECT_EQ(log.at("items").as_array().size(), 2U);
}

TEST_P(WallApi, IsEndedByWhoAnswersForTheProgrammeThereToo)
{
    for (const auto& other : {coordinator(), server_.administrator()}) {
        const auto cookie = pass();
        const auto walls = server_.get(other, edition() + "/walls");
        ASSERT_EQ(walls.at("items").as_array().size(), 1U) << walls.body;
        EXPECT_FALSE(walls.text("items/0/opened_by_name").empty());
        const std::string close = "/api/v1/walls/" + walls.text("items/0/id") + "/close";
        EXPECT_EQ(server_.call(other, "POST", close).status, 204);
        EXPECT_EQ(with(cookie).status, 401);
    }
    const std::string nation = edition() + "/wall";
    ASSERT_EQ(server_.post(server_.administrator(), nation, json::object{}).status, 201);
    EXPECT_EQ(server_.get(coordinator(), edition() + "/walls").at("items").as_array().size(), 0U);
}

TEST_P(WallApi, TellsWhichWallsOneMayOpen)
{
    const auto of = [&](const Caller& caller) { return server_.get(caller, edition() + "/walls"); };
    EXPECT_EQ(of(TestServer::nobody()).status, 401);
    EXPECT_EQ(
        server_.get(coordinator(), "/api/v1/editions/" + core::Id::make().str() + "/walls").status,
        404);
    EXPECT_EQ(of(server_.administrator()).text("nation"), "true");
    EXPECT_EQ(of(server_.administrator()).at("regions").as_array().size(), 12U);
    for (const auto& caller :
         {coordinator(), server_.as(Role::ProvincialDelegate, ScopeLevel::Province, "10.261")}) {
        const auto walls = of(caller);
        EXPECT_EQ(walls.text("nation"), "false");
        EXPECT_EQ(walls.at("regions").as_array(), json::array{"10"});
        EXPECT_EQ(server_.post(caller, edition() + "/wall", {{"region_code", "10"}}).status, 201);
    }
    const auto outsider =
        of(server_.as(Role::Partner, ScopeLevel::Organisation, server_.add_cooperative()));
    EXPECT_EQ(outsider.text("nation"), "false");
    EXPECT_TRUE(outsider.at("regions").as_array().empty());
}

TEST_P(WallApi, IsClosedInItsBrowser)
{
    const auto cookie = pass();
    const auto closed = server_.call(TestServer::nobody(), "DELETE", std::string(kWall), nullptr,
                                     {{"Cookie", cookie}});
    EXPECT_EQ(closed.status, 204);
    EXPECT_EQ(with(cookie).status, 401); // a copy of it opens nothing either
    EXPECT_NE(closed.headers.at("set-cookie").find("jisr_wall=; Path=/api/v1/wall; Max-Age=0"),
              std::string::npos);
}

} // namespace
} // namespace jisr::tests
