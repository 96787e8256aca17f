// What the database layer alone can do: the figures that the registrations over HTTP are compared
// with.
//
//     jisr_bench --benchmark_filter=Db        SQLite, in a temporary folder
//     JISR_BENCH_POSTGRES=postgres://… jisr_bench --benchmark_filter=Db        PostgreSQL too

#include "db/database.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace jisr::db {
namespace {

constexpr std::int64_t kRows =
    300'000; ///< enough to fill the log once: later commits overwrite it in place

class BenchDatabase
{
  public:
    explicit BenchDatabase(const std::string& url) : database_(opened(url))
    {
        const auto filled = database_->write([](Writer& writer) -> core::Result<void> {
            TRY(writer.keep("drop table if exists bench_note", {}));
            TRY(writer.keep("create table bench_note (id uuid primary key, note text not null)",
                            {}));
            for (std::int64_t i = 0; i < kRows; ++i)
                TRY(writer.keep("insert into bench_note (id, note) values (:id, 'a short note')",
                                {{"id", id_of(i)}}));
            return {};
        });
        if (!filled)
            throw std::runtime_error(filled.error().cause);
    }

    static core::Id id_of(std::int64_t number)
    {
        core::Id id;
        for (unsigned i = 0; i < 8; ++i)
            id.bytes[15 - i] = static_cast<std::uint8_t>(number >> (8 * i));
        return id;
    }

    Database& operator*() const { return *database_; }

  private:
    static std::unique_ptr<Database> opened(const std::string& url)
    {
        auto database = Database::open(url);
        if (!database)
            throw std::runtime_error(database.error().cause);
        return std::move(*database);
    }

    std::unique_ptr<Database> database_;
};

struct Folder
{
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("jisr-bench-" + core::Id::make().str());

    ~Folder() { std::filesystem::remove_all(path); }
};

Database& sqlite()
{
    static const Folder folder; // before the database, so that it goes after it
    static const BenchDatabase database("sqlite:" + (folder.path / "bench.db").string());
    return *database;
}

/// One small row, durable before the next: each thread is a client that waits for its answer.
void insert_one(benchmark::State& state, Database& database)
{
    for (auto _ : state) {
        const auto outcome = database.write([](Writer& writer) -> core::Result<void> {
            TRY(writer.keep("insert into bench_note (id, note) values (:id, 'a short note')",
                            {{"id", core::Id::make()}}));
            return {};
        });
        if (!outcome)
            state.SkipWithError(outcome.error().cause.c_str());
    }
    state.SetItemsProcessed(state.iterations());
}

void read_one(benchmark::State& state, Database& database)
{
    std::int64_t number = state.thread_index() * 7919;
    for (auto _ : state) {
        number = (number + 104'729) % kRows;
        const auto note = database.ask([&](Reader& reader) {
            return reader.first<std::string>("select note from bench_note where id = :id",
                                             {{"id", BenchDatabase::id_of(number)}});
        });
        if (!note || !*note)
            state.SkipWithError("row not found");
    }
    state.SetItemsProcessed(state.iterations());
}

void durable_insert_on_sqlite(benchmark::State& state)
{
    insert_one(state, sqlite());
}

void point_read_on_sqlite(benchmark::State& state)
{
    read_one(state, sqlite());
}

BENCHMARK(durable_insert_on_sqlite)
    ->Name("DbSqliteDurableInsert")
    ->Threads(1)
    ->Threads(64)
    ->UseRealTime();
BENCHMARK(point_read_on_sqlite)->Name("DbSqlitePointRead")->Threads(1)->Threads(4)->UseRealTime();

const bool kWithPostgres = [] {
    const char* url = std::getenv("JISR_BENCH_POSTGRES");
    if (url == nullptr)
        return false;
    static const std::string address = url;
    static const auto database = []() -> Database& {
        static const BenchDatabase opened(address);
        return *opened;
    };
    benchmark::RegisterBenchmark("DbPostgresDurableInsert",
                                 [](benchmark::State& state) { insert_one(state, database()); })
        ->Threads(1)
        ->Threads(16)
        ->UseRealTime();
    benchmark::RegisterBenchmark("DbPostgresPointRead",
                                 [](benchmark::State& state) { read_one(state, database()); })
        ->Threads(1)
        ->Threads(4)
        ->UseRealTime();
    return true;
}();

} // namespace
} // namespace jisr::db
