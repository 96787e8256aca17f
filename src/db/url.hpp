#pragma once

#include <string_view>

namespace jisr::db {

/// Whether the text has the form `sqlite:PATH` or `postgres://…`, in which Database::open() takes
/// it.
bool names_database(std::string_view url);

} // namespace jisr::db
