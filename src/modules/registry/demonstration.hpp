#pragma once

#include "service/context.hpp"

namespace jisr::registry {

/// Some hundred fictional persons and some dozen cooperatives in all regions, drawn from the data
/// files with a fixed seed, registered over the last weeks into the programme `bridge`; nothing
/// when anyone is registered already.
core::Result<void> seed_demonstration_registrants(service::Services& services);

} // namespace jisr::registry
