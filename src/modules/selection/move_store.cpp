#include "modules/selection/move_store.hpp"

namespace jisr::selection {

namespace {

/// The log's lines after that of the move, whose transaction wrote it last. Moments would not do:
/// two changes may share one.
constexpr std::string_view kAfter =
    " and c.seq > (select max(m.seq) from change m where m.entity_id = :move "
    "and m.entity = 'phase_move')";

} // namespace

core::Result<bool> selected_since(db::Reader& reader, const PhaseMove& move)
{
    static const std::string sql =
        "select count(*) from selection_run n join change c on c.entity_id = n.id "
        "and c.entity = 'selection_run' where n.edition_id = :edition and n.region_code = :region "
        "and c.operation in ('approve', 'confirm')" +
        std::string(kAfter);
    return TRY(reader.count(sql, {{"edition", move.edition_id},
                                  {"region", move.region_code},
                                  {"move", move.id}})) > 0;
}

core::Result<bool> gone_on_since(db::Reader& reader, const PhaseMove& move,
                                 const core::Id& registration_id)
{
    static const std::string sql =
        "select count(*) from change c where c.entity_id = :id and c.entity = 'registration' "
        "and c.operation <> 'update'" +
        std::string(kAfter);
    return TRY(reader.count(sql, {{"id", registration_id}, {"move", move.id}})) > 0;
}

} // namespace jisr::selection
