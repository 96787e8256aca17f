#pragma once

#include "service/route.hpp"

namespace jisr::registry {

/// The routes below /api/v1/organisations.
service::Routes organisation_routes();

} // namespace jisr::registry
