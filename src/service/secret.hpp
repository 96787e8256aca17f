#pragma once

#include <string>
#include <string_view>

/// Random secrets and the digests that are stored in their place.
namespace jisr::service {

/// 32 random bytes as 43 characters that may stand in a URL (base64url without padding): sessions,
/// tokens, and what names an attempt to the SMS gateway.
std::string random_secret();

/// Sixteen random characters in groups of four, e.g. "k7md-pw3x-9hqa-tz4n": 79 bits, without the
/// characters that people mistake for one another. First passwords and recovery codes.
std::string readable_secret();

/// BLAKE2b-256 in hexadecimal of `secret`; `purpose` keeps digests of one kind from standing for
/// another. Enough for what holds 79 random bits or more; passwords go through Argon2id
/// (identity/password.hpp).
std::string digest(std::string_view purpose, std::string_view secret);

/// Whether both are equal, in a time that does not tell where they differ.
bool same_secret(std::string_view left, std::string_view right);

} // namespace jisr::service
