#include "service/bearer.hpp"

#include "http/text.hpp"

namespace jisr::service {

std::string_view bearer_token(const http::Request& request)
{
    constexpr std::string_view kScheme = "Bearer ";
    const auto given = request.header("Authorization");
    if (!http::same_name(given.substr(0, kScheme.size()), kScheme))
        return {};
    return given.substr(kScheme.size());
}

} // namespace jisr::service
