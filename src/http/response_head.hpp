#pragma once

#include "http/message.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace jisr::http {

/// What the connection knows of an answer besides the Response itself.
struct HeadFacts
{
    std::string_view request_id;
    bool keep_alive = true;
    bool http_1_0 = false;                      ///< must be told that the connection stays open
    std::optional<std::int64_t> content_length; ///< none: the end of the connection ends the body
};

/// Appends status line and headers to `out`: those of the response, then Date, X-Request-Id, the
/// security headers and `Cache-Control: no-store` where the response does not set them itself.
void append_head(std::string& out, const Response& response, const HeadFacts& facts);

/// The body compressed, when it is worth it and safe: text of 1 kB to 4 MB, a client that takes
/// gzip, and neither an encoding nor a cookie in the answer (a secret beside chosen text can be
/// guessed from the compressed length, BREACH).
std::optional<std::string> gzipped(const Request& request, const Response& response,
                                   std::string_view body);

/// `bytes` as one gzip member; level 1 (fast) to 9 (small).
std::string gzip(std::string_view bytes, int level);

} // namespace jisr::http
