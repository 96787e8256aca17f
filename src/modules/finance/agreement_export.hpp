#pragma once

#include "service/route.hpp"

namespace jisr::finance {

/// GET /api/v1/agreements/export?format=csv|xlsx&lines=agreements|amounts and the filters of the
/// list.
service::Routes agreement_export_routes();

} // namespace jisr::finance
