#pragma once

#include "service/route.hpp"

#include <memory>

/// The registry: persons and organisations, and their places in programmes (domain.md S1).
namespace jisr::registry {

class ImportDesk;

/// Every route of the registry. `desk` may be null where nothing is served (the OpenAPI document).
service::Routes routes(const std::shared_ptr<ImportDesk>& desk);

} // namespace jisr::registry
