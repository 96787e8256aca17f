#include "modules/convergence/participation_store.hpp"

namespace jisr::convergence {

namespace {

const std::string& select_participation()
{
    static const std::string sql =
        "select " + db::columns_of<Participation>() + " from participation where list_id = :id";
    return sql;
}

} // namespace

Result<std::vector<Participation>> participations_from(db::Reader& reader, const core::Id& list_id)
{
    return reader.all<Participation>(select_participation() + " order by row", {{"id", list_id}});
}

Result<std::optional<Participation>> find_participation(db::Reader& reader, const core::Id& list_id,
                                                        std::int64_t row)
{
    return reader.first<Participation>(select_participation() + " and row = :row",
                                       {{"id", list_id}, {"row", row}});
}

Result<void> remove_participation(service::WriteContext& context,
                                  const Participation& participation)
{
    TRY(context.writer.write("delete from participation where id = :id",
                             {{"id", participation.id}}));
    return context.log("participation", participation.id, participation.version + 1, "remove",
                       core::to_json(participation), nullptr);
}

Result<std::vector<OwnParticipation>> participations_of(db::Reader& reader,
                                                        const core::Id& person_id)
{
    std::vector<OwnParticipation> all;
    TRY(reader.query(
        "with recursive files (id) as (select id from person where id = :id union all "
        "select p.id from person p join files f on p.merged_into = f.id) "
        "select o.id, o.code, o.name_ar, o.name_fr, o.holder_ar, o.holder_fr, a.year, "
        "a.list_id, l.file_name, a.row, a.benefit, a.progress, a.found_by_name, a.found_at "
        "from files f join participation a on a.person_id = f.id "
        "join other_programme o on o.id = a.programme_id "
        "join programme_list l on l.id = a.list_id "
        "order by a.year desc, o.code, a.found_at, a.row",
        {{"id", person_id}}, [&](const db::Row& row) {
            auto own = db::from_row<OwnParticipation>(row);
            if (all.empty() || all.back().programme_id != own.programme_id ||
                all.back().year != own.year)
                all.push_back(std::move(own));
            all.back().sources.push_back(db::from_row<Source>(row, 7));
            return true;
        }));
    return all;
}

} // namespace jisr::convergence
