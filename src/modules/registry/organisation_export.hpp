#pragma once

#include "service/route.hpp"

namespace jisr::registry {

/// GET /api/v1/organisations/export?format=csv|xlsx and the filters of the list (export.hpp).
service::Route organisation_export_route();

} // namespace jisr::registry
