#include "db/migrate.hpp"

#include "core/clock.hpp"
#include "core/resource.hpp"
#include "db/digest.hpp"

#include <algorithm>
#include <charconv>

namespace jisr::db {

namespace {

constexpr std::string_view kFolder = "db/migrations/";

struct Applied
{
    std::int64_t number = 0;
    std::string name;
    std::string digest;
};

/// The file name without what ends it, or nothing when the file is for another engine.
std::optional<std::string_view> stem_for(std::string_view file, std::string_view engine)
{
    const auto dot = file.find('.');
    const auto ending = file.substr(dot == std::string_view::npos ? file.size() : dot);
    if (ending != ".sql" && ending != "." + std::string(engine) + ".sql")
        return std::nullopt;
    return file.substr(0, dot);
}

core::Result<Migration> migration_from(std::string_view stem, std::string_view sql)
{
    Migration migration{.sql = sql};
    const auto [end, fault] =
        std::from_chars(stem.data(), stem.data() + stem.size(), migration.number);
    if (fault != std::errc{} || end != stem.data() + 4 || stem.size() < 6 || stem[4] != '_')
        return core::fail(core::problems::internal(
            "a migration is named NNNN_<module>_<what>, not " + std::string(stem)));
    migration.name = stem.substr(5);
    Digest digest;
    digest.text(sql);
    migration.digest = digest.hex();
    return migration;
}

core::Result<std::vector<Applied>> applied_migrations(Reader& reader)
{
    std::vector<Applied> list;
    TRY(reader.query(
        "select number, name, digest from schema_migration order by number", {},
        [&](const Row& row) {
            list.push_back({row.integer(0), std::string(row.text(1)), std::string(row.text(2))});
            return true;
        }));
    return list;
}

/// How many of `migrations` are applied, once it is sure that those are the same.
core::Result<std::size_t> check_applied(const std::vector<Applied>& applied,
                                        const std::vector<Migration>& migrations)
{
    for (std::size_t i = 0; i < applied.size(); ++i) {
        const std::string name = std::to_string(applied[i].number) + " " + applied[i].name;
        if (i >= migrations.size())
            return core::fail(core::problems::unavailable(
                "the database is newer than this program: it holds migration " + name));
        if (migrations[i].number != applied[i].number || migrations[i].digest != applied[i].digest)
            return core::fail(core::problems::unavailable(
                "migration " + name + " of the database is not the one in this program"));
    }
    return applied.size();
}

core::Result<void> apply(Maintenance& maintenance, const Migration& migration)
{
    if (auto done = maintenance.script(std::string(migration.sql)); !done)
        return core::fail(core::problems::unavailable("migration " + migration.name +
                                                      " failed: " + done.error().cause));
    TRY(maintenance.writer().keep("insert into schema_migration (number, name, digest, applied_at) "
                                  "values (:number, :name, :digest, :applied_at)",
                                  {{"number", migration.number},
                                   {"name", migration.name},
                                   {"digest", migration.digest},
                                   {"applied_at", core::system_clock().now()}}));
    return {};
}

/// Tables in the place where ours go, whoever made them; not those of PostgreSQL's extensions.
constexpr std::string_view kTablesOfSqlite = "select name from sqlite_schema where type = 'table' "
                                             "and name not like 'sqlite\\_%' escape '\\' "
                                             "order by name";
constexpr std::string_view kTablesOfPostgres =
    "select c.relname from pg_class c where c.relkind in ('r', 'p') "
    "and c.relnamespace = current_schema()::regnamespace and not exists ("
    "select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e') order by c.relname";

/// 503 where the database is another program's, or cannot hold every name.
core::Result<void> require_fit(db::Reader& reader, std::string_view engine)
{
    const bool is_server = engine == "postgres";
    std::vector<std::string> tables;
    TRY(reader.query(is_server ? kTablesOfPostgres : kTablesOfSqlite, {}, [&](const Row& row) {
        tables.emplace_back(row.text(0));
        return true;
    }));
    if (!tables.empty() && std::ranges::find(tables, "schema_migration") == tables.end())
        return core::fail(core::problems::unavailable(
            std::string("the database is another program's: it holds the table ")
                .append(tables.front())));
    if (!is_server)
        return {};
    const auto encoding =
        TRY(reader.first<std::string>("select pg_encoding_to_char(encoding)::text from pg_database "
                                      "where datname = current_database()",
                                      {}));
    if (encoding != "UTF8")
        return core::fail(core::problems::unavailable(
            std::string("the database is encoded in ")
                .append(encoding.value_or("?"))
                .append(": make one with encoding 'UTF8' and template template0")));
    return {};
}

core::Result<void> create_table(MaintainedDatabase& database)
{
    return database.maintain([&](Maintenance& maintenance) -> core::Result<void> {
        TRY(require_fit(maintenance.writer(), database.engine()));
        return maintenance.script("create table if not exists schema_migration ("
                                  "number bigint primary key, name text not null, "
                                  "digest text not null, applied_at bigint not null)");
    });
}

/// Applies the first migration that is missing; false when none is. Looks again inside the
/// transaction, because another program may have been faster.
core::Result<bool> apply_next(MaintainedDatabase& database,
                              const std::vector<Migration>& migrations)
{
    bool applied_one = false;
    TRY(database.maintain([&](Maintenance& maintenance) -> core::Result<void> {
        const auto applied = TRY(applied_migrations(maintenance.writer()));
        const auto count = TRY(check_applied(applied, migrations));
        if (count == migrations.size())
            return {};
        applied_one = true;
        return apply(maintenance, migrations[count]);
    }));
    return applied_one;
}

} // namespace

core::Result<std::vector<Migration>> migrations_for(std::string_view engine)
{
    std::vector<Migration> list;
    for (const auto& [path, bytes] : core::resources_under(kFolder)) {
        const auto stem = stem_for(path.substr(kFolder.size()), engine);
        if (!stem)
            continue;
        list.push_back(TRY(migration_from(*stem, bytes)));
    }
    std::sort(list.begin(), list.end(),
              [](const Migration& a, const Migration& b) { return a.number < b.number; });
    for (std::size_t i = 1; i < list.size(); ++i)
        if (list[i].number == list[i - 1].number)
            return core::fail(core::problems::internal("two migrations are numbered " +
                                                       std::to_string(list[i].number)));
    return list;
}

core::Result<void> migrate(MaintainedDatabase& database, std::int64_t last)
{
    auto migrations = TRY(migrations_for(database.engine()));
    std::erase_if(migrations, [&](const Migration& one) { return one.number > last; });
    return migrate(database, migrations);
}

core::Result<void> migrate(MaintainedDatabase& database, const std::vector<Migration>& migrations)
{
    // The usual start finds everything in place and takes no lock.
    const auto applied = database.ask([](Reader& reader) { return applied_migrations(reader); });
    if (applied && TRY(check_applied(*applied, migrations)) == migrations.size())
        return {};
    TRY(create_table(database));
    while (TRY(apply_next(database, migrations)))
        ;
    return {};
}

core::Result<void> check_reachable(const MaintainedDatabase& database, std::int64_t number)
{
    const auto migrations = TRY(migrations_for(database.engine()));
    if (number > 0 && (migrations.empty() || migrations.back().number < number))
        return core::fail(core::problems::unavailable("this needs migration " +
                                                      std::to_string(number) +
                                                      ", which this program does not hold"));
    return {};
}

core::Result<std::int64_t> schema_number(Reader& reader)
{
    return reader.count("select max(number) from schema_migration");
}

} // namespace jisr::db
