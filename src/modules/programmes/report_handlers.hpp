#pragma once

#include "service/route.hpp"

namespace jisr::programmes {

/// GET /api/v1/editions/{id}/report and /report/export.
service::Routes report_routes();

} // namespace jisr::programmes
