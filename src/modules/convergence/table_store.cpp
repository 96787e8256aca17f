#include "modules/convergence/table_store.hpp"

#include <algorithm>
#include <map>

namespace jisr::convergence {

std::string takes(const std::string& condition)
{
    return "with recursive held (file, holder) as ("
           "select distinct person_id, person_id from participation union "
           "select h.file, p.merged_into from held h join person p on p.id = h.holder "
           "where p.merged_into is not null), "
           "takes as (select distinct r.id as person_id, r.region_code, r.province_code, "
           "r.commune_code, a.programme_id from participation a join held h on h.file = "
           "a.person_id "
           "join person r on r.id = h.holder where r.state = 'active' and " +
           condition + ") ";
}

Result<std::vector<std::int64_t>> years(db::Reader& reader)
{
    std::vector<std::int64_t> found;
    TRY(reader.query("select distinct year from participation order by year desc", {},
                     [&](const db::Row& row) {
                         found.push_back(row.integer(0));
                         return true;
                     }));
    return found;
}

namespace {

Result<std::vector<PlaceCount>> count_in(const service::Context& context,
                                         const std::vector<core::Id>& programmes,
                                         std::optional<std::int64_t> year)
{
    std::vector<db::Param> params;
    std::string condition =
        context.actor.scope_condition(service::Permission::ViewProgress, "r", params);
    if (year) {
        condition += " and a.year = :year";
        params.push_back({"year", *year});
    }
    const std::string from = takes(condition);
    std::map<std::string, PlaceCount> counts;
    const auto count_of = [&](const db::Row& row) -> PlaceCount& {
        auto& count = counts[std::string(row.text(2))];
        count.region_code = row.text(0);
        count.province_code = row.text(1);
        count.commune_code = row.text(2);
        count.of_programme.resize(programmes.size());
        return count;
    };
    TRY(context.reader.query(
        from + "select region_code, province_code, commune_code, programme_id, count(*) "
               "from takes group by region_code, province_code, commune_code, programme_id",
        params, [&](const db::Row& row) {
            const auto at = std::find(programmes.begin(), programmes.end(), row.id(3));
            auto& count = count_of(row);
            if (at != programmes.end())
                count.of_programme[static_cast<std::size_t>(at - programmes.begin())] =
                    row.integer(4);
            return true;
        }));
    TRY(context.reader.query(
        from + "select region_code, province_code, commune_code, held_in, count(*) from ("
               "select region_code, province_code, commune_code, person_id, count(*) as held_in "
               "from takes group by region_code, province_code, commune_code, person_id) n "
               "group by region_code, province_code, commune_code, held_in",
        params, [&](const db::Row& row) {
            auto& count = count_of(row);
            const auto held_in = row.integer(3);
            (held_in == 1 ? count.one : held_in == 2 ? count.two : count.three) += row.integer(4);
            return true;
        }));
    std::vector<PlaceCount> all;
    for (auto& [unused, count] : counts)
        all.push_back(std::move(count));
    return all;
}

} // namespace

Result<YearCounts> count_participants(const service::Context& context,
                                      const std::vector<core::Id>& programmes)
{
    YearCounts counts{TRY(count_in(context, programmes, {})), {}};
    for (const auto year : TRY(years(context.reader)))
        counts.of_year[year] = TRY(count_in(context, programmes, year));
    return counts;
}

} // namespace jisr::convergence
