#pragma once

#include "db/database.hpp"
#include "db/postgres/plain_insert.hpp"
#include "db/postgres/rendered.hpp"

namespace jisr::db::postgres {

/// The insert that appends lines to the change log.
const PlainInsert& line_insert();

/// One of its rows.
core::Result<Rendered> line_of(const Change& change);

} // namespace jisr::db::postgres
