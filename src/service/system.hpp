#pragma once

#include "service/metrics.hpp"
#include "service/route.hpp"

namespace jisr::service {

/// What the server says of itself to those who watch it.
struct Sign
{
    std::string status;

    static constexpr std::string_view kRecord = "service.Sign";
};
BOOST_DESCRIBE_STRUCT(Sign, (), (status))

/// What the page must know before anyone signs in.
struct SystemState
{
    std::string version;
    bool demonstration = false;
    bool needs_first_administrator = false;
    std::vector<std::string> languages;
    core::Date today; ///< in Morocco

    static constexpr std::string_view kRecord = "service.System";
};
BOOST_DESCRIBE_STRUCT(SystemState, (),
                      (version, demonstration, needs_first_administrator, languages, today))

/// /health, /ready, /metrics, /api/v1/system and /api/v1/openapi.json. `has_users` tells whether
/// someone can sign in. /metrics answers `Authorization: Bearer <metrics token>`, and nobody
/// where no such token is set.
Routes system_routes(std::shared_ptr<Metrics> metrics,
                     std::function<Result<bool>(db::Reader&)> has_users,
                     std::function<std::string()> openapi_document);

} // namespace jisr::service
