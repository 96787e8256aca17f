#pragma once

#include "db/database.hpp"
#include "modules/identity/authority.hpp"
#include "modules/identity/identity.hpp"
#include "modules/identity/user.hpp"

#include <string>
#include <string_view>
#include <vector>

/// All SQL about users.
namespace jisr::identity {

struct UserFilter
{
    std::optional<UserState> state;
    std::optional<service::Role> role;
    std::optional<std::string> q; ///< part of the user name or of the name, in any case
    std::string after;            ///< user name of the last row of the page before
    std::int64_t limit = 50;
};

/// The rows of user_assignment, each with the place that its scope lies in now.
std::string placed_assignments();

/// In the order of their user names, and only those all of whose scopes lie inside one in which
/// `actor` manages users.
core::Result<std::vector<User>> list_users(db::Reader& reader, const service::Actor& actor,
                                           const UserFilter& filter, core::Instant now);
core::Result<std::optional<User>> find_user(db::Reader& reader, const core::Id& id,
                                            core::Instant now);
core::Result<User> get_user(db::Reader& reader, const core::Id& id, core::Instant now); ///< or 404
core::Result<std::optional<core::Id>> find_user_id(db::Reader& reader, std::string_view user_name);

/// What signing in needs, and only that.
struct Credentials
{
    core::Id id;
    std::string password_hash;
    bool deactivated = false;
    bool must_change_password = false;
};
BOOST_DESCRIBE_STRUCT(Credentials, (), (id, password_hash, deactivated, must_change_password))

core::Result<std::optional<Credentials>> find_credentials(db::Reader& reader,
                                                          std::string_view user_name);
core::Result<Credentials> get_credentials(db::Reader& reader, const core::Id& id); ///< or 404

/// Holds the user's row until this transaction ends: what others do to her waits, and what they did
/// is seen by what is read from now on. Of one user rows are taken in one order by all, so that no
/// two wait for each other: her second factor, she herself, the counts of attempts.
core::Result<void> hold_user(db::Writer& writer, const core::Id& id);

/// Writes that must not run beside each other (the first administrator, the last one) take this
/// turn first: 1 when no user was ever made, growing from then on.
core::Result<std::int64_t> take_turn(db::Writer& writer);

core::Result<void> insert_user(db::Writer& writer, const User& user,
                               const std::vector<PlacedRole>& roles,
                               std::string_view password_hash);
/// Everything but assignments and password. `user.version` is the new one; 412 unless the row
/// stands one below it.
core::Result<void> update_user(db::Writer& writer, const User& user);
core::Result<void> replace_assignments(db::Writer& writer, const core::Id& user_id,
                                       const std::vector<PlacedRole>& roles);
core::Result<void> set_password_hash(db::Writer& writer, const core::Id& user_id,
                                     std::string_view hash);
/// Active users who are national administrators, besides `id`.
core::Result<std::int64_t> other_national_administrators(db::Reader& reader, const core::Id& id);
core::Result<void> note_sign_in(db::Writer& writer, const core::Id& user_id, core::Instant now);

} // namespace jisr::identity
