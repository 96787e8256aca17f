#pragma once

#include "http/message.hpp"

#include <string>

namespace jisr::registry {

/// The name of an uploaded file from header X-File-Name (percent-encoded UTF-8): its last part, at
/// most 200 bytes, without control characters; "file" when there is none.
std::string file_name_of(const http::Request& request);

} // namespace jisr::registry
