#pragma once

#include "db/maintenance.hpp"

#include <limits>

namespace jisr::db {

/// One file of db/migrations/: `NNNN_<module>_<what>.sql`, or a pair `.sqlite.sql` /
/// `.postgres.sql`.
struct Migration
{
    std::int64_t number = 0;
    std::string name; ///< "core_change_log"
    std::string_view sql;
    std::string digest; ///< BLAKE2b of the text, in hexadecimal
};

inline constexpr std::int64_t kEveryMigration = std::numeric_limits<std::int64_t>::max();

/// The embedded migrations for an engine, in order. Two files that claim the same number are a
/// fault: 500.
core::Result<std::vector<Migration>> migrations_for(std::string_view engine);

/// Brings the schema up to migration `last`, each migration in a transaction of its own. Safe when
/// several programs start at once. Refuses with 503 when an applied migration is not what this
/// program holds, the database is newer, holds another program's tables alone, or (on PostgreSQL)
/// cannot hold every name.
core::Result<void> migrate(MaintainedDatabase& database, std::int64_t last = kEveryMigration);
core::Result<void> migrate(MaintainedDatabase& database, const std::vector<Migration>& migrations);

/// 503 when the program holds no migration `number`: what needs it comes from a newer program.
core::Result<void> check_reachable(const MaintainedDatabase& database, std::int64_t number);

/// The number of the last migration applied, 0 for none.
core::Result<std::int64_t> schema_number(Reader& reader);

} // namespace jisr::db
