#pragma once

#include "db/database.hpp"

namespace jisr::db {

/// What migrations and restores need beyond a Writer: statements that change the schema. Nothing
/// here is checked against the change log.
class Maintenance
{
  public:
    virtual ~Maintenance() = default;
    /// Runs several statements without parameters.
    virtual core::Result<void> script(const std::string& sql) = 0;
    virtual Writer& writer() = 0;
    /// Runs `work` while references are not checked; at the latest when the maintenance ends, they
    /// must hold again.
    virtual core::Result<void> without_references(core::FunctionRef<core::Result<void>()> work) = 0;
};

/// A Database that can be migrated and restored; what Database::open gives is always one.
class MaintainedDatabase : public Database
{
  public:
    /// Runs `work` in one transaction that no other maintenance runs beside.
    virtual core::Result<void>
    maintain(core::FunctionRef<core::Result<void>(Maintenance&)> work) = 0;
};

/// Database::open without bringing the schema up to date.
core::Result<std::unique_ptr<MaintainedDatabase>> open_unmigrated(const std::string& url,
                                                                  const Options& options);

/// Whether the database is there and holds Jisr's tables, of whatever version. Makes and changes
/// nothing; 503 when it cannot be looked into.
core::Result<bool> holds_schema(const std::string& url);

} // namespace jisr::db
