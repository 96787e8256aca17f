#pragma once

#include "service/context.hpp"

namespace jisr::registry {

/// Some hundred fictional persons and cooperatives in all regions, drawn from data/names.tsv with a
/// fixed seed, registered over the last weeks into the programmes there are; nothing when anyone is
/// registered already.
core::Result<void> seed_demonstration_registrants(service::Services& services);

} // namespace jisr::registry
