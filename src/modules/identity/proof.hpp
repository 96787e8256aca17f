#pragma once

#include "modules/identity/handlers.hpp"
#include "modules/identity/lockout.hpp"
#include "modules/identity/user_store.hpp"

/// What signing in and the changes of one's own account share.
namespace jisr::identity {

/// The user whose session this is; 403 for a program's token, which has no account of its own.
Result<core::Id> own_id(const service::Actor& actor);

/// A password that was right when it was looked at: before the transaction, because looking takes
/// its time.
struct Proof
{
    Attempt attempt;
    Credentials read; ///< what it was right for
    core::Problem refusal;
};

/// Counts an attempt and looks at the password of `user`: 429 while guessing is slowed down, 422
/// wrong_password at `pointer`.
Result<Proof> prove_password(DirectContext& context, const Request& request, const User& user,
                             const std::string& password, const std::string& pointer);

/// In the transaction of what the password is given for: refuses it when it was changed or its
/// owner deactivated since it was looked at, and keeps both from happening until the end.
Result<void> accept(WriteContext& context, const Proof& proof);

} // namespace jisr::identity
