#include "modules/training/report_store.hpp"

#include "modules/training/session_store.hpp"

namespace jisr::training {

core::Result<std::vector<TrainingCount>> training_counts(db::Reader& reader,
                                                         const core::Id& edition_id)
{
    std::string sql =
        "select r.audience, r.subject, r.region_code, r.province_code, count(*), "
        "cast(sum(r.invited) as bigint), cast(sum(r.present) as bigint) from ("
        "select s.audience, s.subject, s.region_code, s.province_code, "
        "(select count(*) from convocation c join registration g on g.id = c.registration_id "
        "where c.session_id = s.id and ";
    sql.append(has_seat("c", "g"));
    sql.append(") + "
               "(select count(*) from staff_invitation i where i.session_id = s.id) as invited, "
               "(select count(*) from convocation c where c.session_id = s.id "
               "and c.attendance = 'present') + (select count(*) from staff_invitation i "
               "where i.session_id = s.id and i.attendance = 'present') as present "
               "from training_session s where s.edition_id = :id and s.state = 'planned') r "
               "group by r.audience, r.subject, r.region_code, r.province_code");
    return reader.all<TrainingCount>(sql, {{"id", edition_id}});
}

} // namespace jisr::training
