#pragma once

#include "service/context.hpp"

#include <iosfwd>

namespace jisr::convergence {
class ListDesk;
} // namespace jisr::convergence

namespace jisr::cli {

/// Fills an empty database with fictional people and log-ins, the same each time, and prints the
/// log-ins; a database that has them already is left as it is.
core::Result<void> load_demonstration(service::Services& services, convergence::ListDesk& lists,
                                      std::ostream& out);

} // namespace jisr::cli
