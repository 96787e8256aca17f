#pragma once

#include "service/route.hpp"

#include <memory>

/// The registry: persons and organisations, and their places in programmes (domain.md S1).
namespace jisr::registry {

class ImportDesk;
class PersonIndex;

/// Every route of the registry. Both may be null where nothing is served (the OpenAPI document).
service::Routes routes(const std::shared_ptr<ImportDesk>& desk,
                       const std::shared_ptr<PersonIndex>& persons);

} // namespace jisr::registry
