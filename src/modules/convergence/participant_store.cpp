#include "modules/convergence/participant_store.hpp"

namespace jisr::convergence {

Result<std::vector<Participant>> participants(const service::Context& context,
                                              const WhichParticipants& query,
                                              const std::string& after, std::int64_t count)
{
    std::vector<db::Param> params{{"after", after}, {"count", count}, {"least", query.least}};
    std::string condition =
        context.actor.scope_condition(service::Permission::ViewRegistrants, "r", params);
    const auto narrow = [&](std::string_view column, std::string_view name, const auto& value) {
        if (!value)
            return;
        condition.append(" and ").append(column).append(" = :").append(name);
        params.push_back({name, *value});
    };
    narrow("r.region_code", "region", query.region);
    narrow("r.province_code", "province", query.province);
    narrow("r.commune_code", "commune", query.commune);
    narrow("a.year", "year", query.year);
    std::string in_programme;
    if (query.programme) {
        in_programme = " and max(case when programme_id = :programme then 1 else 0 end) = 1";
        params.push_back({"programme", *query.programme});
    }
    std::vector<Participant> found;
    TRY(context.reader.query(
        takes(condition) +
            "select p.id, p.reference, p.given_name_ar, p.family_name_ar, p.given_name_latin, "
            "p.family_name_latin, p.commune_code, t.programme_id from ("
            "select q.id, q.reference, q.given_name_ar, q.family_name_ar, q.given_name_latin, "
            "q.family_name_latin, q.commune_code from person q where q.reference > :after and "
            "q.id in (select person_id from takes group by person_id "
            "having count(*) >= :least" +
            in_programme +
            ") order by q.reference limit :count) p join takes t on t.person_id = p.id "
            "join other_programme o on o.id = t.programme_id order by p.reference, o.code",
        params, [&](const db::Row& row) {
            const auto name = [&](int at) { return db::get<std::optional<std::string>>(row, at); };
            if (found.empty() || found.back().person_id != row.id(0))
                found.push_back({.person_id = row.id(0),
                                 .reference = std::string(row.text(1)),
                                 .full_name_ar = registry::full_name(name(2), name(3)),
                                 .full_name_latin = registry::full_name(name(4), name(5)),
                                 .commune_code = std::string(row.text(6))});
            found.back().programmes.push_back(row.id(7));
            return true;
        }));
    return found;
}

} // namespace jisr::convergence
