#include "db/database.hpp"

#include "db/migrate.hpp"
#include "db/postgres/database.hpp"
#include "db/sqlite/database.hpp"
#include "db/url.hpp"

#include <future>

namespace jisr::db {

namespace {

constexpr std::string_view kSqlite = "sqlite:";

bool names_file(std::string_view url)
{
    return url.starts_with(kSqlite) && url.size() > kSqlite.size();
}

bool names_server(std::string_view url)
{
    return url.starts_with("postgres://") || url.starts_with("postgresql://");
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
