#include "api/identity_support.hpp"
#include "modules/identity/totp.hpp"

#include <fstream>
#include <thread>

namespace jisr::tests {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
namespace json = boost::json;

class Identity : public IdentityTest
{
};

INSTANTIATE_TEST_SUITE_P(Engines, Identity, kEngines, engine_name);

TEST_P(Identity, AsksAStrangerToSignInFirst)
{
    for (const auto& [method, target] : {std::pair{"GET", "/api/v1/session"},
                                         {"DELETE", "/api/v1/session"},
                                         {"GET", "/api/v1/me/profile"},
                                         {"GET", "/api/v1/users"},
                                         {"POST", "/api/v1/users"},
                                         {"GET", "/api/v1/tokens"},
                                         {"POST", "/api/v1/tokens"}}) {
        EXPECT_EQ(server.call(Caller{}, method, target).slug(), "unauthenticated") << target;
        EXPECT_EQ(server.call({.token = "jisr_nonsense"}, method, target).status, 401) << target;
    }
    browser.cookie = "jisr_session=nonsense";
    EXPECT_EQ(browser.call("GET", "/api/v1/session").status, 401);
}

TEST_P(Identity, MakesTheFirstAdministratorOnceAndNeverTwoAtOnce)
{
    const json::object first{
        {"user_name", "nadia"}, {"full_name", "نادية العلوي"}, {"password", kPassword}};
    json::object weak = first;
    weak["password"] = "azerty1234";
    EXPECT_THAT(browser.call("POST", "/api/v1/setup/administrator", weak).errors(),
                ElementsAre("/password password_too_common"));
    std::array<int, 2> statuses{};
    std::array<std::thread, 2> askers;
    for (std::size_t i = 0; i < 2; ++i)
        askers[i] = std::thread([&, i] {
            json::object asked = first;
            asked["user_name"] = i == 0 ? "nadia" : "latifa";
            statuses[i] = server.post({}, "/api/v1/setup/administrator", asked).status;
        });
    for (auto& asker : askers)
        asker.join();
    EXPECT_THAT(statuses, testing::UnorderedElementsAre(201, 409));
    EXPECT_EQ(server.post({}, "/api/v1/setup/administrator", first).slug(), "already_set_up");
    EXPECT_EQ(server.get(administrator, "/api/v1/users").at("items").as_array().size(), 1);
}

TEST_P(Identity, SignsInWithTheRightPasswordAndSaysWhoOneIs)
{
    settled_user("naima", Role::RegistrationAgent);
    const auto wrong = browser.sign_in("naima", "something else");
    const auto unknown = browser.sign_in("nobody", "something else");
    EXPECT_EQ(wrong.slug(), "wrong_credentials");
    EXPECT_EQ(wrong.status, 401);
    EXPECT_EQ(unknown.slug(), wrong.slug());
    EXPECT_EQ(unknown.at("detail"), wrong.at("detail"));
    const auto session = browser.sign_in("Naima", kPassword);
    ASSERT_EQ(session.status, 201);
    EXPECT_THAT(session.headers.at("set-cookie"),
                AllOf(HasSubstr("HttpOnly"), HasSubstr("SameSite=Strict"), HasSubstr("Path=/"),
                      Not(HasSubstr("Secure"))));
    const auto shown = browser.call("GET", "/api/v1/session");
    EXPECT_EQ(shown.json, session.json);
    EXPECT_EQ(shown.text("assignments/0/role"), "registration_agent");
    EXPECT_EQ(shown.text("assignments/0/scope/name_fr"), "Guelmim-Oued Noun");
    EXPECT_THAT(json::serialize(shown.at("permissions")), HasSubstr("register_registrants"));
    EXPECT_EQ(shown.at("must_change_password"), false);
    EXPECT_EQ(shown.at("idle_minutes"), 30);
}

TEST_P(Identity, SendsTheCookieOnlyOverHttpsWhereThereIsSome)
{
    TestServer secure(GetParam(), {.secure_cookies = true});
    const auto made = secure.post(
        {}, "/api/v1/setup/administrator",
        json::object{{"user_name", "nadia"}, {"full_name", "نادية"}, {"password", kPassword}});
    EXPECT_THAT(made.headers.at("set-cookie"), HasSubstr("; Secure"));
}

TEST_P(Identity, LetsAFirstPasswordDoNothingButBeChanged)
{
    const auto made = server.post(administrator, "/api/v1/users", user_draft("naima"));
    ASSERT_EQ(made.status, 201) << made.body;
    const auto first = made.text("initial_password");
    EXPECT_EQ(browser.sign_in("naima", first).at("must_change_password"), true);
    EXPECT_EQ(browser.call("GET", "/api/v1/me/sessions").slug(), "password_change_required");
    const auto change = [&](const std::string& current, const std::string& chosen) {
        return browser.call("PUT", "/api/v1/me/password",
                            json::object{{"current_password", current}, {"new_password", chosen}});
    };
    EXPECT_THAT(change("not this one", kPassword).errors(),
                ElementsAre("/current_password wrong_password"));
    EXPECT_THAT(change(first, "naima-2026").errors(),
                ElementsAre("/new_password password_holds_user_name"));
    EXPECT_THAT(change(first, first).errors(), ElementsAre("/new_password password_unchanged"));
    EXPECT_EQ(change(first, kPassword).status, 204);
    EXPECT_EQ(browser.call("GET", "/api/v1/me/sessions").status, 200);
    EXPECT_EQ(browser.sign_in("naima", first).status, 401);
    EXPECT_EQ(browser.sign_in("naima", kPassword).status, 201);
}

TEST_P(Identity, EndsTheOtherSessionsWhenThePasswordChanges)
{
    settled_user("naima");
    Browser other{server, {}, {}};
    browser.sign_in("naima", kPassword);
    other.sign_in("naima", kPassword);
    EXPECT_EQ(other.call("GET", "/api/v1/me/sessions").at("items").as_array().size(), 2);
    EXPECT_EQ(browser
                  .call("PUT", "/api/v1/me/password",
                        json::object{{"current_password", kPassword},
                                     {"new_password", "saffron from Taliouine"}})
                  .status,
              204);
    EXPECT_EQ(other.call("GET", "/api/v1/session").status, 401);
    EXPECT_EQ(browser.call("GET", "/api/v1/session").status, 200);
}

TEST_P(Identity, TakesWritesWithACookieOnlyWithTheCsrfToken)
{
    settled_user("naima");
    browser.sign_in("naima", kPassword);
    const json::object profile{{"full_name", "نعيمة"}, {"language", "zgh"}};
    Browser forged{server, browser.cookie, {}};
    EXPECT_EQ(forged.call("PUT", "/api/v1/me/profile", profile).slug(), "csrf_failed");
    forged.csrf = std::string(browser.csrf.size(), '0');
    EXPECT_EQ(forged.call("PUT", "/api/v1/me/profile", profile).slug(), "csrf_failed");
    EXPECT_EQ(browser.call("PUT", "/api/v1/me/profile", profile).status, 200);
    EXPECT_EQ(browser.call("GET", "/api/v1/me/profile").json, json::value(profile));
}

TEST_P(Identity, EndsASessionThatIsIdleOrTooOldOrSignedOut)
{
    settled_user("naima");
    browser.sign_in("naima", kPassword);
    server.clock().advance(29min);
    EXPECT_EQ(browser.call("GET", "/api/v1/session").status, 200);
    server.clock().advance(29min);
    EXPECT_EQ(browser.call("GET", "/api/v1/session").status, 200);
    server.clock().advance(31min);
    EXPECT_EQ(browser.call("GET", "/api/v1/session").status, 401);
    ASSERT_EQ(browser.sign_in("naima", kPassword).status, 201);
    for (int i = 0; i < 35; ++i) {
        server.clock().advance(20min);
        ASSERT_EQ(browser.call("GET", "/api/v1/session").status, 200) << i;
    }
    server.clock().advance(20min); // twelve hours
    EXPECT_EQ(browser.call("GET", "/api/v1/session").status, 401);
    ASSERT_EQ(browser.sign_in("naima", kPassword).status, 201);
    const auto cookie = browser.cookie;
    EXPECT_EQ(browser.call("DELETE", "/api/v1/session").status, 204);
    browser.cookie = cookie;
    EXPECT_EQ(browser.call("GET", "/api/v1/session").status, 401);
}

TEST_P(Identity, EndsOnesOwnSessionsAndNobodyElses)
{
    settled_user("naima");
    settled_user("karima");
    Browser other{server, {}, {}};
    browser.sign_in("naima", kPassword);
    other.sign_in("karima", kPassword);
    const auto hers = other.call("GET", "/api/v1/me/sessions").text("items/0/id");
    EXPECT_EQ(browser.call("DELETE", "/api/v1/me/sessions/" + hers).status, 404);
    EXPECT_EQ(other.call("GET", "/api/v1/session").status, 200);
    EXPECT_EQ(other.call("DELETE", "/api/v1/me/sessions/" + hers).status, 204);
    EXPECT_EQ(other.call("GET", "/api/v1/session").status, 401);
}

TEST_P(Identity, EndsAllOnesOtherSessionsAtOnceAndNobodyElses)
{
    const std::string all = "/api/v1/me/sessions";
    settled_user("naima");
    settled_user("karima");
    Browser lost{server, {}, {}};
    Browser hers{server, {}, {}};
    browser.sign_in("naima", kPassword);
    lost.sign_in("naima", kPassword);
    hers.sign_in("karima", kPassword);
    EXPECT_EQ(server.call({}, "DELETE", all).status, 401);
    EXPECT_EQ(server.call(administrator, "DELETE", all).status, 403); // a program has no sessions
    EXPECT_EQ((Browser{server, lost.cookie, {}}.call("DELETE", all).slug()), "csrf_failed");
    EXPECT_EQ(lost.call("GET", "/api/v1/session").status, 200);
    EXPECT_EQ(browser.call("DELETE", all).status, 204);
    EXPECT_EQ(lost.call("GET", "/api/v1/session").status, 401);
    EXPECT_EQ(browser.call("GET", all).at("items").as_array().size(), 1);
    EXPECT_EQ(hers.call("GET", "/api/v1/session").status, 200);
    EXPECT_THAT(log(), AllOf(HasSubstr("user end_sessions"),
                             Not(HasSubstr(lost.cookie.substr(lost.cookie.find('=') + 1)))));
}

TEST_P(Identity, SlowsGuessingDownWithoutKeepingAnybodyOutForEver)
{
    const auto user = settled_user("naima");
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(browser.sign_in("naima", "a guess of a password").status, 401) << i;
    const auto refused = browser.sign_in("naima", kPassword);
    EXPECT_EQ(refused.slug(), "too_many_attempts");
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.headers.at("retry-after"), "1");
    EXPECT_EQ(server.get(administrator, path_of(user)).text("state"), "locked");
    server.clock().advance(1s);
    EXPECT_EQ(browser.sign_in("naima", "another guess").status, 401);
    EXPECT_EQ(browser.sign_in("naima", kPassword).headers.at("retry-after"), "2");
    EXPECT_EQ(server.call(administrator, "POST", path_of(user, "/unlock")).text("state"), "active");
    EXPECT_EQ(browser.sign_in("naima", kPassword).status, 201);
    EXPECT_EQ(browser.sign_in("naima", "a guess").status, 401); // the count began anew
}

TEST_P(Identity, LetsAManagerLetHerInAgainWhereverItWasGuessed)
{
    TestServer behind_proxy(GetParam(), {.trusted_proxy = "127.0.0.1"});
    const std::string her_desk = "196.12.1.7";
    const std::string elsewhere = "105.66.2.9";
    const auto manager = behind_proxy.administrator();
    const auto user =
        identity::create_user(behind_proxy.services(), service::Actor::system(),
                              {"naima", "نعيمة", core::Language::Fr, {{.role = Role::Auditor}}},
                              kPassword, true)
            .value();
    const auto status_at = [&](const std::string& address, const std::string& password) {
        return behind_proxy
            .call({}, "POST", "/api/v1/session",
                  json::object{{"user_name", "naima"}, {"password", password}},
                  {{"X-Forwarded-For", address}})
            .status;
    };
    const auto lock_at = [&](const std::string& address) {
        for (int i = 0; i < 5; ++i)
            EXPECT_EQ(status_at(address, "a guess of a password"), 401) << i;
        EXPECT_EQ(status_at(address, kPassword), 429);
    };
    const auto state = [&] { return behind_proxy.get(manager, path_of(user)).text("state"); };
    ASSERT_EQ(status_at(her_desk, kPassword), 201);
    lock_at(her_desk);
    EXPECT_EQ(state(), "locked");
    const auto locked = behind_proxy.get(manager, "/api/v1/users?state=locked");
    EXPECT_EQ(locked.text("items/0/user_name"), "naima");
    lock_at(elsewhere); // counted apart
    const auto unlocked = behind_proxy.call(manager, "POST", path_of(user, "/unlock"));
    EXPECT_EQ(unlocked.text("state"), "active");
    EXPECT_EQ(status_at(her_desk, kPassword), 201);
    EXPECT_EQ(status_at(elsewhere, kPassword), 201);

    lock_at(her_desk);
    const auto reset = behind_proxy.call(manager, "POST", path_of(user, "/reset-password"));
    ASSERT_EQ(reset.status, 200) << reset.body;
    EXPECT_EQ(state(), "active");
    EXPECT_EQ(status_at(her_desk, reset.text("initial_password")), 201);
}

TEST_P(Identity, SlowsDownGuessesAtNamesThatDoNotExistAlike)
{
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(browser.sign_in("nobody", "a guess of a password").status, 401) << i;
    EXPECT_EQ(browser.sign_in("nobody", "a guess of a password").status, 429);
}

TEST_P(Identity, AsksForTheSecondFactorAndTakesEachCodeOnce)
{
    settled_user("naima");
    browser.sign_in("naima", kPassword);
    const auto offer = browser.call("POST", "/api/v1/me/second-factor");
    ASSERT_EQ(offer.status, 200) << offer.body;
    EXPECT_THAT(offer.text("qr_svg"), testing::StartsWith("<svg"));
    const auto secret = [&] {
        std::string bytes;
        std::uint32_t bits = 0;
        int count = 0;
        for (const char c : offer.text("secret")) {
            bits = bits << 5U | static_cast<std::uint32_t>(c >= 'A' ? c - 'A' : c - '2' + 26);
            count += 5;
            if (count < 8)
                continue;
            count -= 8;
            bytes += static_cast<char>(bits >> count & 0xFFU);
        }
        return bytes;
    }();
    const auto code = [&] {
        return identity::totp_code(secret, identity::totp_step(server.clock().now()));
    };
    EXPECT_THAT(
        browser.call("PUT", "/api/v1/me/second-factor", json::object{{"code", "12"}}).errors(),
        ElementsAre("/code wrong_code"));
    const auto confirmed =
        browser.call("PUT", "/api/v1/me/second-factor", json::object{{"code", code()}});
    ASSERT_EQ(confirmed.status, 200) << confirmed.body;
    EXPECT_EQ(confirmed.at("recovery_codes").as_array().size(), 10);

    EXPECT_EQ(browser.sign_in("naima", kPassword).slug(), "second_factor_needed");
    EXPECT_EQ(browser.sign_in("naima", kPassword, {{"code", code()}}).status, 401); // used above
    server.clock().advance(30s);
    EXPECT_EQ(browser.sign_in("naima", kPassword, {{"code", code()}}).status, 201);
    EXPECT_EQ(browser.sign_in("naima", kPassword, {{"code", code()}}).status, 401);
    const auto recovery = confirmed.text("recovery_codes/3");
    EXPECT_EQ(browser.sign_in("naima", kPassword, {{"recovery_code", recovery}}).status, 201);
    EXPECT_EQ(browser.sign_in("naima", kPassword, {{"recovery_code", recovery}}).status, 401);
    EXPECT_THAT(log(), AllOf(HasSubstr("use_recovery_code"), Not(HasSubstr(recovery)),
                             Not(HasSubstr(offer.text("secret")))));

    // Under another key nobody can check the phone's code; what she printed still opens.
    server.clock().advance(30s);
    std::ofstream(server.services().settings.data_folder / "server.key")
        << std::string(64, '7') << '\n';
    EXPECT_EQ(browser.sign_in("naima", kPassword, {{"code", code()}}).slug(),
              "second_factor_unreadable");
    EXPECT_EQ(
        browser.sign_in("naima", kPassword, {{"recovery_code", confirmed.text("recovery_codes/4")}})
            .status,
        201);
}

TEST_P(Identity, RemovesTheSecondFactorForHerPasswordOrByAnAdministrator)
{
    const auto user = settled_user("naima");
    browser.sign_in("naima", kPassword);
    const auto enable = [&] {
        const auto uri = browser.call("POST", "/api/v1/me/second-factor");
        return uri.status;
    };
    EXPECT_EQ(enable(), 200);
    EXPECT_EQ(
        browser
            .call("DELETE", "/api/v1/me/second-factor", json::object{{"password", "not this one"}})
            .status,
        422);
    EXPECT_EQ(
        browser.call("DELETE", "/api/v1/me/second-factor", json::object{{"password", kPassword}})
            .status,
        204);
    EXPECT_EQ(browser.call("GET", "/api/v1/me/sessions").status, 200);
    EXPECT_EQ(server.call(coordinator, "POST", path_of(user, "/reset-second-factor")).status, 204);
    EXPECT_EQ(browser.call("GET", "/api/v1/me/sessions").status, 401);
}

TEST_P(Identity, LetsNoSecretIntoAnswersOrTheChangeLog)
{
    const auto made = server.post(administrator, "/api/v1/users", user_draft("naima"));
    const auto token =
        server.post(administrator, "/api/v1/tokens",
                    json::object{{"name", "x"}, {"role", "partner"}, {"scope_level", "nation"}});
    const auto first = made.text("initial_password");
    browser.sign_in("naima", first);
    browser.call("PUT", "/api/v1/me/password",
                 json::object{{"current_password", first}, {"new_password", kPassword}});
    std::string seen = log();
    EXPECT_THAT(seen, AllOf(HasSubstr("user create"), HasSubstr("token create"),
                            HasSubstr("user change_password")));
    for (const auto& answer :
         {server.get(administrator, "/api/v1/users"), server.get(administrator, "/api/v1/tokens"),
          browser.call("GET", "/api/v1/session"), browser.call("GET", "/api/v1/me/sessions")}) {
        EXPECT_EQ(answer.status, 200);
        seen += answer.body;
    }
    const auto secret = token.text("token").substr(38);
    for (const std::string& hidden :
         {first, kPassword, secret, std::string("argon2"), std::string("password_hash"),
          std::string("secret_hash"), std::string("token_hash"),
          browser.cookie.substr(browser.cookie.find('=') + 1)})
        EXPECT_THAT(seen, Not(HasSubstr(hidden)));
}

} // namespace
} // namespace jisr::tests
