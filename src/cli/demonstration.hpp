#pragma once

#include "service/context.hpp"

#include <iosfwd>

namespace jisr::convergence {
class ListDesk;
} // namespace jisr::convergence

namespace jisr::cli {

/// Fills an empty database with fictional people and log-ins, the same each time, and prints the
/// log-ins; a database that has them already is left as it is. From then on the database is served
/// as a demonstration. One with accounts or registrants of its own is refused (409
/// not_a_demonstration): everybody knows the passwords of the log-ins.
core::Result<void> load_demonstration(service::Services& services, convergence::ListDesk& lists,
                                      std::ostream& out);

} // namespace jisr::cli
