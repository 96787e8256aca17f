#include "modules/selection/appeal_store.hpp"

namespace jisr::selection {

core::Result<std::vector<Appeal>> appeals_of_run(db::Reader& reader, const core::Id& run_id)
{
    static const std::string sql = "select " + db::columns_of<Appeal>() +
                                   " from appeal where run_id = :id "
                                   "order by recorded_at desc, id desc";
    return reader.all<Appeal>(sql, {{"id", run_id}});
}

core::Result<std::vector<Appeal>> appeals_of_registration(db::Reader& reader,
                                                          const core::Id& registration_id)
{
    static const std::string sql = "select " + db::columns_of<Appeal>() +
                                   " from appeal where registration_id = :id "
                                   "order by recorded_at desc, id desc";
    return reader.all<Appeal>(sql, {{"id", registration_id}});
}

core::Result<bool> is_in_run(db::Reader& reader, const core::Id& run_id,
                             const core::Id& registration_id)
{
    return TRY(reader.count("select count(*) from selection_entry "
                            "where run_id = :run_id and registration_id = :registration_id",
                            {{"run_id", run_id}, {"registration_id", registration_id}})) > 0;
}

core::Result<std::int64_t> promotions_of(db::Reader& reader, const core::Id& run_id)
{
    return reader.count("select count(*) from promotion where run_id = :run_id",
                        {{"run_id", run_id}});
}

} // namespace jisr::selection
