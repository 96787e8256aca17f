#pragma once

#include "modules/identity/identity.hpp"
#include "modules/identity/user_store.hpp"

#include <functional>

/// What happens to users, from the page and from the command line alike: rules, rows and log lines.
namespace jisr::identity {

/// Inserts the user of a checked draft and logs it. Problems as create_user.
core::Result<User> add_user(service::WriteContext& context, const UserDraft& draft,
                            const std::string& password_hash, bool must_change_password);

/// The user, if the actor may know of her: 404 otherwise. Everybody may know of herself.
core::Result<User> visible_user(service::Context& context, const core::Id& id);
/// The user, if the actor may change her: 404 or 403 otherwise. Nobody manages herself: 409
/// not_yourself.
core::Result<User> managed_user(service::Context& context, const core::Id& id);

/// Applies `change` to the user, stores her with the next version, logs the difference as
/// `operation` and gives what then stands. Open sessions take the change at once.
core::Result<User> change_user(service::WriteContext& context, const User& before,
                               std::string_view operation,
                               const std::function<void(User&)>& change);

/// Puts `hash` in the place of the password and ends the user's sessions but the `kept` one.
core::Result<void> replace_password(service::WriteContext& context, const User& user,
                                    const std::string& hash, bool must_change,
                                    const core::Id& kept);

/// 409 last_administrator when nobody else could administer the whole; other servers wait until
/// this transaction ends.
core::Result<void> require_another_administrator(service::WriteContext& context, const User& user);

} // namespace jisr::identity
