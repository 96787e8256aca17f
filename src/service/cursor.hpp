#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <string_view>

namespace jisr::service {

/// The number that a cursor holds as one of its keys (decode_cursor); 422 malformed_cursor when it
/// is none.
core::Result<std::int64_t> cursor_number(std::string_view key);

} // namespace jisr::service
