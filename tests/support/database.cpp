#include "support/database.hpp"

#include "support/postgres_cluster.hpp"

#include <libpq-fe.h>
#include <sqlite3.h>

#include <cstdlib>
#include <stdexcept>

namespace jisr::tests {

namespace {

constexpr auto* kTemplate = "jisr_template";

std::unique_ptr<db::Database> opened(const std::string& url, db::Options options = {})
{
    auto database = db::Database::open(url, options);
    if (!database)
        throw std::runtime_error("cannot open the test's database: " + database.error().cause);
    return std::move(*database);
}

/// A migrated file to copy: migrating for every test would cost more than most tests.
const std::filesystem::path& migrated_file()
{
    static const TemporaryFolder folder;
    static const std::filesystem::path file = [] {
        auto path = folder.path() / "template.db";
        opened("sqlite:" + path.string()); // closing it writes the log back
        return path;
    }();
    return file;
}

/// A migrated database for `create database … template`.
const char* migrated_template()
{
    static const bool made = [] {
        auto& cluster = PostgresCluster::instance();
        cluster.create_database(kTemplate, "template0");
        opened(cluster.url(kTemplate), {.connections = 1});
        return true;
    }();
    return made ? kTemplate : "template0";
}

void tamper_sqlite(const std::string& path, const std::string& sql)
{
    sqlite3* handle = nullptr;
    sqlite3_open(path.c_str(), &handle);
    sqlite3_busy_timeout(handle, 5000);
    const int code = sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr);
    const std::string message = sqlite3_errmsg(handle);
    sqlite3_close(handle);
    if (code != SQLITE_OK)
        throw std::runtime_error(sql + ": " + message);
}

void tamper_postgres(const std::string& url, const std::string& sql)
{
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(url.c_str()),
                                                                  &PQfinish);
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(
        PQexec(connection.get(), sql.c_str()), &PQclear);
    if (PQresultStatus(result.get()) == PGRES_FATAL_ERROR)
        throw std::runtime_error(sql + ": " + PQerrorMessage(connection.get()));
}

} // namespace

std::string engine_name(const testing::TestParamInfo<Engine>& info)
{
    return info.param == Engine::Sqlite ? "Sqlite" : "Postgres";
}

TemporaryFolder::TemporaryFolder()
{
    std::string folder = (std::filesystem::temp_directory_path() / "jisr-test-XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr)
        throw std::runtime_error("cannot make " + folder);
    path_ = folder;
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

TestDatabase::TestDatabase(Engine engine, Content content)
{
    if (engine == Engine::Sqlite) {
        const auto file = folder_.path() / "jisr.db";
        if (content == Content::Migrated)
            std::filesystem::copy_file(migrated_file(), file);
        url_ = "sqlite:" + file.string();
        return;
    }
    static int count = 0;
    const std::string name = "jisr_" + std::to_string(++count);
    auto& cluster = PostgresCluster::instance();
    cluster.create_database(name, content == Content::Migrated ? migrated_template() : "template0");
    url_ = cluster.url(name);
}

std::unique_ptr<db::Database> TestDatabase::open(db::Options options) const
{
    return opened(url_, options);
}

void tamper(const std::string& url, const std::string& sql)
{
    constexpr std::string_view kSqlite = "sqlite:";
    if (url.starts_with(kSqlite))
        tamper_sqlite(url.substr(kSqlite.size()), sql);
    else
        tamper_postgres(url, sql);
}

} // namespace jisr::tests
