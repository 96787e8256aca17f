#include "modules/identity/place_store.hpp"

namespace jisr::identity {

namespace {

/// As authority.cpp places a scope: a partner lies in its region, or in the nation alone.
constexpr std::string_view kPlaces =
    "case held.scope_level when 'centre' then c.region_code "
    "when 'organisation' then coalesce(o.region_code, p.region_code) "
    "else held.region_code end as region_code, "
    "case held.scope_level when 'centre' then c.province_code "
    "when 'organisation' then o.province_code else held.province_code end as province_code, "
    "case held.scope_level when 'organisation' then o.centre_id else held.centre_id end "
    "as centre_id";

constexpr std::string_view kSources = " held left join centre c on c.id = held.centre_id "
                                      "left join organisation o on o.id = held.organisation_id "
                                      "left join partner p on p.id = held.organisation_id)";

} // namespace

std::string placed_rows(std::string_view table, std::string_view columns)
{
    std::string sql = "(select ";
    sql.append(columns).append(", ").append(kPlaces).append(" from ").append(table);
    return sql.append(kSources);
}

} // namespace jisr::identity
