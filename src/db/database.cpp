#include "db/database.hpp"

#include "db/migrate.hpp"
#include "db/postgres/database.hpp"
#include "db/sqlite/database.hpp"
#include "db/sqlite/session.hpp"
#include "db/url.hpp"

#include <future>

namespace jisr::db {

namespace {

constexpr std::string_view kSqlite = "sqlite:";

/// SQLite's own addresses (file:…?mode=ro) are not opened as such: a file of that name would be
/// made.
bool names_file(std::string_view url)
{
    return url.starts_with(kSqlite) && url.size() > kSqlite.size() &&
           !url.substr(kSqlite.size()).starts_with("file:");
}

bool names_server(std::string_view url)
{
    return url.starts_with("postgres://") || url.starts_with("postgresql://");
}

constexpr int kLookCacheKib = 256;

/// `find_table` counts the table of migrations; asking it for rows would fail where it is not.
core::Result<bool> is_migrated(Reader& reader, std::string_view find_table)
{
    return TRY(reader.count(find_table)) > 0 && TRY(schema_number(reader)) > 0;
}

core::Result<bool> file_holds_schema(const std::filesystem::path& path)
{
    std::error_code unknown; // opening tells what is wrong
    if (std::filesystem::status(path, unknown).type() == std::filesystem::file_type::not_found)
        return false;
    const auto connection =
        TRY(sqlite::Connection::open(path, sqlite::Access::ReadOnly, kLookCacheKib));
    sqlite::SqliteReader reader(*connection);
    return is_migrated(reader, "select count(*) from sqlite_schema where type = 'table' "
                               "and name = 'schema_migration'");
}

} // namespace

bool names_database(std::string_view url)
{
    return names_file(url) || names_server(url);
}

core::Result<std::unique_ptr<MaintainedDatabase>> open_unmigrated(const std::string& url,
                                                                  const Options& options)
{
    if (names_file(url))
        return TRY(sqlite::SqliteDatabase::open(url.substr(kSqlite.size()), options));
    if (names_server(url))
        return TRY(postgres::PostgresDatabase::open(url, options));
    return core::fail(core::problems::unavailable(
        "a database is named sqlite:PATH or postgres://user@host/name"));
}

core::Result<bool> holds_schema(const std::string& url)
{
    if (names_file(url))
        return file_holds_schema(url.substr(kSqlite.size()));
    const auto database = TRY(open_unmigrated(url, {}));
    return database->ask([](Reader& reader) {
        return is_migrated(reader, "select count(*) from pg_class where relkind = 'r' "
                                   "and relname = 'schema_migration' "
                                   "and relnamespace = current_schema()::regnamespace");
    });
}

core::Result<std::int64_t> Reader::count(std::string_view sql, Params params)
{
    return TRY(first<std::int64_t>(sql, params)).value_or(0);
}

core::Result<std::unique_ptr<Database>> Database::open(const std::string& url, Options options)
{
    auto database = TRY(open_unmigrated(url, options));
    TRY(migrate(*database));
    return database;
}

core::Result<void> Database::write(Work work)
{
    std::promise<core::Result<void>> promise;
    auto outcome = promise.get_future();
    write(std::move(work),
          [&](core::Result<void> result) { promise.set_value(std::move(result)); });
    return outcome.get();
}

} // namespace jisr::db
