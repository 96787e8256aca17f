#pragma once

#include <string>
#include <string_view>

namespace jisr::messages {

/// 32 random bytes as 43 characters that may stand in a URL: names an attempt to the gateway.
std::string new_report_key();

/// What is kept of a key.
std::string digest_of_key(std::string_view key);

} // namespace jisr::messages
