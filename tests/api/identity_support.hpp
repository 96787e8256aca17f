#pragma once

#include "modules/identity/identity.hpp"
#include "support/server.hpp"

#include <gmock/gmock.h>

#include <string>

namespace jisr::tests {

using service::Role;
using service::ScopeLevel;

inline const std::string kPassword = "argan tree in the Atlas";

/// A person's browser: keeps the cookie and sends the CSRF token.
struct Browser
{
    TestServer& server;
    std::string cookie;
    std::string csrf;

    Answer call(std::string_view method, std::string_view target,
                const boost::json::value& body = nullptr,
                std::vector<std::pair<std::string, std::string>> headers = {})
    {
        if (!cookie.empty())
            headers.emplace_back("Cookie", cookie);
        if (!csrf.empty())
            headers.emplace_back("X-CSRF-Token", csrf);
        auto answer = server.call({}, method, target, body, std::move(headers));
        if (const auto set = answer.headers.find("set-cookie"); set != answer.headers.end())
            cookie = set->second.substr(0, set->second.find(';'));
        if (answer.at("csrf_token").is_string())
            csrf = answer.text("csrf_token");
        return answer;
    }

    Answer sign_in(const std::string& user_name, const std::string& password,
                   boost::json::object more = {})
    {
        more["user_name"] = user_name;
        more["password"] = password;
        return call("POST", "/api/v1/session", more);
    }
};

inline boost::json::object user_draft(const std::string& user_name,
                                      const std::string& role = "trainer",
                                      const std::string& level = "region",
                                      const std::string& code = "10")
{
    return {{"user_name", user_name},
            {"full_name", "نعيمة بوزيد"},
            {"language", "ar"},
            {"assignments",
             boost::json::array{{{"role", role}, {"scope_level", level}, {"scope_code", code}}}}};
}

class IdentityTest : public testing::TestWithParam<Engine>
{
  protected:
    TestServer server{GetParam()};
    Caller administrator = server.administrator();
    Caller coordinator = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "10");
    Browser browser{server, {}, {}};

    /// A user whose password is kPassword and need not be changed.
    identity::User settled_user(const std::string& user_name, Role role = Role::Trainer)
    {
        identity::AssignmentDraft held{.role = role};
        if (role != Role::NationalAdministrator) {
            held.scope_level = ScopeLevel::Region;
            held.scope_code = "10";
        }
        return identity::create_user(server.services(), service::Actor::system(),
                                     {user_name, "نعيمة بوزيد", core::Language::Fr, {held}},
                                     kPassword, true)
            .value();
    }

    std::string path_of(const identity::User& user, const std::string& more = "")
    {
        return "/api/v1/users/" + user.id.str() + more;
    }

    /// The whole change log as text.
    std::string log()
    {
        std::string lines;
        EXPECT_TRUE(server.services().database.ask([&](db::Reader& reader) {
            return reader.query("select entity, operation, difference, reason, actor from change",
                                {}, [&](const db::Row& row) {
                                    for (int i = 0; i < row.columns(); ++i)
                                        lines.append(row.text(i)).append(" ");
                                    lines += '\n';
                                    return true;
                                });
        }));
        return lines;
    }
};

} // namespace jisr::tests
