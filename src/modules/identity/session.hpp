#pragma once

#include "core/record.hpp"
#include "modules/identity/user.hpp"

#include <chrono>

namespace jisr::identity {

inline constexpr std::string_view kSessionCookie = "jisr_session";
inline constexpr std::chrono::minutes kIdleEnd{30};   ///< without a request
inline constexpr std::chrono::hours kAbsoluteEnd{12}; ///< a working day and its travel, used or not

struct SignIn
{
    std::string user_name;
    std::string password;
    std::optional<std::string> code;          ///< of the second factor
    std::optional<std::string> recovery_code; ///< in its place, once

    static constexpr std::string_view kRecord = "identity.SignIn";
    static constexpr std::array kFields{core::field("user_name").length(100),
                                        core::field("password").length(1000).sensitive(),
                                        core::field("code").length(20).sensitive(),
                                        core::field("recovery_code").length(40).sensitive()};
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (user_name, password, code, recovery_code))

struct FirstAdministrator
{
    std::string user_name;
    std::string full_name;
    std::string password;

    static constexpr std::string_view kRecord = "identity.FirstAdministrator";
    static constexpr std::array kFields{core::field("user_name").length(40),
                                        core::field("full_name").length(120).personal(),
                                        core::field("password").length(1000).sensitive()};
};
BOOST_DESCRIBE_STRUCT(FirstAdministrator, (), (user_name, full_name, password))

struct SessionUser
{
    core::Id id;
    std::string user_name;
    std::string full_name;
    core::Language language = core::Language::Ar;

    static constexpr std::string_view kRecord = "identity.SessionUser";
};
BOOST_DESCRIBE_STRUCT(SessionUser, (), (id, user_name, full_name, language))

/// What the page needs to know of the one who is signed in.
struct Session
{
    SessionUser user;
    std::vector<Assignment> assignments;
    std::vector<service::Permission> permissions;
    std::string csrf_token; ///< goes with every write as X-CSRF-Token
    bool must_change_password = false;
    bool second_factor = false;
    core::Instant expires_at; ///< whatever happens; without requests sooner
    std::int64_t idle_minutes = kIdleEnd.count();
    bool demonstration = false;

    static constexpr std::string_view kRecord = "identity.Session";
};
BOOST_DESCRIBE_STRUCT(Session, (),
                      (user, assignments, permissions, csrf_token, must_change_password,
                       second_factor, expires_at, idle_minutes, demonstration))

/// One line of "where am I signed in".
struct OpenSession
{
    core::Id id;
    core::Instant created_at;
    core::Instant last_seen_at;
    std::string device; ///< as the browser calls itself
    bool current = false;

    static constexpr std::string_view kRecord = "identity.OpenSession";
};
BOOST_DESCRIBE_STRUCT(OpenSession, (), (id, created_at, last_seen_at, device, current))

struct Profile
{
    std::string full_name;
    core::Language language = core::Language::Ar;

    static constexpr std::string_view kRecord = "identity.Profile";
    static constexpr std::array kFields{core::field("full_name").length(120).personal()};
};
BOOST_DESCRIBE_STRUCT(Profile, (), (full_name, language))

struct PasswordChange
{
    std::string current_password;
    std::string new_password;

    static constexpr std::string_view kRecord = "identity.PasswordChange";
    static constexpr std::array kFields{core::field("current_password").length(1000).sensitive(),
                                        core::field("new_password").length(1000).sensitive()};
};
BOOST_DESCRIBE_STRUCT(PasswordChange, (), (current_password, new_password))

/// A password again, before something that weakens the account.
struct PasswordProof
{
    std::string password;

    static constexpr std::string_view kRecord = "identity.PasswordProof";
    static constexpr std::array kFields{core::field("password").length(1000).sensitive()};
};
BOOST_DESCRIBE_STRUCT(PasswordProof, (), (password))

struct InitialPassword
{
    std::string initial_password;

    static constexpr std::string_view kRecord = "identity.InitialPassword";
};
BOOST_DESCRIBE_STRUCT(InitialPassword, (), (initial_password))

} // namespace jisr::identity
