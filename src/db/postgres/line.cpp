#include "db/postgres/line.hpp"

#include "db/change_log.hpp"

namespace jisr::db::postgres {

namespace {

constexpr std::string_view kLine =
    "(:at, :actor, :entity, :entity_id, :version, :operation, :difference, :reason)";

} // namespace

const PlainInsert& line_insert()
{
    static const auto insert = *PlainInsert::of(std::string(kAppendChanges).append(kLine));
    return insert;
}

core::Result<Rendered> line_of(const Change& change)
{
    Rendered row;
    TRY(row.take(line_insert().names(),
                 {{"at", change.at},
                  {"actor", change.actor},
                  {"entity", change.entity},
                  {"entity_id", change.entity_id},
                  {"version", change.version},
                  {"operation", change.operation},
                  {"difference", change.difference},
                  {"reason", change.reason}},
                 kAppendChanges));
    return row;
}

} // namespace jisr::db::postgres
