#pragma once

#include "modules/registry/import_desk.hpp"
#include "service/route.hpp"

namespace jisr::registry {

/// The routes below /api/v1/imports. `desk` may be null where nothing is served (the OpenAPI
/// document).
service::Routes import_routes(const std::shared_ptr<ImportDesk>& desk);

} // namespace jisr::registry
