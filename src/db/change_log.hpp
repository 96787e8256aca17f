#pragma once

#include "db/database.hpp"

namespace jisr::db {

/// One line of the change log, as read.
struct ChangeRow
{
    Position position;
    core::Instant at;
    std::string actor;
    std::string entity;
    core::Id entity_id;
    std::int64_t version = 0;
    std::string operation;
    std::string difference; ///< JSON
    std::string reason;
};

/// At most `limit` lines after `after`, in order and without holes: a line that may still get an
/// earlier neighbour from a running transaction is not given yet.
core::Result<std::vector<ChangeRow>> changes_after(Reader& reader, Position after, int limit);
/// The same, up to and including `through`, handed out line by line.
core::Result<void> changes_between(Reader& reader, Position after, Position through,
                                   core::FunctionRef<void(const ChangeRow&)> on_line);
/// What the lines after `after` are about, those too that a running transaction may still precede:
/// with newest_change() of the same reader as the next `after`, these are named again.
core::Result<void> entities_after(
    Reader& reader, Position after,
    core::FunctionRef<void(std::string_view entity, const core::Id& id, std::int64_t version)>
        on_line);
/// The position of the newest line that can be read, or the beginning.
core::Result<Position> newest_change(Reader& reader);

/// What the engines run for Writer::append, before the values.
inline constexpr std::string_view kAppendChanges =
    "insert into change (at, actor, entity, entity_id, version, operation, difference, reason) "
    "values ";

} // namespace jisr::db
