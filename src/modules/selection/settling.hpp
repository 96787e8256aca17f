#pragma once

#include "modules/selection/run.hpp"

#include <set>
#include <string>

namespace jisr::selection {

/// Until the transaction ends nobody else draws up, confirms or promotes in this region and
/// edition: two servers must not give one place to two women.
core::Result<void> hold_selections(db::Writer& writer, const core::Id& edition_id,
                                   std::string_view region_code);

/// Moves everyone whom the run gives a place to `selected` and the others to `waiting`, some at a
/// time, each time in one transaction, so that the writer is never held for long; a killed server
/// goes on where it stood. Then the run is confirmed, what it replaces is superseded, and places
/// that became free meanwhile are filled.
core::Result<RunRow> settle_run(service::Services& services, const service::Actor& actor,
                                const core::Id& run_id);

/// Whoever came back after a further selection, in which she was not, waits in no list: she is
/// eligible again, and a candidate of the next one.
core::Result<void> unlist(service::Services& services, const core::Id& registration_id);

/// Whether the place that she had in a confirmed run and gave up is still free; until the
/// transaction ends nobody else gets it.
core::Result<bool> place_is_free(service::WriteContext& context, const core::Id& registration_id);

/// Gives the free places of these quotas of a confirmed run to the first who wait: while a reserve
/// has room, to the first who can take a place of it. Does nothing when none is free or nobody
/// waits, where the run has no such quota, and while a further selection of the region is being
/// confirmed, which fills them when it is done.
core::Result<void> fill_quotas(service::Services& services, const core::Id& run_id,
                               const std::set<std::string>& codes);

} // namespace jisr::selection
