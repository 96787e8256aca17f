#include "service/query.hpp"

namespace jisr::service::detail {

core::Result<core::json::object> query_object(const http::Request& request)
{
    core::json::object given;
    std::vector<core::FieldError> empty;
    for (const auto& [name, value] : request.query) {
        given[name] = core::json::string(value);
        if (value.empty())
            empty.push_back({"?" + name, "required", {}});
    }
    if (!empty.empty())
        return core::fail(core::problems::invalid(std::move(empty)));
    return given;
}

core::Problem as_query_problem(core::Problem problem)
{
    for (auto& error : problem.errors)
        if (error.pointer.starts_with('/'))
            error.pointer[0] = '?';
    return problem;
}

} // namespace jisr::service::detail
