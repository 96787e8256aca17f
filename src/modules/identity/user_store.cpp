#include "modules/identity/user_store.hpp"

#include "modules/identity/place_store.hpp"

namespace jisr::identity {

namespace {

/// A user without her assignments, as her row stands.
struct UserRow
{
    core::Id id;
    std::string user_name;
    std::string full_name;
    core::Language language = core::Language::Ar;
    bool deactivated = false;
    bool must_change_password = false;
    core::Instant created_at;
    std::optional<core::Instant> last_login_at;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(UserRow, (),
                      (id, user_name, full_name, language, deactivated, must_change_password,
                       created_at, last_login_at, version))

constexpr int kUserColumns = 9; // and second factor, locked, role, level and code of the scope
constexpr std::string_view kLocked = "exists (select 1 from sign_in_attempt t where t.user_id = "
                                     "u.id and t.blocked_until > :now)";

User user_from(const db::Row& row)
{
    const auto read = db::from_row<UserRow>(row);
    User user{.id = read.id,
              .user_name = read.user_name,
              .full_name = read.full_name,
              .language = read.language,
              .second_factor = row.boolean(kUserColumns),
              .must_change_password = read.must_change_password,
              .created_at = read.created_at,
              .last_login_at = read.last_login_at,
              .version = read.version};
    if (read.deactivated)
        user.state = UserState::Deactivated;
    else if (row.boolean(kUserColumns + 1))
        user.state = UserState::Locked;
    return user;
}

/// Users with one row for each assignment, as the inner statement picks them.
std::string with_assignments(std::string_view picked)
{
    return std::string("select ")
        .append(db::columns_of<UserRow>("u"))
        .append(", exists (select 1 from second_factor f where f.user_id = u.id and f.confirmed), ")
        .append(kLocked)
        .append(", a.role, a.scope_level, a.scope_code from (")
        .append(picked)
        .append(") u left join user_assignment a on a.user_id = u.id "
                "order by u.user_name, a.role, a.scope_level, a.scope_code");
}

/// `params` hold the present as `now`.
core::Result<std::vector<User>> read_users(db::Reader& reader, std::string_view picked,
                                           const std::vector<db::Param>& params)
{
    std::vector<User> users;
    TRY(reader.query(with_assignments(picked), params, [&](const db::Row& row) {
        if (users.empty() || users.back().id != row.id(0))
            users.push_back(user_from(row));
        if (!row.is_null(kUserColumns + 2)) {
            auto& held = users.back().assignments.emplace_back();
            db::get(row, kUserColumns + 2, held.role);
            db::get(row, kUserColumns + 3, held.scope.level);
            db::get(row, kUserColumns + 4, held.scope.code);
        }
        return true;
    }));
    for (auto& user : users)
        for (auto& held : user.assignments)
            held.scope = TRY(named_scope(reader, held.scope.level, held.scope.code));
    return users;
}

std::string state_condition(UserState state)
{
    if (state == UserState::Deactivated)
        return " and u.deactivated";
    const std::string_view is = state == UserState::Locked ? "" : "not ";
    return std::string(" and not u.deactivated and ").append(is).append(kLocked);
}

/// `text` as it stands inside a LIKE pattern, in lower case, with `!` as its escape.
std::string like_part(std::string_view text)
{
    std::string pattern = "%";
    for (const char c : folded_user_name(text)) {
        if (c == '%' || c == '_' || c == '!')
            pattern += '!';
        pattern += c;
    }
    return pattern + '%';
}

} // namespace

std::string placed_assignments()
{
    return placed_rows("user_assignment",
                       "held.user_id, held.role, held.scope_level, held.scope_code");
}

core::Result<std::vector<User>> list_users(db::Reader& reader, const service::Actor& actor,
                                           const UserFilter& filter, core::Instant now)
{
    std::vector<db::Param> params{{"after", filter.after}, {"limit", filter.limit}, {"now", now}};
    std::string sql =
        "select * from app_user u where u.user_name > :after and not exists (select 1 from ";
    sql.append(placed_assignments())
        .append(" s where s.user_id = u.id and not coalesce(")
        .append(actor.scope_condition(service::Permission::ManageUsers, "s", params))
        .append(", false))");
    if (filter.state)
        sql += state_condition(*filter.state);
    if (filter.role) {
        sql += " and exists (select 1 from user_assignment r where r.user_id = u.id and r.role = "
               ":role)";
        params.push_back({"role", *filter.role});
    }
    if (filter.q) {
        sql += " and (u.user_name like :q escape '!' or lower(u.full_name) like :q escape '!')";
        params.push_back({"q", like_part(*filter.q)});
    }
    return read_users(reader, sql + " order by u.user_name limit :limit", params);
}

core::Result<std::optional<User>> find_user(db::Reader& reader, const core::Id& id,
                                            core::Instant now)
{
    auto found = TRY(
        read_users(reader, "select * from app_user where id = :id", {{"id", id}, {"now", now}}));
    if (found.empty())
        return std::optional<User>{};
    return std::optional<User>(std::move(found.front()));
}

core::Result<User> get_user(db::Reader& reader, const core::Id& id, core::Instant now)
{
    auto found = TRY(find_user(reader, id, now));
    if (!found)
        return core::fail(core::problems::not_found());
    return std::move(*found);
}

core::Result<std::optional<core::Id>> find_user_id(db::Reader& reader, std::string_view user_name)
{
    return reader.first<core::Id>("select id from app_user where user_name = :user_name",
                                  {{"user_name", user_name}});
}

core::Result<bool> has_users(db::Reader& reader)
{
    return TRY(reader.count("select 1 from app_user limit 1")) > 0;
}

core::Result<std::optional<Credentials>> find_credentials(db::Reader& reader,
                                                          std::string_view user_name)
{
    return reader.first<Credentials>("select id, password_hash, deactivated, must_change_password "
                                     "from app_user where user_name = :user_name",
                                     {{"user_name", user_name}});
}

core::Result<Credentials> get_credentials(db::Reader& reader, const core::Id& id)
{
    auto found = TRY(reader.first<Credentials>(
        "select id, password_hash, deactivated, must_change_password from app_user where id = :id",
        {{"id", id}}));
    if (!found)
        return core::fail(core::problems::not_found());
    return std::move(*found);
}

core::Result<void> hold_user(db::Writer& writer, const core::Id& id)
{
    TRY(writer.keep("update app_user set version = version where id = :id", {{"id", id}}));
    return {};
}

core::Result<std::int64_t> take_turn(db::Writer& writer)
{
    TRY(writer.keep("insert into administration (only_row, turn) values (1, 1) "
                    "on conflict (only_row) do update set turn = administration.turn + 1",
                    {}));
    return writer.count("select turn from administration");
}

core::Result<void> insert_user(db::Writer& writer, const User& user,
                               const std::vector<PlacedRole>& roles, std::string_view password_hash)
{
    TRY(writer.write("insert into app_user (id, user_name, full_name, language, deactivated, "
                     "password_hash, must_change_password, created_at, version) values (:id, "
                     ":user_name, :full_name, :language, false, :password_hash, "
                     ":must_change_password, :created_at, :version)",
                     {{"id", user.id},
                      {"user_name", user.user_name},
                      {"full_name", user.full_name},
                      {"language", user.language},
                      {"password_hash", password_hash},
                      {"must_change_password", user.must_change_password},
                      {"created_at", user.created_at},
                      {"version", user.version}}));
    return replace_assignments(writer, user.id, roles);
}

core::Result<void> update_user(db::Writer& writer, const User& user)
{
    const auto touched = TRY(
        writer.update("update app_user set user_name = :user_name, full_name = :full_name, "
                      "language = :language, deactivated = :deactivated, must_change_password = "
                      ":must_change_password, version = :version "
                      "where id = :id and version = :version - 1",
                      {{"user_name", user.user_name},
                       {"full_name", user.full_name},
                       {"language", user.language},
                       {"deactivated", user.state == UserState::Deactivated},
                       {"must_change_password", user.must_change_password},
                       {"version", user.version},
                       {"id", user.id}}));
    if (touched == 0) // another server was faster
        return core::fail(core::problems::overtaken());
    return {};
}

core::Result<void> replace_assignments(db::Writer& writer, const core::Id& user_id,
                                       const std::vector<PlacedRole>& roles)
{
    TRY(writer.write("delete from user_assignment where user_id = :id", {{"id", user_id}}));
    for (const auto& held : roles)
        TRY(writer.write(
            "insert into user_assignment (user_id, role, scope_level, scope_code, "
            "region_code, province_code, centre_id, organisation_id) values (:user_id, "
            ":role, :scope_level, :scope_code, :region_code, :province_code, "
            ":centre_id, :organisation_id)",
            {{"user_id", user_id},
             {"role", held.role},
             {"scope_level", held.scope.level},
             {"scope_code", held.scope.code},
             {"region_code", held.place.region_code},
             {"province_code", held.place.province_code},
             {"centre_id", held.place.centre_id},
             {"organisation_id", held.place.organisation_id}}));
    return {};
}

core::Result<void> set_password_hash(db::Writer& writer, const core::Id& user_id,
                                     std::string_view hash)
{
    TRY(writer.keep("update app_user set password_hash = :hash where id = :id",
                    {{"hash", hash}, {"id", user_id}}));
    return {};
}

core::Result<std::int64_t> other_national_administrators(db::Reader& reader, const core::Id& id)
{
    return reader.count(
        "select count(distinct u.id) from app_user u join user_assignment a on a.user_id = u.id "
        "where a.role = :role and not u.deactivated and u.id <> :id",
        {{"role", service::Role::NationalAdministrator}, {"id", id}});
}

core::Result<void> note_sign_in(db::Writer& writer, const core::Id& user_id, core::Instant now)
{
    TRY(writer.keep("update app_user set last_login_at = :now where id = :id",
                    {{"now", now}, {"id", user_id}}));
    return {};
}

} // namespace jisr::identity
