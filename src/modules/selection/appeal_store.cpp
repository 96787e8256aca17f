#include "modules/selection/appeal_store.hpp"

#include "service/crud.hpp"

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

core::Result<std::vector<Appeal>> appeals_of_edition(const service::Context& context,
                                                     const core::Id& edition_id,
                                                     const AppealQuery& query)
{
    service::Conditions conditions;
    conditions.add("r.edition_id = :edition_id");
    conditions.params.push_back({"edition_id", edition_id});
    conditions.equal("region_code", "region", query.region);
    conditions.add(
        context.actor.scope_condition(service::Permission::ViewSelection, "r", conditions.params));
    if (query.state) {
        conditions.add("a.state = :state");
        conditions.params.push_back({"state", *query.state});
    }
    return context.reader.all<Appeal>(
        "select " + db::columns_of<Appeal>("a") +
            " from appeal a join registration r on r.id = a.registration_id where " +
            std::string(conditions.sql()) +
            " order by case a.state when 'open' then 0 else 1 end, a.recorded_at desc, a.id desc "
            "limit 500",
        conditions.params);
}

core::Result<std::vector<AppealEffect>> effects_on(db::Reader& reader, const RunRow& run,
                                                   ListOrder order)
{
    return reader.all<AppealEffect>(
        std::string("select a.id, a.registration_id, p.reference, a.state, ")
            .append(told_place("b", order))
            .append(", b.score, coalesce(b.seat > -2, false), ")
            .append(told_place("e", order))
            .append(
                ", e.score, coalesce(e.seat > -2, false) "
                "from appeal a join registration r on r.id = a.registration_id "
                "join person p on p.id = r.person_id "
                "left join selection_entry b on b.run_id = a.run_id and b.registration_id = r.id "
                "left join selection_entry e on e.run_id = :run_id and e.registration_id = r.id "
                "where r.edition_id = :edition_id and r.region_code = :region_code "
                "and a.state <> 'open' and a.recorded_at < :made_at and a.recorded_at >= "
                "coalesce((select "
                "max(n.made_at) "
                "from selection_run n where n.edition_id = :edition_id and n.region_code = "
                ":region_code "
                "and n.number < :number and n.state in ('confirmed', 'superseded')), 0) "
                "order by p.reference, a.recorded_at"),
        {{"run_id", run.id},
         {"edition_id", run.edition_id},
         {"region_code", run.region_code},
         {"made_at", run.made_at},
         {"number", run.number}});
}

core::Result<bool> is_reviewed(db::Reader& reader, const CandidateRow& row)
{
    return TRY(reader.count(
               "select count(*) from appeal a where a.registration_id = :id "
               "and a.state = 'accepted' and not exists (select 1 from selection_run n "
               "where n.edition_id = :edition_id and n.region_code = :region_code "
               "and n.state = 'confirmed' and n.confirmed_at > a.answered_at)",
               {{"id", row.registration_id},
                {"edition_id", row.edition_id},
                {"region_code", row.region_code}})) > 0;
}

core::Result<std::optional<ListPlace>>
place_in_lists(db::Reader& reader, const core::Id& registration_id, ListOrder order)
{
    return reader.first<ListPlace>(
        std::string("select e.run_id, e.quota, ")
            .append(told_place("e", order))
            .append(", e.seat > -2, ")
            .append(told_waiting("e"))
            .append(" from selection_entry e "
                    "join selection_run n on n.id = e.run_id "
                    "where e.registration_id = :id and n.state = 'confirmed'"),
        {{"id", registration_id}});
}

core::Result<bool> has_open_appeal(db::Reader& reader, const core::Id& registration_id)
{
    return TRY(reader.count("select count(*) from appeal where registration_id = :id "
                            "and state = 'open'",
                            {{"id", registration_id}})) > 0;
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
