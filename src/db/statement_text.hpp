#pragma once

#include "db/value.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace jisr::db {

/// A statement whose `:name` parameters were turned into numbered ones.
struct StatementText
{
    std::string sql;
    std::vector<std::string> names; ///< the name behind number i + 1; each name stands once
};

/// Numbers the parameters with the engine's mark: '?' gives ?1, '$' gives $1. Casts (`::`),
/// comments, quoted names and string literals are left alone.
StatementText number_parameters(std::string_view sql, char mark);

/// The value named `name`, or null. `guess` is where it probably stands: callers mostly name
/// parameters in order.
const Value* find_param(const Params& params, std::string_view name, std::size_t guess);

} // namespace jisr::db
