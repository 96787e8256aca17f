#pragma once

#include "core/result.hpp"

#include <string>
#include <string_view>

/// Passwords by NIST SP 800-63B-4, section 3.1.1: long enough, not a common one, no rules about
/// kinds of characters and no expiry; hashed with Argon2id (RFC 9106).
namespace jisr::identity {

inline constexpr std::size_t kShortestPassword = 10;
inline constexpr std::size_t kLongestPassword = 128;

/// The password as it is hashed: NFKC, so that keyboards which compose letters differently agree.
/// Texts that are no UTF-8 stay as they are.
std::string normalised_password(std::string_view typed);

/// 422 at `pointer` when the password is too short or long, common, of fewer than four different
/// characters, or built on the user name.
core::Result<void> check_password(std::string_view password, std::string_view user_name,
                                  std::string_view pointer);

/// Argon2id with 2 passes over 64 MiB in one lane (libsodium's "interactive"; OWASP asks for 2
/// passes over 19 MiB): about 60 ms. At most two run at once in this process, so that memory stays
/// bounded. 503 when memory lacks.
core::Result<std::string> hash_password(std::string_view password);

/// Whether the password belongs to the hash. An empty hash takes the same time and is never right:
/// who asks for a user that does not exist must not learn it from the clock.
bool verify_password(const std::string& hash, std::string_view password);

/// Whether the hash was made with other parameters than today's.
bool needs_rehash(const std::string& hash);

} // namespace jisr::identity
