#include "service/query.hpp"

namespace jisr::service::detail {

core::json::object query_object(const http::Request& request)
{
    core::json::object given;
    for (const auto& [name, value] : request.query)
        given[name] = core::json::string(value);
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
