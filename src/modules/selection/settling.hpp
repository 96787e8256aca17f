#pragma once

#include "modules/selection/run.hpp"

namespace jisr::selection {

/// Moves everyone whom the run gives a place to `selected` and the others to `waiting`, some at a
/// time, each time in one transaction, so that the writer is never held for long; a killed server
/// goes on where it stood. Then the run is confirmed, what it replaces is superseded, and places
/// that became free meanwhile are filled.
core::Result<RunRow> settle_run(service::Services& services, const service::Actor& actor,
                                const core::Id& run_id);

/// Gives the free places of a quota of a confirmed run to the first who wait: while a reserve has
/// room, to the first who can take a place of it. Does nothing when none is free or nobody waits.
core::Result<void> fill_quota(service::Services& services, const core::Id& run_id,
                              const std::string& quota);

} // namespace jisr::selection
