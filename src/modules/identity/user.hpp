#pragma once

#include "core/record.hpp"
#include "service/actor.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jisr::identity {

enum class UserState {
    Active,
    Locked, ///< active, but guesses at the password are being slowed down; passes by itself
    Deactivated
};
BOOST_DESCRIBE_ENUM(UserState, Active, Locked, Deactivated)

/// A scope with the names of its place, empty for the nation.
struct Scope
{
    service::ScopeLevel level = service::ScopeLevel::Nation;
    std::string code;
    std::string name_ar;
    std::string name_fr;
    std::optional<std::string> region_code; ///< where it lies; nothing for the nation

    static constexpr std::string_view kRecord = "identity.Scope";
};
BOOST_DESCRIBE_STRUCT(Scope, (), (level, code, name_ar, name_fr, region_code))

struct Assignment
{
    service::Role role = service::Role::Partner;
    Scope scope;

    static constexpr std::string_view kRecord = "identity.Assignment";
};
BOOST_DESCRIBE_STRUCT(Assignment, (), (role, scope))

/// As it is asked for. `scope_code` is absent for the nation, else a region's ("10") or province's
/// code ("10.261") or the id of a centre or organisation.
struct AssignmentDraft
{
    service::Role role = service::Role::Partner;
    service::ScopeLevel scope_level = service::ScopeLevel::Nation;
    std::optional<std::string> scope_code;

    static constexpr std::string_view kRecord = "identity.AssignmentDraft";
    static constexpr std::array kFields{core::field("scope_code").length(40)};
};
BOOST_DESCRIBE_STRUCT(AssignmentDraft, (), (role, scope_level, scope_code))

struct UserDraft
{
    std::string user_name;
    std::string full_name;
    core::Language language = core::Language::Ar;
    std::vector<AssignmentDraft> assignments; ///< one to eight

    static constexpr std::string_view kRecord = "identity.UserDraft";
    static constexpr std::array kFields{
        core::field("user_name").length(40), core::field("full_name").length(120).personal(),
        core::field("language").defaulted(), core::field("assignments").length(8)};
};
BOOST_DESCRIBE_STRUCT(UserDraft, (), (user_name, full_name, language, assignments))

/// A user as managers see her; nothing that could sign in stands in it.
struct User
{
    core::Id id;
    std::string user_name;
    std::string full_name;
    core::Language language = core::Language::Ar;
    UserState state = UserState::Active;
    std::vector<Assignment> assignments;
    bool second_factor = false;
    bool must_change_password = false;
    core::Instant created_at;
    std::optional<core::Instant> last_login_at;
    std::int64_t version = 1;

    static constexpr std::string_view kRecord = "identity.User";
    static constexpr std::array kFields{core::field("full_name").personal()};
};
BOOST_DESCRIBE_STRUCT(User, (),
                      (id, user_name, full_name, language, state, assignments, second_factor,
                       must_change_password, created_at, last_login_at, version))

/// The answer to the making of a user: the only time that the first password is shown.
struct NewUser
{
    User user;
    std::string initial_password;

    static constexpr std::string_view kRecord = "identity.NewUser";
};
BOOST_DESCRIBE_STRUCT(NewUser, (), (user, initial_password))

/// The draft with its user name in lower case, or 422: a user name is 3 to 40 of a-z, 0-9, dot,
/// dash and underscore and begins with a letter or digit, so that it can be typed on any keyboard
/// and no two look alike.
core::Result<UserDraft> checked(UserDraft draft);

/// How a scope is typed on the command line.
inline constexpr const char* kScopeForms =
    "nation, region:10, province:10.261, centre:ID or organisation:ID";

/// The assignment typed as a role's code and a scope in one of kScopeForms; 422 when it is none.
/// Whether the place exists is found out where it is used.
core::Result<AssignmentDraft> read_assignment(std::string_view role, std::string_view scope);

/// "national_administrator", …
std::vector<std::string> role_codes();

/// In lower case (ASCII), as user names are kept and compared.
std::string folded_user_name(std::string_view typed);

} // namespace jisr::identity
