#include "db/change_log.hpp"

namespace jisr::db {

namespace {

// `sweep` never falls along the log's order and has an index on both engines; the rest of the
// condition is exact.
constexpr std::string_view kAfter =
    "select transaction_id, seq, at, actor, entity, entity_id, version, operation, difference, "
    "reason "
    "from readable_change where sweep >= :sweep "
    "and (transaction_id > :transaction_id or (transaction_id = :transaction_id and seq > :seq)) ";
/// As (transaction_id, seq) would; by `sweep`, which either engine has an index of, nothing is
/// sorted.
constexpr std::string_view kOrder = " order by sweep, seq ";

/// The least value that `sweep` takes after the position: the transaction, or the number where
/// there is none.
std::int64_t sweep_of(Position position)
{
    return position.transaction_id == 0 ? position.seq : position.transaction_id;
}

ChangeRow change_from(const Row& row)
{
    ChangeRow change;
    change.position = {row.integer(0), row.integer(1)};
    change.at = {row.integer(2)};
    change.actor = row.text(3);
    change.entity = row.text(4);
    change.entity_id = row.id(5);
    change.version = row.integer(6);
    change.operation = row.text(7);
    change.difference = row.text(8);
    change.reason = row.text(9);
    return change;
}

} // namespace

core::Result<std::vector<ChangeRow>> changes_after(Reader& reader, Position after, int limit)
{
    static const std::string sql = std::string(kAfter).append(kOrder) + "limit :limit";
    std::vector<ChangeRow> lines;
    TRY(reader.query(sql,
                     {{"sweep", sweep_of(after)},
                      {"transaction_id", after.transaction_id},
                      {"seq", after.seq},
                      {"limit", limit}},
                     [&](const Row& row) {
                         lines.push_back(change_from(row));
                         return true;
                     }));
    return lines;
}

core::Result<void> changes_between(Reader& reader, Position after, Position through,
                                   core::FunctionRef<void(const ChangeRow&)> on_line)
{
    static const std::string sql = std::string(kAfter) +
                                   "and (transaction_id < :to_transaction_id or "
                                   "(transaction_id = :to_transaction_id and seq <= :to_seq))" +
                                   std::string(kOrder);
    return reader.query(sql,
                        {{"sweep", sweep_of(after)},
                         {"transaction_id", after.transaction_id},
                         {"seq", after.seq},
                         {"to_transaction_id", through.transaction_id},
                         {"to_seq", through.seq}},
                        [&](const Row& row) {
                            on_line(change_from(row));
                            return true;
                        });
}

core::Result<void> entities_after(
    Reader& reader, Position after,
    core::FunctionRef<void(std::string_view entity, const core::Id& id, std::int64_t version)>
        on_line)
{
    return reader.query(
        "select entity, entity_id, version from change_line where sweep >= :sweep and "
        "(transaction_id > :transaction_id or "
        "(transaction_id = :transaction_id and seq > :seq))",
        {{"sweep", sweep_of(after)}, {"transaction_id", after.transaction_id}, {"seq", after.seq}},
        [&](const Row& row) {
            on_line(row.text(0), row.id(1), row.integer(2));
            return true;
        });
}

core::Result<Position> newest_change(Reader& reader)
{
    Position newest;
    TRY(reader.query("select transaction_id, seq from readable_change "
                     "order by sweep desc, seq desc limit 1",
                     {}, [&](const Row& row) {
                         newest = {row.integer(0), row.integer(1)};
                         return true;
                     }));
    return newest;
}

} // namespace jisr::db
