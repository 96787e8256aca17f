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

Route&& Route::answers(std::string content_type) &&
{
    response_type = std::move(content_type);
    return std::move(*this);
}

namespace detail {

Result<core::json::value> json_body(const Request& request)
{
    if (!request.header("Content-Type").starts_with("application/json"))
        return core::fail({.status = 415, .slug = "unsupported_media_type"});
    return core::parse_json(request.body);
}

} // namespace detail
} // namespace jisr::service
