#pragma once

#include "core/result.hpp"

#include <libpq-fe.h>

namespace jisr::db::postgres {

/// What a failed result means to the caller. The cause names state and constraint, never a value:
/// PostgreSQL's details quote the row.
core::Problem problem_of(const PGresult* result);

/// 503: the server is gone, or was never there.
core::Problem lost(const PGconn* connection);

} // namespace jisr::db::postgres
