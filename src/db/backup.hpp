#pragma once

#include "db/database.hpp"

#include <filesystem>

namespace jisr::db {

/// What a backup holds.
struct BackupSummary
{
    std::int64_t schema = 0; ///< number of the last migration of the database it was taken from
    core::Instant taken_at;
    std::int64_t tables = 0;
    std::int64_t rows = 0;
    std::string digest; ///< BLAKE2b over everything before it
};

/// Gets the table at hand and how many of its rows are through.
using BackupProgress = core::FunctionRef<void(std::string_view table, std::int64_t rows)>;

/// Where a backup is written until it is whole.
std::filesystem::path unfinished(std::filesystem::path file);

/// Whether a backup may be written there: nothing is there, an empty file, or an earlier backup,
/// whole or not.
bool may_hold_backup(const std::filesystem::path& file);

/// Writes one snapshot of every table to `file` (gzip) while the database goes on being used. The
/// file appears when it is whole and flushed. It belongs to no engine: restoring it is how a
/// database moves from SQLite to PostgreSQL or back.
core::Result<BackupSummary> backup(Database& database, const std::filesystem::path& file,
                                   BackupProgress progress);

/// Reads the whole file and gives what it holds; 503 when it is cut, changed or no backup.
core::Result<BackupSummary> inspect_backup(const std::filesystem::path& file);

/// Fills the empty database at `url` from a backup of this or an earlier version of the program,
/// then migrates it. All in one transaction, after the file was checked; 503 when the database
/// holds changes already, those of a server's first start too. The change log keeps its order and
/// its seals; its lines are numbered anew, so readers of the log begin again.
core::Result<BackupSummary> restore(const std::string& url, const std::filesystem::path& file,
                                    BackupProgress progress);

} // namespace jisr::db
