#pragma once

#include "core/json_text.hpp"
#include "core/text.hpp"
#include "http/message.hpp"

namespace jisr::service {

http::Response json_response(int status, const core::json::value& body);
http::Response text_response(int status, std::string json);

template <class T>
http::Response ok(const T& body)
{
    return text_response(200, core::json_text(body));
}

/// 201 with Location. The text is made when it is sent: the one writer must not wait for it.
template <class T>
http::Response created(T body, std::string location)
{
    http::Response response;
    response.status = 201;
    response.body = http::MakeText([body = std::move(body)] { return core::json_text(body); });
    response.headers.emplace_back("Location", std::move(location));
    return response;
}

http::Response no_content();

/// Adds `ETag: "<version>"`, which a later PUT names in If-Match.
http::Response versioned(http::Response response, std::int64_t version);

/// A PDF to look at; saved, it has this name, in ASCII.
http::Response pdf(std::string content, std::string_view file_name);

/// A file to save: `Content-Disposition: attachment` with a name in UTF-8 (RFC 6266).
http::Response download(http::Response response, std::string_view file_name);

/// One page of a list: {"items": […], "next": cursor or null}.
template <class T>
struct Page
{
    std::vector<T> items;
    std::optional<std::string> next;
    std::optional<std::int64_t> total;
};

template <class T>
http::Response ok(const Page<T>& page)
{
    std::string text = "{\"items\":";
    core::append_json(text, page.items);
    text += ",\"next\":";
    core::append_json(text, page.next);
    if (page.total) {
        text += ",\"total\":";
        core::append_json(text, *page.total);
    }
    text += '}';
    return text_response(200, std::move(text));
}

/// The version named by If-Match, of a route that is `versioned()`: 400 when it is none.
core::Result<std::int64_t> required_version(const http::Request& request);

/// The `{id}` of the path: 404 when it is no id.
core::Result<core::Id> path_id(const http::Request& request, std::string_view name = "id");

/// application/problem+json with texts in `language`.
http::Response problem_response(const core::Problem& problem, core::Language language,
                                std::string_view request_id);

/// What the client's Accept-Language asks for, else `otherwise`.
core::Language language_of(const http::Request& request,
                           core::Language otherwise = core::Language::Ar);

/// An opaque keyset cursor: the values of the sort columns of the last row.
std::string encode_cursor(const std::vector<std::string>& keys);
/// 422 at "?cursor" when it was not made by encode_cursor with `count` keys.
core::Result<std::vector<std::string>> decode_cursor(std::string_view cursor, std::size_t count);

} // namespace jisr::service
