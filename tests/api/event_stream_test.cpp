#include "api/identity_support.hpp"
#include "support/event_reader.hpp"

namespace jisr::tests {
namespace {

using namespace std::chrono_literals;

/// Streams of events that ask ten times a second whether they may go on.
class EventStreams : public testing::TestWithParam<Engine>
{
  protected:
    TestServer server{GetParam(), {}, {.beat_every = 100ms}};
    Caller administrator = server.administrator();
    Browser browser{server, {}, {}};
    std::string target = "/api/v1/editions/" + server.bridge_edition() + "/progress/events";

    identity::User signed_in_user(const std::string& user_name)
    {
        auto user = identity::create_user(server.services(), service::Actor::system(),
                                          {user_name,
                                           "نعيمة بوزيد",
                                           core::Language::Fr,
                                           {{.role = Role::RegionalCoordinator,
                                             .scope_level = ScopeLevel::Region,
                                             .scope_code = "10"}}},
                                          kPassword, true);
        EXPECT_EQ(browser.sign_in(user_name, kPassword).status, 201);
        return user.value();
    }

    std::string path_of(const identity::User& user, const std::string& more = "")
    {
        return "/api/v1/users/" + user.id.str() + more;
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, EventStreams, kEngines, engine_name);

TEST_P(EventStreams, EndWithTheTokenThatOpenedThemAndNoOther)
{
    const auto made =
        server.post(administrator, "/api/v1/tokens",
                    {{"name", "board"}, {"role", "auditor"}, {"scope_level", "nation"}});
    EventReader revoked(server.port(), target, made.text("token"));
    EventReader kept(server.port(), target, administrator.token);
    EXPECT_FALSE(revoked.next().empty());
    EXPECT_FALSE(kept.next().empty());
    EXPECT_EQ(server.call(administrator, "DELETE", "/api/v1/tokens/" + made.text("id")).status,
              204);
    EXPECT_TRUE(revoked.has_ended());
    const auto before = kept.seen().size();
    while (kept.seen().find("\n:\n\n", before) == std::string::npos) // a sign of life
        ASSERT_TRUE(kept.reads_on());
}

TEST_P(EventStreams, EndWithTheSessionThatOpenedThem)
{
    signed_in_user("naima");
    EventReader stream(server.port(), target, {}, browser.cookie);
    EXPECT_FALSE(stream.next().empty());
    EXPECT_EQ(browser.call("DELETE", "/api/v1/session").status, 204);
    EXPECT_TRUE(stream.has_ended());
}

TEST_P(EventStreams, EndWhenTheUserIsDeactivated)
{
    const auto user = signed_in_user("naima");
    EventReader stream(server.port(), target, {}, browser.cookie);
    EXPECT_FALSE(stream.next().empty());
    EXPECT_EQ(server.call(administrator, "POST", path_of(user, "/deactivate")).status, 200);
    EXPECT_TRUE(stream.has_ended());
}

TEST_P(EventStreams, EndWhenTheUserMaySeeSomethingElse)
{
    const auto user = signed_in_user("naima");
    EventReader stream(server.port(), target, {}, browser.cookie);
    EXPECT_FALSE(stream.next().empty());
    EXPECT_EQ(server
                  .put(administrator, path_of(user),
                       user_draft("naima", "regional_coordinator", "region", "05"), 1)
                  .status,
              200);
    EXPECT_TRUE(stream.has_ended());
    EventReader anew(server.port(), target, {}, browser.cookie);
    EXPECT_FALSE(anew.next().empty());
}

TEST_P(EventStreams, KeepNoSessionAliveByThemselves)
{
    signed_in_user("naima");
    EventReader stream(server.port(), target, {}, browser.cookie);
    EXPECT_FALSE(stream.next().empty());
    server.clock().advance(29min);
    ASSERT_TRUE(stream.reads_on());
    server.clock().advance(2min);
    EXPECT_TRUE(stream.has_ended());
    EXPECT_EQ(browser.call("GET", "/api/v1/session").status, 401);
}

} // namespace
} // namespace jisr::tests
