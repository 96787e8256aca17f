#pragma once

#include "service/route.hpp"

namespace jisr::service {

/// GET /api/v1/changes: the change log for auditors.
Routes audit_routes();

} // namespace jisr::service
