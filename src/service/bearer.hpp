#pragma once

#include "http/message.hpp"

namespace jisr::service {

/// The token in `Authorization: Bearer <token>`; empty when there is none. A scheme has no case
/// (RFC 9110, 11.1).
std::string_view bearer_token(const http::Request& request);

} // namespace jisr::service
