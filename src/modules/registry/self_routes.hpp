#pragma once

#include "service/route.hpp"

#include <memory>

namespace jisr::registry {

class EntryCheck;

/// /api/v1/self: registration without an account, open to anyone.
service::Routes self_routes(const std::shared_ptr<EntryCheck>& check);

} // namespace jisr::registry
