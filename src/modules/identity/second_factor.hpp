#pragma once

#include "core/result.hpp"
#include "service/context.hpp"

#include <optional>
#include <string>

/// The rules of the second factor; the codes themselves are in totp.hpp.
namespace jisr::identity {

/// Nothing when the user has no second factor, or proves it: with a code that was not used before,
/// or with a recovery code, which is then spent and logged. 401 second_factor_needed when neither
/// is given, 401 wrong_credentials when it is wrong.
core::Result<void> prove_second_factor(service::WriteContext& context, const core::Id& user_id,
                                       const std::optional<std::string>& code,
                                       const std::optional<std::string>& recovery_code);

/// The digest that is stored of a recovery code; dashes, spaces and capitals do not matter.
std::string recovery_hash(const core::Id& user_id, std::string_view code);

/// 401, the same whether the user, the password or the code was wrong.
core::Problem wrong_credentials();

} // namespace jisr::identity
