#include "modules/convergence/demonstration_store.hpp"

namespace jisr::convergence {

Result<std::vector<ListedRegistrant>> registrants_to_list(db::Reader& reader,
                                                          const std::string& region_code,
                                                          std::int64_t from, std::int64_t count)
{
    // References begin with their region and end with a running number: by their end they go
    // round the regions.
    return reader.all<ListedRegistrant>(
        "select coalesce(family_name_ar, ''), coalesce(given_name_ar, ''), "
        "coalesce(family_name_latin, ''), coalesce(given_name_latin, ''), "
        "coalesce(cast(birth_date as text), cast(birth_year as text), ''), coalesce(phone, ''), "
        "commune_code from person where state = 'active' and sex = 'female' "
        "and (region_code = :region or :region = '') "
        "order by substr(reference, 8), reference limit :count offset :from",
        {{"region", region_code}, {"count", count}, {"from", from}});
}

Result<bool> has_any_list(db::Reader& reader)
{
    return TRY(reader.count("select count(*) from programme_list")) > 0;
}

} // namespace jisr::convergence
