#pragma once

#include "modules/identity/handlers.hpp"
#include "modules/identity/lockout.hpp"

/// What signing in and the changes of one's own account share.
namespace jisr::identity {

/// The user whose session this is; 403 for a program's token, which has no account of its own.
Result<core::Id> own_id(const service::Actor& actor);

/// Counts an attempt and looks at the password of `user`: 429 while guessing is slowed down, 422
/// wrong_password at `pointer`. What it gives is to be passed to succeed().
Result<Attempt> prove_password(DirectContext& context, const Request& request, const User& user,
                               const std::string& password, const std::string& pointer);

} // namespace jisr::identity
