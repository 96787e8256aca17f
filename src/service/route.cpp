#include "service/route.hpp"

#include "http/text.hpp"

namespace jisr::service {

Route&& Route::file(std::vector<std::string> types, std::int64_t most_bytes) &&
{
    file_types = std::move(types);
    options.body_limit = most_bytes;
    return std::move(*this);
}

Route&& Route::upload(std::vector<std::string> types, std::int64_t most_bytes) &&
{
    options.body_to_file = true;
    return std::move(*this).file(std::move(types), most_bytes);
}

Route&& Route::slow() &&
{
    options.slow = true;
    return std::move(*this);
}

Route&& Route::restricted() &&
{
    open_when_restricted = true;
    return std::move(*this);
}

Route&& Route::keyed() &&
{
    takes_key = true;
    return std::move(*this);
}

Route&& Route::versioned() &&
{
    takes_version = true;
    return std::move(*this);
}

Route&& Route::opened_with(std::string header) &&
{
    opened_by = std::move(header);
    return std::move(*this);
}

Route&& Route::answers(std::vector<std::string> content_types) &&
{
    response_types = std::move(content_types);
    return std::move(*this);
}

namespace {

/// Of all objects in the value.
std::size_t members_in(const core::json::value& value)
{
    std::size_t count = 0;
    if (const auto* object = value.if_object()) {
        count = object->size();
        for (const auto& member : *object)
            count += members_in(member.value());
    } else if (const auto* array = value.if_array())
        for (const auto& entry : *array)
            count += members_in(entry);
    return count;
}

/// The colons of a JSON text that stand in no string: each is of a member.
std::size_t members_spelt(std::string_view text)
{
    std::size_t count = 0;
    bool quoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (quoted && text[at] == '\\')
            ++at;
        else if (text[at] == '"')
            quoted = !quoted;
        else if (text[at] == ':' && !quoted)
            ++count;
    }
    return count;
}

/// The next part of `rest` up to a semicolon, which is taken from it.
std::string_view next_part(std::string_view& rest)
{
    const auto end = std::min(rest.find(';'), rest.size());
    const auto part = http::trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

/// Neither media types nor names of character sets have a case (RFC 9110, 8.3).
bool is_json_in_utf8(std::string_view content_type)
{
    constexpr std::string_view kCharset = "charset=";
    if (!http::same_name(next_part(content_type), "application/json"))
        return false;
    while (!content_type.empty()) {
        const auto parameter = next_part(content_type);
        const auto value = parameter.substr(std::min(kCharset.size(), parameter.size()));
        if (http::same_name(parameter.substr(0, kCharset.size()), kCharset) &&
            !http::same_name(value, "utf-8") && !http::same_name(value, "\"utf-8\""))
            return false;
    }
    return true;
}

/// Nothing here undoes a compression.
bool is_plain(std::string_view content_encoding)
{
    return content_encoding.empty() || http::same_name(content_encoding, "identity");
}

} // namespace

namespace detail {

Result<core::json::value> json_body(const Request& request)
{
    if (!is_json_in_utf8(request.header("Content-Type")) ||
        !is_plain(request.header("Content-Encoding")))
        return core::fail({.status = 415, .slug = "unsupported_media_type"});
    auto value = TRY(core::parse_json(request.body));
    // Of a key that is given twice the parser keeps the last, and nobody knows which was meant.
    if (members_in(value) != members_spelt(request.body))
        return core::fail(core::problems::malformed("json"));
    return value;
}

} // namespace detail
} // namespace jisr::service
