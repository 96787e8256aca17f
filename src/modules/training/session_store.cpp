#include "modules/training/session_store.hpp"

#include "service/crud.hpp"

namespace jisr::training {

namespace {

/// What an actor may see, as conditions over a session `r` and a registration `g`.
struct Sight
{
    Sight(const service::Actor& actor, std::vector<db::Param>& params)
    {
        constexpr auto kView = service::Permission::ViewRegistrants;
        of_session = actor.scope_condition(kView, "r", params);
        std::vector<db::Param> same; // names and values that `params` has by now
        of_registration = actor.scope_condition(kView, "g", same);
    }

    std::string of_session;
    std::string of_registration;
};

/// How many are convoked or invited to the session of the row, of those whom the actor may see
/// there: those who are to come, or those of an attendance.
std::string counted(const Sight& sight, std::string_view attendance)
{
    std::string which;
    if (!attendance.empty())
        which.append(" and x.attendance = '").append(attendance).append("'");
    std::string sql = ", (select count(*) from convocation x join registration g "
                      "on g.id = x.registration_id where x.session_id = r.id and (";
    sql.append(sight.of_session).append(" or ").append(sight.of_registration).append(") and ");
    sql.append(has_seat("x", "g")).append(which);
    sql.append(") + (select count(*) from staff_invitation x where x.session_id = r.id");
    return sql.append(which).append(")");
}

std::string select_views(const Sight& sight, std::string_view condition)
{
    std::string sql = "select " + db::columns_of<Session>("r") + ", p.name_ar, p.name_fr";
    for (const auto* attendance : {"", "present", "absent", "excused"})
        sql.append(counted(sight, attendance));
    sql.append(" from training_session r left join partner p on p.id = r.given_by where (");
    sql.append(sight.of_session)
        .append(" or exists (select 1 from convocation c join registration g "
                "on g.id = c.registration_id where c.session_id = r.id and ")
        .append(sight.of_registration);
    return sql.append(")) and ").append(condition);
}

SessionView seen_by(const service::Actor& actor, CountedSession session)
{
    if (!actor.may(service::Permission::ViewRegistrants, session.place()))
        session.capacity.reset();
    const bool records = actor.may(service::Permission::RecordTraining, session.place());
    return {std::move(session), records};
}

/// Those of the session of whom `condition` holds, over the registration `g`.
core::Result<std::vector<Convocation>> read_convocations(db::Reader& reader,
                                                         std::string_view condition,
                                                         const std::vector<db::Param>& params)
{
    std::vector<Convocation> all;
    std::string sql =
        "select c.id, c.registration_id, c.person_id, p.reference, p.given_name_ar, "
        "p.family_name_ar, p.given_name_latin, p.family_name_latin, p.commune_code, p.phone, "
        "g.phase, c.attendance, c.convoked_at, c.noted_at, c.noted_by_name, case when ";
    sql.append(has_seat("c", "g"))
        .append(" then 1 else 0 end from convocation c join registration g "
                "on g.id = c.registration_id join person p on p.id = c.person_id "
                "where c.session_id = :id and ")
        .append(condition)
        .append(" order by p.reference");
    TRY(reader.query(sql, params, [&](const db::Row& row) {
        const auto name = [&](int at) { return db::get<std::optional<std::string>>(row, at); };
        all.push_back({.id = row.id(0),
                       .registration_id = row.id(1),
                       .person_id = row.id(2),
                       .reference = std::string(row.text(3)),
                       .full_name_ar = registry::full_name(name(4), name(5)),
                       .full_name_latin = registry::full_name(name(6), name(7)),
                       .commune_code = std::string(row.text(8)),
                       .phone = name(9),
                       .phase = db::get<registry::Phase>(row, 10),
                       .attendance = db::get<Attendance>(row, 11),
                       .convoked_at = {row.integer(12)},
                       .noted_at = db::get<std::optional<core::Instant>>(row, 13),
                       .noted_by_name = name(14),
                       .has_seat = row.integer(15) != 0});
        return true;
    }));
    return all;
}

core::Result<std::vector<NamedRegistration>>
read_named(db::Reader& reader, const std::vector<core::Id>& ids, std::string_view condition)
{
    const auto sql =
        std::string("select p.reference, p.given_name_ar, p.family_name_ar, p.given_name_latin, "
                    "p.family_name_latin from registration r join person p on p.id = r.person_id "
                    "where r.id = :id")
            .append(condition);
    std::vector<NamedRegistration> all;
    for (const auto& id : ids)
        TRY(reader.query(sql, {{"id", id}}, [&](const db::Row& row) {
            const auto name = [&](int at) { return db::get<std::optional<std::string>>(row, at); };
            all.push_back({.registration_id = id,
                           .reference = std::string(row.text(0)),
                           .full_name_ar = registry::full_name(name(1), name(2)),
                           .full_name_latin = registry::full_name(name(3), name(4))});
            return true;
        }));
    return all;
}

} // namespace

std::string has_seat(std::string_view convocation, std::string_view registration)
{
    std::string sql = "(";
    sql.append(convocation).append(".attendance <> 'expected' or (");
    sql.append(registration).append(".state = 'active' and ").append(registration);
    return sql.append(".phase not in ('registered', 'eligible', 'waiting', 'rejected')))");
}

core::Result<std::vector<SessionView>>
sessions_of(const service::Context& context, const core::Id& edition_id, const SessionQuery& query)
{
    service::Conditions conditions;
    conditions.add("r.edition_id = :edition_id");
    conditions.params.push_back({"edition_id", edition_id});
    conditions.equal("subject", "subject", query.subject);
    conditions.equal("audience", "audience", query.audience);
    const Sight sight(context.actor, conditions.params);
    std::vector<SessionView> views;
    for (auto& session : TRY(context.reader.all<CountedSession>(
             select_views(sight, conditions.sql())
                 .append(" order by r.held_on desc, r.id desc limit 500"),
             conditions.params)))
        views.push_back(seen_by(context.actor, std::move(session)));
    return views;
}

core::Result<SessionView> view_of(db::Reader& reader, const service::Actor& actor,
                                  const core::Id& session_id)
{
    std::vector<db::Param> params{{"id", session_id}};
    const Sight sight(actor, params);
    auto session = TRY(reader.first<CountedSession>(select_views(sight, "r.id = :id"), params));
    if (!session)
        return core::fail(core::problems::not_found());
    return seen_by(actor, std::move(*session));
}

core::Result<std::vector<Convocation>> convocations_of(db::Reader& reader,
                                                       const core::Id& session_id)
{
    return read_convocations(reader, "true", {{"id", session_id}});
}

core::Result<std::vector<Convocation>>
visible_convocations(db::Reader& reader, const service::Actor& actor, const Session& session)
{
    constexpr auto kView = service::Permission::ViewRegistrants;
    if (actor.may(kView, session.place()))
        return convocations_of(reader, session.id);
    std::vector<db::Param> params{{"id", session.id}};
    const auto hers = actor.scope_condition(kView, "g", params);
    return read_convocations(reader, hers, params);
}

core::Result<std::map<core::Id, std::string>> engaged_elsewhere(db::Reader& reader,
                                                                const Session& session)
{
    std::string sql = "select c.person_id, s.starts_at, s.ends_at from convocation c "
                      "join training_session s on s.id = c.session_id "
                      "join registration r on r.id = c.registration_id "
                      "where s.held_on = :held_on and s.id <> :id and s.state = 'planned' and ";
    std::map<core::Id, std::string> engaged;
    TRY(reader.query(sql.append(has_seat("c", "r")),
                     {{"held_on", session.held_on}, {"id", session.id}}, [&](const db::Row& row) {
                         if (overlap(session.starts_at, session.ends_at, row.text(1),
                                     db::get<std::optional<std::string>>(row, 2)))
                             engaged.emplace(row.id(0), row.text(1));
                         return true;
                     }));
    return engaged;
}

core::Result<std::vector<OwnConvocation>> convocations_of_registration(db::Reader& reader,
                                                                       const core::Id& id)
{
    return reader.all<OwnConvocation>(
        "select c.id, s.id, s.title_ar, s.title_fr, s.commune_code, s.place_ar, s.place_fr, "
        "s.held_on, s.starts_at, s.state, c.attendance from convocation c "
        "join training_session s on s.id = c.session_id where c.registration_id = :id "
        "order by s.held_on, s.starts_at",
        {{"id", id}});
}

core::Result<void> delete_convocation(db::Writer& writer, const core::Id& id)
{
    return writer.write("delete from convocation where id = :id", {{"id", id}});
}

core::Result<std::vector<NamedRegistration>> unreached_of(db::Reader& reader,
                                                          const std::vector<core::Id>& ids)
{
    return read_named(reader, ids, " and p.phone is null and p.email is null");
}

core::Result<std::vector<NamedRegistration>> named(db::Reader& reader,
                                                   const std::vector<core::Id>& ids)
{
    return read_named(reader, ids, "");
}

core::Result<bool> has_sessions(db::Reader& reader)
{
    return TRY(reader.count("select count(*) from training_session")) > 0;
}

core::Result<std::vector<OwnConvocation>>
coming_convocations(db::Reader& reader, const core::Id& person_id, core::Date today)
{
    return reader.all<OwnConvocation>(
        "select c.id, s.id, s.title_ar, s.title_fr, s.commune_code, s.place_ar, s.place_fr, "
        "s.held_on, s.starts_at, s.state, c.attendance from convocation c "
        "join training_session s on s.id = c.session_id "
        "join registration r on r.id = c.registration_id "
        "where r.person_id = :id and r.state = 'active' and s.state = 'planned' "
        "and s.held_on >= :today order by s.held_on, s.starts_at",
        {{"id", person_id}, {"today", today}});
}

core::Result<std::vector<core::Id>> selected_in(db::Reader& reader, const Session& session)
{
    return reader.all<core::Id>(
        "select r.id from registration r where r.edition_id = :edition_id "
        "and r.phase = 'selected' and r.region_code = :region_code "
        "and r.province_code = :province_code and r.state = 'active' and r.person_id is not null "
        "and not exists (select 1 from convocation c join training_session s "
        "on s.id = c.session_id where c.registration_id = r.id and s.id <> :id "
        "and s.title_ar = :title_ar and s.title_fr = :title_fr and s.state = 'planned') "
        "order by case r.commune_code when :commune_code then 0 else 1 end, r.registered_at, r.id",
        {{"id", session.id},
         {"title_ar", session.title_ar},
         {"title_fr", session.title_fr},
         {"commune_code", session.commune_code},
         {"edition_id", session.edition_id},
         {"region_code", session.region_code},
         {"province_code", session.province_code}});
}

core::Result<std::vector<core::Id>> missed(db::Reader& reader, const core::Id& session_id)
{
    return reader.all<core::Id>(
        "select c.registration_id from convocation c "
        "join registration r on r.id = c.registration_id where c.session_id = :id "
        "and c.attendance in ('absent', 'excused') and r.state = 'active' "
        "and r.phase = 'selected' and not exists (select 1 from convocation d "
        "join training_session s on s.id = d.session_id where d.registration_id = r.id "
        "and s.resit_of = :id and d.attendance = 'present') order by c.registration_id",
        {{"id", session_id}});
}

} // namespace jisr::training
