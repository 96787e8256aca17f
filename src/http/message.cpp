#include "http/message.hpp"

#include "http/text.hpp"

#include <algorithm>

namespace jisr::http {

namespace {

/// `name` in `name=value; other=value`, empty when it is not there.
std::string_view cookie_in(std::string_view cookies, std::string_view name)
{
    while (!cookies.empty()) {
        const auto end = std::min(cookies.find(';'), cookies.size());
        const auto pair = trimmed(cookies.substr(0, end));
        if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
            return pair.substr(name.size() + 1);
        cookies.remove_prefix(std::min(end + 1, cookies.size()));
    }
    return {};
}

} // namespace

std::string_view Request::header(std::string_view name) const
{
    for (const auto& [field, value] : headers)
        if (same_name(field, name))
            return value;
    return {};
}

std::string_view Request::cookie(std::string_view name) const
{
    for (const auto& [field, value] : headers)
        if (same_name(field, "cookie"))
            if (const auto found = cookie_in(value, name); found.data() != nullptr)
                return found;
    return {};
}

std::string_view Request::param(std::string_view name) const
{
    const auto found = std::ranges::find(
        path_params, name, [](const auto& pair) { return std::string_view(pair.first); });
    return found == path_params.end() ? std::string_view{} : std::string_view(found->second);
}

std::optional<std::string_view> Request::query_value(std::string_view name) const
{
    for (const auto& [key, value] : query)
        if (key == name)
            return value;
    return std::nullopt;
}

std::vector<std::string_view> Request::query_values(std::string_view name) const
{
    std::vector<std::string_view> values;
    for (const auto& [key, value] : query)
        if (key == name)
            values.emplace_back(value);
    return values;
}

Request::~Request()
{
    if (body_file) {
        std::error_code ignored; // the folder's keeper removes what could not be removed here
        std::filesystem::remove(*body_file, ignored);
    }
}

} // namespace jisr::http
