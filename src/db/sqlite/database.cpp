#include "db/sqlite/database.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace jisr::db::sqlite {

namespace {

// Page caches: the operating system caches the file anyway, so these stay small.
constexpr int kWriterCacheKib = 24 * 1024;
constexpr int kReaderCacheKib = 4 * 1024;
constexpr int kMaintenanceCacheKib = 16 * 1024;
constexpr std::size_t kMostIdleReaders = 8;
constexpr off_t kPageBytes = 4096;
constexpr off_t kFirstLogBytes = 24 * 1024 * 1024; ///< enough where little is written

constexpr off_t kLongestLogBytes =
    kMostLogPages * 3 / 2 * kPageBytes; ///< while it is written back, commits go on

/// Fills the beginning of the write-ahead log with zeros. Commits then overwrite it in place; while
/// a file grows, each flush must also bring its new length to the disk, which costs several times
/// as much. Zeros behind its end are no frames to SQLite, and the write lock keeps others from
/// writing there meanwhile. It is only about speed: where it fails, the log grows as it would.
/// Page by page: what is written in large pieces stays in large pieces in the system's cache, all
/// of whose blocks each small write of a commit would then go through.
core::Result<void> lengthen_log(Connection& connection, std::filesystem::path path)
{
    static const std::string zeros(kPageBytes, '\0');
    TRY(connection.run("begin immediate"));
    path += "-wal";
    const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (file >= 0) {
        ssize_t written = 1;
        for (off_t size = ::lseek(file, 0, SEEK_END); size < kFirstLogBytes && written > 0;
             size += written)
            written = ::pwrite(file, zeros.data(), zeros.size(), size);
        ::fdatasync(file);
        ::close(file);
    }
    TRY(connection.run("rollback"));
    return {};
}

/// Flushes the log through a descriptor of its own. SQLite keeps the file for as long as a
/// connection is open, and a failure of the disk is told to every descriptor.
core::Result<FlushLog> log_flusher(std::filesystem::path path)
{
    path += "-wal";
    const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    if (file < 0)
        return core::fail(core::problems::unavailable("cannot open " + path.string()));
    const std::shared_ptr<const int> held(new int(file), [](const int* descriptor) {
        ::close(*descriptor);
        delete descriptor;
    });
    return FlushLog([held] { return ::fdatasync(*held) == 0; });
}

/// A transaction of a reading connection: one snapshot for all its statements.
class Snapshot
{
  public:
    explicit Snapshot(Connection& connection) : connection_(connection) {}

    ~Snapshot() { connection_.end("commit"); }

    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

  private:
    Connection& connection_;
};

class SqliteMaintenance final : public Maintenance
{
  public:
    explicit SqliteMaintenance(Connection& connection)
        : connection_(connection), numbers_(connection), writer_(connection, numbers_, {})
    {
    }

    core::Result<void> script(const std::string& sql) override { return connection_.script(sql); }

    Writer& writer() override { return writer_; }

    core::Result<void> finish() { return numbers_.save(); }

    core::Result<void> without_references(core::FunctionRef<core::Result<void>()> work) override
    {
        return work(); // no maintenance checks them before its end, see `maintain`
    }

  private:
    Connection& connection_;
    Numbers numbers_;
    SqliteWriter writer_;
};

core::Result<void> run_and_check(Connection& connection,
                                 core::FunctionRef<core::Result<void>(Maintenance&)> work)
{
    SqliteMaintenance maintenance(connection);
    TRY(work(maintenance));
    TRY(maintenance.finish());
    std::string broken;
    TRY(connection.query("pragma foreign_key_check", {}, [&](const Row& row) {
        broken = row.text(0);
        return false;
    }));
    if (!broken.empty())
        return core::fail(core::problems::internal("foreign keys are broken in " + broken));
    return {};
}

} // namespace

core::Result<std::unique_ptr<SqliteDatabase>>
SqliteDatabase::open(const std::filesystem::path& path, const Options& options)
{
    auto writer = TRY(Connection::open(path, Access::ReadWrite, kWriterCacheKib));
    // NORMAL orders the log before the file; GroupCommit flushes the log before it answers, so that
    // an acknowledged write survives a power cut.
    TRY(writer->script("pragma journal_mode = wal; pragma synchronous = normal; "
                       "pragma wal_autocheckpoint = 0; pragma journal_size_limit = " +
                       std::to_string(kLongestLogBytes)));
    // A log left by a crash may have commits that never reached the disk: new ones must not stand
    // behind them.
    writer->restart_log();
    TRY(lengthen_log(*writer, path));
    writer->gather_log();
    auto flush = TRY(log_flusher(path));
    auto copier = TRY(Connection::open(path, Access::ReadWrite, kReaderCacheKib));
    return std::unique_ptr<SqliteDatabase>(
        new SqliteDatabase(path, std::move(writer), std::move(copier), options, std::move(flush)));
}

SqliteDatabase::SqliteDatabase(std::filesystem::path path, std::unique_ptr<Connection> writer,
                               std::unique_ptr<Connection> copier, const Options& options,
                               FlushLog flush)
    : path_(std::move(path)),
      writer_(std::move(writer), std::move(copier), options.queue_limit, std::move(flush))
{
}

void SqliteDatabase::write(Work work, Done done)
{
    writer_.submit(std::move(work), std::move(done));
}

core::Result<void> SqliteDatabase::read(core::FunctionRef<core::Result<void>(Reader&)> work)
{
    auto connection = TRY(take_reader());
    core::Result<void> outcome;
    {
        TRY(connection->run("begin"));
        const Snapshot snapshot(*connection);
        SqliteReader reader(*connection);
        outcome = work(reader);
    }
    give_back(std::move(connection));
    return outcome;
}

core::Result<std::unique_ptr<Connection>> SqliteDatabase::take_reader()
{
    {
        const std::lock_guard lock(mutex_);
        if (!readers_.empty()) {
            auto connection = std::move(readers_.back());
            readers_.pop_back();
            return connection;
        }
    }
    return Connection::open(path_, Access::ReadOnly, kReaderCacheKib);
}

void SqliteDatabase::give_back(std::unique_ptr<Connection> connection)
{
    if (connection->storage_failed() || connection->in_transaction())
        return; // closed rather than trusted again
    const std::lock_guard lock(mutex_);
    if (readers_.size() < kMostIdleReaders)
        readers_.push_back(std::move(connection));
}

core::Result<void>
SqliteDatabase::maintain(core::FunctionRef<core::Result<void>(Maintenance&)> work)
{
    const auto connection = TRY(Connection::open(path_, Access::ReadWrite, kMaintenanceCacheKib));
    TRY(connection->script("pragma foreign_keys = off; pragma synchronous = full"));
    TRY(connection->run("begin immediate"));
    auto outcome = run_and_check(*connection, work);
    if (outcome) {
        TRY(connection->run("commit"));
        writer_.own_what_was_written();
    } else if (connection->in_transaction()) {
        TRY(connection->run("rollback"));
    }
    return outcome;
}

} // namespace jisr::db::sqlite
