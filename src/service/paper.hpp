#pragma once

#include "core/result.hpp"
#include "http/message.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Papers that are handed in as files: scans and documents.
namespace jisr::service {

/// PDF, JPEG, PNG, WebP.
std::vector<std::string> paper_types();

/// The media type told by the bytes: PDF, JPEG, PNG, WebP. A script named .jpg would be served back
/// as what it is not. 415 file_type_not_accepted for anything else, 422 file_cut where the end is
/// missing: of an upload that was cut nobody could read what the paper says.
core::Result<std::string_view> type_of_paper(std::string_view content);

/// The name with the ending of its type: who opens `scan.exe` as it was sent would run it.
std::string named_as(std::string name, std::string_view media_type);

/// The name of an uploaded file from header X-File-Name (percent-encoded UTF-8): its last part, at
/// most 200 bytes, without control characters; "file" when there is none.
std::string file_name_of(const http::Request& request);

} // namespace jisr::service
