#include "core/problem.hpp"

namespace jisr::core::problems {

Problem invalid(std::vector<FieldError> errors)
{
    return {.status = 422, .slug = "validation_failed", .errors = std::move(errors)};
}

Problem invalid(std::string pointer, std::string code, boost::json::object params)
{
    std::vector<FieldError> errors;
    errors.push_back({std::move(pointer), std::move(code), std::move(params)});
    return invalid(std::move(errors));
}

Problem malformed(std::string code)
{
    return {.status = 400, .slug = "malformed_" + std::move(code)};
}

Problem unauthenticated()
{
    return {.status = 401, .slug = "unauthenticated"};
}

Problem forbidden()
{
    return {.status = 403, .slug = "forbidden"};
}

Problem not_found()
{
    return {.status = 404, .slug = "not_found"};
}

Problem conflict(std::string slug)
{
    return {.status = 409, .slug = std::move(slug)};
}

Problem stale(boost::json::value yours, boost::json::value current)
{
    return {.status = 412,
            .slug = "stale",
            .extra = {{"yours", std::move(yours)}, {"current", std::move(current)}}};
}

Problem overtaken()
{
    return conflict(std::string(kOvertaken));
}

Problem too_large(std::int64_t limit_bytes)
{
    return {.status = 413, .slug = "too_large", .extra = {{"limit_megabytes", limit_bytes >> 20U}}};
}

Problem unavailable(std::string cause)
{
    return {.status = 503, .slug = "unavailable", .cause = std::move(cause)};
}

Problem internal(std::string cause)
{
    return {.status = 500, .slug = "internal", .cause = std::move(cause)};
}

} // namespace jisr::core::problems
