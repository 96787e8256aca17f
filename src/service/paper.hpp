#pragma once

#include "http/message.hpp"

#include <string>
#include <string_view>

/// Papers that are handed in as files: scans and documents.
namespace jisr::service {

/// The media type told by the first bytes: PDF, JPEG, PNG, WebP; empty for anything else. A script
/// named .jpg would be served back as what it is not.
std::string_view sniffed_type(std::string_view content);

/// The name of an uploaded file from header X-File-Name (percent-encoded UTF-8): its last part, at
/// most 200 bytes, without control characters; "file" when there is none.
std::string file_name_of(const http::Request& request);

} // namespace jisr::service
