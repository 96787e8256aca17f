#pragma once

#include "http/message.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace jisr::http {

/// Whether two header names are the same (ASCII letters of either case).
bool same_name(std::string_view left, std::string_view right);

/// Without the spaces and tabs at both ends.
std::string_view trimmed(std::string_view text);

/// Whether `text` is well-formed UTF-8 (no overlong forms, no surrogates) without NUL.
bool is_clean_utf8(std::string_view text);

/// Undoes percent-encoding, and `+` for a space when `plus_is_space`; nothing when an escape is
/// broken or the outcome is not clean UTF-8.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space);

/// Path and query of a request target, decoded.
struct Target
{
    std::string path;
    Fields query;
};

/// Reads `/path?query` or `http://host/path?query`. Nothing for anything else, for broken escapes,
/// for text that is not clean UTF-8, and for an escaped slash, which a proxy in front would read in
/// another way than we do.
std::optional<Target> parse_target(std::string_view target);

/// Whether the media type (with or without parameters) is text that gzip makes smaller.
bool is_compressible(std::string_view content_type);

/// Whether an Accept-Encoding value takes gzip.
bool accepts_gzip(std::string_view accept_encoding);

} // namespace jisr::http
