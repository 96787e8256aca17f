#include "modules/identity/session_store.hpp"

namespace jisr::identity {

namespace {

constexpr auto kIdleMilliseconds = std::chrono::milliseconds(kIdleEnd).count();

std::string session_query(std::string_view condition)
{
    return "select " + db::columns_of<SessionRow>() + " from user_session " +
           std::string(condition);
}

} // namespace

core::Result<void> insert_session(db::Writer& writer, const SessionRow& session)
{
    TRY(writer.keep("delete from user_session where ends_at < :now or last_seen_at < :idle",
                    {{"now", session.created_at},
                     {"idle", session.created_at.milliseconds - kIdleMilliseconds - 60'000}}));
    static const std::string sql = "insert into user_session (" + db::columns_of<SessionRow>() +
                                   ") values (" + db::placeholders_of<SessionRow>() + ")";
    TRY(writer.keep(sql, db::params_of(session)));
    return {};
}

core::Result<std::optional<SessionRow>> find_session(db::Reader& reader,
                                                     std::string_view token_hash)
{
    static const std::string sql = session_query("where token_hash = :token_hash");
    return reader.first<SessionRow>(sql, {{"token_hash", token_hash}});
}

core::Result<SessionRow> get_session(db::Reader& reader, const core::Id& id)
{
    static const std::string sql = session_query("where id = :id");
    auto found = TRY(reader.first<SessionRow>(sql, {{"id", id}}));
    if (!found)
        return core::fail(core::problems::not_found());
    return std::move(*found);
}

core::Result<std::vector<SessionRow>> list_sessions(db::Reader& reader, const core::Id& user_id,
                                                    core::Instant now)
{
    static const std::string sql =
        session_query("where user_id = :user_id and ends_at > :now and last_seen_at > :idle "
                      "order by last_seen_at desc, id");
    return reader.all<SessionRow>(
        sql, {{"user_id", user_id}, {"now", now}, {"idle", now.milliseconds - kIdleMilliseconds}});
}

core::Result<void> note_seen(db::Writer& writer, const core::Id& id, core::Instant now)
{
    TRY(writer.keep("update user_session set last_seen_at = :now where id = :id",
                    {{"now", now}, {"id", id}}));
    return {};
}

core::Result<std::int64_t> end_session(db::Writer& writer, const core::Id& user_id,
                                       const core::Id& id)
{
    return writer.keep("delete from user_session where id = :id and user_id = :user_id",
                       {{"id", id}, {"user_id", user_id}});
}

core::Result<void> end_sessions(db::Writer& writer, const core::Id& user_id, const core::Id& kept)
{
    TRY(writer.keep("delete from user_session where user_id = :user_id and id <> :kept",
                    {{"user_id", user_id}, {"kept", kept}}));
    return {};
}

core::Result<std::optional<service::Actor>> find_actor(db::Reader& reader, const core::Id& user_id)
{
    std::optional<service::Actor> actor;
    TRY(reader.query("select u.full_name, u.language, u.must_change_password, a.role, "
                     "a.scope_level, a.scope_code from app_user u "
                     "left join user_assignment a on a.user_id = u.id "
                     "where u.id = :id and not u.deactivated "
                     "order by a.role, a.scope_level, a.scope_code",
                     {{"id", user_id}}, [&](const db::Row& row) {
                         if (!actor) {
                             actor.emplace();
                             actor->id = user_id.str();
                             db::get(row, 0, actor->name);
                             db::get(row, 1, actor->language);
                             db::get(row, 2, actor->restricted);
                         }
                         if (!row.is_null(3))
                             actor->assignments.push_back({db::get<service::Role>(row, 3),
                                                           {db::get<service::ScopeLevel>(row, 4),
                                                            db::get<std::string>(row, 5)}});
                         return true;
                     }));
    return actor;
}

} // namespace jisr::identity
