#include "modules/programmes/progress_store.hpp"

namespace jisr::programmes {

core::Result<std::vector<Count>> count_registrations(db::Reader& reader, const core::Id& edition_id,
                                                     std::int64_t year, core::Date today)
{
    const std::string first_day = std::to_string(year) + "-01-01";
    const std::string last_day = std::to_string(year) + "-12-31";
    return reader.all<Count>(
        "select region_code, province_code, "
        "count(*) filter (where kind = 'woman'), "
        "count(*) filter (where kind = 'woman' and registered_day = :today), "
        "count(*) filter (where kind = 'cooperative'), "
        "count(*) filter (where kind = 'cooperative' and registered_day = :today), "
        "count(*) filter (where has_disability), "
        "count(*) filter (where participation = 'self_employed'), "
        "count(*) filter (where kind = 'company') "
        "from registration where edition_id = :edition_id and state = 'active' "
        "and registered_day >= :first_day and registered_day <= :last_day "
        "group by region_code, province_code order by region_code, province_code",
        {{"today", today},
         {"edition_id", edition_id},
         {"first_day", first_day},
         {"last_day", last_day}});
}

} // namespace jisr::programmes
