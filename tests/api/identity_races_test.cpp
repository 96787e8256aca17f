#include "api/identity_support.hpp"
#include "modules/identity/proof.hpp"
#include "modules/identity/second_factor.hpp"
#include "modules/identity/second_factor_store.hpp"

#include <latch>
#include <thread>

namespace jisr::tests {
namespace {

using namespace std::chrono_literals;
namespace json = boost::json;

/// Signing in takes a while, and what it has read may be no longer so when it writes.
class IdentityRaces : public IdentityTest
{
  protected:
    static constexpr int kRounds = 5;
    static constexpr std::size_t kDesks = 3; // with the change itself, fewer than a pause follows

    /// Runs `change` while she signs in at three desks with `password`.
    Answer while_signing_in(const std::string& password, const std::function<Answer()>& change)
    {
        std::latch together(kDesks + 1);
        std::vector<std::thread> threads;
        for (auto& desk : desks)
            threads.emplace_back([&] {
                together.arrive_and_wait();
                const auto answer = desk.sign_in("naima", password);
                EXPECT_TRUE(answer.status == 201 || answer.status == 401) << answer.body;
            });
        together.arrive_and_wait();
        auto changed = change();
        for (auto& thread : threads)
            thread.join();
        return changed;
    }

    /// Whether she came in before the change or was refused after it.
    void expect_no_session_left()
    {
        for (auto& desk : desks)
            EXPECT_EQ(desk.call("GET", "/api/v1/session").status, 401);
    }

    /// A session of hers at a time when earlier failures are forgotten.
    void come_in_anew(const std::string& password)
    {
        server.clock().advance(25h);
        ASSERT_EQ(browser.sign_in("naima", password).status, 201);
    }

    void expect_password(const std::string& present, const std::string& former)
    {
        Browser desk{server, {}, {}};
        EXPECT_EQ(desk.sign_in("naima", present).status, 201);
        EXPECT_EQ(desk.sign_in("naima", former).status, 401);
    }

    core::Result<void> write(const std::function<core::Result<void>(service::WriteContext&)>& work)
    {
        return service::write_as(server.services(), service::Actor::system(), work);
    }

    std::vector<Browser> desks = std::vector<Browser>(kDesks, Browser{server, {}, {}});
};

INSTANTIATE_TEST_SUITE_P(Engines, IdentityRaces, kEngines, engine_name);

TEST_P(IdentityRaces, NoSignInBringsBackThePasswordThatHasJustBeenChanged)
{
    settled_user("naima");
    std::string password = kPassword;
    for (int round = 0; round < kRounds; ++round) {
        come_in_anew(password);
        const auto chosen = "saffron from Taliouine " + std::to_string(round);
        const auto changed = while_signing_in(password, [&] {
            return browser.call(
                "PUT", "/api/v1/me/password",
                json::object{{"current_password", password}, {"new_password", chosen}});
        });
        ASSERT_EQ(changed.status, 204) << changed.body;
        expect_no_session_left();
        expect_password(chosen, password);
        password = chosen;
    }
}

TEST_P(IdentityRaces, NoSignInBringsBackThePasswordThatHasJustBeenReset)
{
    const auto user = settled_user("naima");
    std::string password = kPassword;
    for (int round = 0; round < kRounds; ++round) {
        come_in_anew(password);
        const auto reset = while_signing_in(password, [&] {
            return server.call(administrator, "POST", path_of(user, "/reset-password"));
        });
        ASSERT_EQ(reset.status, 200) << reset.body;
        expect_no_session_left();
        expect_password(reset.text("initial_password"), password);
        password = reset.text("initial_password");
    }
}

TEST_P(IdentityRaces, NoSignInOutlastsADeactivation)
{
    const auto user = settled_user("naima");
    for (int round = 0; round < kRounds; ++round) {
        come_in_anew(kPassword);
        const auto deactivated = while_signing_in(kPassword, [&] {
            return server.call(administrator, "POST", path_of(user, "/deactivate"));
        });
        ASSERT_EQ(deactivated.status, 200) << deactivated.body;
        ASSERT_EQ(server.call(administrator, "POST", path_of(user, "/reactivate")).status, 200);
        expect_no_session_left();
        EXPECT_EQ(browser.call("GET", "/api/v1/session").status, 401);
    }
}

TEST_P(IdentityRaces, NoTokenOutlastsTheRolesItWasMadeWith)
{
    const auto user = settled_user("naima", Role::RegionalCoordinator);
    ASSERT_EQ(browser.sign_in("naima", kPassword).status, 201);
    const auto give = [&](const std::string& role) {
        const auto version = server.get(administrator, path_of(user)).at("version").as_int64();
        return server.put(administrator, path_of(user), user_draft("naima", role), version).status;
    };
    for (int round = 0; round < kRounds; ++round) {
        Answer made;
        std::latch together(2);
        std::thread maker([&] {
            together.arrive_and_wait();
            made = browser.call("POST", "/api/v1/tokens",
                                json::object{{"name", "at home"},
                                             {"role", "registration_agent"},
                                             {"scope_level", "region"},
                                             {"scope_code", "10"}});
        });
        together.arrive_and_wait();
        EXPECT_EQ(give("registration_agent"), 200);
        maker.join();
        ASSERT_TRUE(made.status == 201 || made.status == 403) << made.body;
        if (made.status == 201) {
            EXPECT_EQ(server.get({.token = made.text("token")}, "/api/v1/centres").status, 401);
        }
        ASSERT_EQ(give("regional_coordinator"), 200);
    }
}

TEST_P(IdentityRaces, APasswordStandsForThatWhichWasLookedAtAlone)
{
    const auto user = settled_user("naima");
    const auto read = server.services().database.ask(
        [&](db::Reader& reader) { return identity::get_credentials(reader, user.id); });
    ASSERT_TRUE(read);
    const identity::Proof proof{{}, *read, identity::wrong_credentials()};
    const auto refused = [&]() -> std::string {
        const auto outcome =
            write([&](service::WriteContext& context) { return identity::accept(context, proof); });
        return outcome ? "" : outcome.error().slug;
    };
    EXPECT_EQ(refused(), "");
    server.call(administrator, "POST", path_of(user, "/deactivate"));
    EXPECT_EQ(refused(), "wrong_credentials");
    server.call(administrator, "POST", path_of(user, "/reactivate"));
    EXPECT_EQ(refused(), "");
    server.call(administrator, "POST", path_of(user, "/reset-password"));
    EXPECT_EQ(refused(), "wrong_credentials");
}

TEST_P(IdentityRaces, ACodeStandsForTheSecretThatItWasReadWithAlone)
{
    const auto user = settled_user("naima");
    const auto undone = write([&](service::WriteContext& context) -> core::Result<void> {
        auto& writer = context.writer;
        const identity::SecondFactor former{.sealed_secret = "of the lost phone", .last_step = 7};
        const identity::SecondFactor present{.sealed_secret = "of the new phone", .last_step = 7};
        EXPECT_TRUE(identity::save_offer(writer, user.id, former.sealed_secret));
        EXPECT_TRUE(identity::save_offer(writer, user.id, present.sealed_secret));
        EXPECT_EQ(identity::confirm(writer, user.id, former, {}).value_or(-1), 0);
        EXPECT_EQ(identity::confirm(writer, user.id, present, {}).value_or(-1), 1);
        EXPECT_EQ(identity::confirm(writer, user.id, present, {}).value_or(-1), 0);
        EXPECT_EQ(identity::use_step(writer, user.id, former, 8).value_or(-1), 0);
        EXPECT_EQ(identity::use_step(writer, user.id, present, 8).value_or(-1), 1);
        return core::fail(core::problems::not_found()); // nothing of this is to stay
    });
    EXPECT_FALSE(undone);
}

} // namespace
} // namespace jisr::tests
