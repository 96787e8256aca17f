#include "modules/programmes/wall_store.hpp"

#include "service/crud.hpp"

namespace jisr::programmes {

core::Result<std::vector<WallPass>> open_walls(db::Reader& reader, const core::Id& edition_id,
                                               core::Instant now)
{
    static const std::string sql =
        "select " + db::columns_of<WallPass>() +
        " from wall_pass where ends_at > :now "
        "and edition_id = :edition_id and closed_at is null order by opened_at desc, id";
    return reader.all<WallPass>(sql, {{"now", now}, {"edition_id", edition_id}});
}

core::Result<void> close_pass(db::Writer& writer, const WallPass& pass)
{
    return writer.write(
        "update wall_pass set closed_at = :closed_at, version = :version "
        "where id = :id",
        {{"closed_at", pass.closed_at}, {"version", pass.version}, {"id", pass.id}});
}

} // namespace jisr::programmes
