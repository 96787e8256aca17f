#pragma once

#include <string>
#include <string_view>

namespace jisr::service {

/// Bytes as they are kept in columns of text.
std::string to_base64(std::string_view bytes);
/// What to_base64() was given; empty for anything else.
std::string from_base64(std::string_view text);

} // namespace jisr::service
