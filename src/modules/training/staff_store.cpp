#include "modules/training/staff_store.hpp"

namespace jisr::training {

core::Result<std::vector<StaffInvitation>> invitations_of(db::Reader& reader,
                                                          const core::Id& session_id)
{
    return reader.all<StaffInvitation>(
        "select i.id, i.user_id, u.full_name, i.role, i.workplace_ar, i.workplace_fr, "
        "i.attendance, i.invited_at, i.noted_at, i.noted_by_name from staff_invitation i "
        "join app_user u on u.id = i.user_id where i.session_id = :id order by u.full_name, i.id",
        {{"id", session_id}});
}

core::Result<std::optional<InvitationRow>>
find_invitation(db::Reader& reader, const core::Id& session_id, const core::Id& user_id)
{
    static const std::string sql =
        "select " + db::columns_of<InvitationRow>() +
        " from staff_invitation where session_id = :session_id and user_id = :user_id";
    return reader.first<InvitationRow>(sql, {{"session_id", session_id}, {"user_id", user_id}});
}

core::Result<void> delete_invitation(db::Writer& writer, const core::Id& id)
{
    return writer.write("delete from staff_invitation where id = :id", {{"id", id}});
}

core::Result<std::vector<InvitedUser>> expected_users(db::Reader& reader,
                                                      const core::Id& session_id,
                                                      const std::optional<core::Id>& user_id)
{
    std::vector<db::Param> params{{"id", session_id}};
    std::string sql = "select i.id, i.user_id, u.language from staff_invitation i "
                      "join app_user u on u.id = i.user_id where i.session_id = :id "
                      "and not u.deactivated and i.attendance <> 'present'";
    if (user_id) {
        sql.append(" and i.user_id = :user_id");
        params.push_back({"user_id", *user_id});
    }
    std::vector<InvitedUser> users;
    TRY(reader.query(sql, params, [&](const db::Row& row) {
        users.push_back({row.id(0), row.id(1), db::get<core::Language>(row, 2)});
        return true;
    }));
    return users;
}

core::Result<std::vector<OwnTraining>> trainings_of(db::Reader& reader, const core::Id& user_id,
                                                    core::Date today)
{
    return reader.all<OwnTraining>(
        "select i.id, s.id, s.subject, s.title_ar, s.title_fr, p.name_ar, p.name_fr, "
        "s.commune_code, s.place_ar, s.place_fr, s.held_on, s.starts_at, s.ends_at, s.state, "
        "i.attendance from staff_invitation i join training_session s on s.id = i.session_id "
        "left join partner p on p.id = s.given_by where i.user_id = :id "
        "and (s.held_on >= :today or (i.attendance = 'present' and s.state = 'planned')) "
        "order by s.held_on desc, s.starts_at desc, s.id limit 200",
        {{"id", user_id}, {"today", today}});
}

core::Result<bool> has_invitations(db::Reader& reader)
{
    return TRY(reader.count("select count(*) from staff_invitation")) > 0;
}

} // namespace jisr::training
