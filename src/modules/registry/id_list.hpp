#pragma once

#include "db/database.hpp"

namespace jisr::registry {

/// How many ids one statement takes.
inline constexpr std::size_t kIdsAtOnce = 64;

/// Runs `select`, which ends in "… in ", over `ids`, some at a time, for each row of them; rows of
/// one statement come in no order.
core::Result<void> query_by_ids(db::Reader& reader, std::string_view select,
                                const std::vector<core::Id>& ids,
                                core::FunctionRef<void(const db::Row&)> on_row);

} // namespace jisr::registry
