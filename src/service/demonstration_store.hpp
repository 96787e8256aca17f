#pragma once

#include "core/clock.hpp"
#include "db/database.hpp"

namespace jisr::service {

/// Whether the database holds the demonstration: fictional people, and log-ins with known
/// passwords. Such a database is served as one, whatever the command line says.
core::Result<bool> is_demonstration(db::Reader& reader);

/// From now on the database is a demonstration.
core::Result<void> mark_demonstration(db::Writer& writer, core::Instant now);

} // namespace jisr::service
