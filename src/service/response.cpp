#include "service/response.hpp"

#include <sodium.h>

#include <charconv>

namespace jisr::service {

namespace json = core::json;
using core::Problem;

namespace {

std::string percent_encoded(std::string_view text)
{
    static constexpr char kHex[] = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
                           (byte >= 'A' && byte <= 'Z') || byte == '-' || byte == '_' ||
                           byte == '.';
        if (plain)
            encoded += c;
        else
            encoded.append({'%', kHex[byte >> 4U], kHex[byte & 0x0FU]});
    }
    return encoded;
}

json::object error_json(const core::FieldError& error, core::Language language)
{
    return {{"pointer", error.pointer},
            {"code", error.code},
            {"message", core::text(language, "error." + error.code, error.params)},
            {"params", error.params}};
}

} // namespace

http::Response json_response(int status, const json::value& body)
{
    return text_response(status, json::serialize(body));
}

http::Response text_response(int status, std::string json)
{
    http::Response response;
    response.status = status;
    response.body = std::move(json);
    return response;
}

http::Response no_content()
{
    http::Response response;
    response.status = 204;
    return response;
}

http::Response versioned(http::Response response, std::int64_t version)
{
    response.headers.emplace_back("ETag", '"' + std::to_string(version) + '"');
    return response;
}

http::Response pdf(std::string content, std::string_view file_name)
{
    http::Response response;
    response.content_type = "application/pdf";
    response.headers.emplace_back("Content-Disposition",
                                  std::string("inline; filename=\"").append(file_name) + '"');
    response.body = std::move(content);
    return response;
}

http::Response download(http::Response response, std::string_view file_name)
{
    response.headers.emplace_back("Content-Disposition",
                                  "attachment; filename*=UTF-8''" + percent_encoded(file_name));
    return response;
}

core::Result<std::int64_t> required_version(const http::Request& request)
{
    const auto header = request.header("If-Match");
    const bool quoted = header.size() > 2 && header.front() == '"' && header.back() == '"';
    const auto number = quoted ? header.substr(1, header.size() - 2) : std::string_view();
    const auto* const end = number.data() + number.size();
    std::int64_t version = 0;
    const auto read = std::from_chars(number.data(), end, version);
    if (read.ec != std::errc{} || read.ptr != end)
        return core::fail({.status = 400, .slug = "malformed_if_match"});
    return version;
}

core::Result<core::Id> path_id(const http::Request& request, std::string_view name)
{
    const auto id = core::Id::parse(request.param(name));
    if (!id)
        return core::fail(core::problems::not_found());
    return *id;
}

http::Response problem_response(const Problem& problem, core::Language language,
                                std::string_view request_id)
{
    const std::string key = "problem." + problem.slug;
    json::object body{{"type", "urn:jisr:problem:" + problem.slug},
                      {"status", problem.status},
                      {"slug", problem.slug},
                      {"title", core::text(language, key + ".title", problem.extra)},
                      {"detail", core::text(language, key + ".detail", problem.extra)},
                      {"request_id", json::string(request_id)}};
    json::array errors;
    for (const auto& error : problem.errors)
        errors.push_back(error_json(error, language));
    if (!errors.empty())
        body["errors"] = std::move(errors);
    for (const auto& member : problem.extra)
        body[member.key()] = member.value();
    auto response = json_response(problem.status, body);
    response.content_type = "application/problem+json";
    response.headers.emplace_back("Content-Language", core::tag_of(language));
    if (problem.status == 401)
        response.headers.emplace_back("WWW-Authenticate", "Bearer"); // RFC 9110, 15.5.2
    if (problem.status == 503)
        response.headers.emplace_back("Retry-After", "2");
    if (const auto* wait = problem.extra.if_contains("retry_after"))
        response.headers.emplace_back("Retry-After", json::serialize(*wait));
    return response;
}

core::Language language_of(const http::Request& request, core::Language otherwise)
{
    return core::preferred_language(request.header("Accept-Language"), otherwise);
}

std::string encode_cursor(const std::vector<std::string>& keys)
{
    const std::string plain = json::serialize(core::to_json(keys));
    constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string encoded(sodium_base64_encoded_len(plain.size(), kVariant), '\0');
    sodium_bin2base64(encoded.data(), encoded.size(),
                      reinterpret_cast<const unsigned char*>(plain.data()), plain.size(), kVariant);
    encoded.resize(encoded.find('\0'));
    return encoded;
}

core::Result<std::vector<std::string>> decode_cursor(std::string_view cursor, std::size_t count)
{
    std::string plain(cursor.size(), '\0');
    std::size_t length = 0;
    const int failed = sodium_base642bin(
        reinterpret_cast<unsigned char*>(plain.data()), plain.size(), cursor.data(), cursor.size(),
        nullptr, &length, nullptr, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    plain.resize(length);
    const auto value = core::parse_json(plain);
    std::vector<std::string> keys;
    core::JsonFaults faults;
    if (failed == 0 && value && value->is_array())
        core::read_json(*value, keys, core::field("").length(1000), faults);
    if (keys.size() != count || !faults.none())
        return core::fail(core::problems::invalid("?cursor", "malformed_cursor"));
    return keys;
}

} // namespace jisr::service
