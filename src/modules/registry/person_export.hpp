#pragma once

#include "modules/registry/person_list.hpp"
#include "service/route.hpp"

namespace jisr::registry {

/// GET /api/v1/persons/export?format=csv|xlsx and the filters of the list (export.hpp).
service::Route person_export_route(const std::shared_ptr<PersonIndex>& persons);

} // namespace jisr::registry
