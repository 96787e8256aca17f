#pragma once

#include "core/date.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Time-based one-time passwords (RFC 6238) as phones show them: HMAC-SHA-1, steps of 30 seconds,
/// six digits.
namespace jisr::identity {

/// 20 random bytes, the length RFC 4226 recommends.
std::string new_totp_secret();

/// The step that `now` falls in: 30 s each since 1970.
std::int64_t totp_step(core::Instant now);

/// The code of a step, six digits. `secret` is raw bytes.
std::string totp_code(std::string_view secret, std::int64_t step);

/// The step whose code was typed: the present one or a neighbour, for clocks that differ, but later
/// than `last_used`, because a code is good once. Spaces and Arabic-Indic digits are understood.
std::optional<std::int64_t> matching_step(std::string_view secret, std::string_view typed,
                                          core::Instant now, std::int64_t last_used);

/// RFC 4648 base32 without padding, as authenticator apps take it typed by hand.
std::string base32(std::string_view bytes);

/// The text of the QR code ("Key URI format" of Google Authenticator, which the others follow too).
std::string otpauth_uri(std::string_view secret, std::string_view user_name);

} // namespace jisr::identity
