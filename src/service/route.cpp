#include "service/route.hpp"

namespace jisr::service {

Route&& Route::body_limit(std::int64_t bytes) &&
{
    options.body_limit = bytes;
    return std::move(*this);
}

Route&& Route::upload(std::int64_t bytes) &&
{
    options.body_limit = bytes;
    options.body_to_file = true;
    return std::move(*this);
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

Route&& Route::answers(std::string content_type) &&
{
    response_type = std::move(content_type);
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

/// Media types have no case (RFC 9110, 8.3.1).
bool is_json(std::string_view content_type)
{
    constexpr std::string_view kJson = "application/json";
    return std::ranges::equal(content_type.substr(0, kJson.size()), kJson, {},
                              [](char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; });
}

} // namespace

namespace detail {

Result<core::json::value> json_body(const Request& request)
{
    if (!is_json(request.header("Content-Type")))
        return core::fail({.status = 415, .slug = "unsupported_media_type"});
    auto value = TRY(core::parse_json(request.body));
    // Of a key that is given twice the parser keeps the last, and nobody knows which was meant.
    if (members_in(value) != members_spelt(request.body))
        return core::fail(core::problems::malformed("json"));
    return value;
}

} // namespace detail
} // namespace jisr::service
