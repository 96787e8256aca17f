#pragma once

#include "modules/registry/person_list.hpp"
#include "service/route.hpp"

namespace jisr::registry {

/// GET /api/v1/persons/export?format=csv|xlsx and the filters of the list. Law 09-08 wants exports
/// declared, so each one stands in the change log with its filters and its number of rows.
service::Route person_export_route(const std::shared_ptr<PersonIndex>& persons);

} // namespace jisr::registry
