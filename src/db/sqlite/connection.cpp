#include "db/sqlite/connection.hpp"

#include "db/statement_text.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <mutex>
#include <thread>

namespace jisr::db::sqlite {

namespace {

constexpr std::size_t kMostStatements = 160; ///< kept prepared; list filters make many texts
constexpr int kBusyMilliseconds = 10'000;    ///< for another process that holds the write lock
/// For readers to leave the log, while writers wait. SQLite's own waits are of milliseconds.
constexpr std::chrono::microseconds kReaderWait{100};
constexpr int kMostReaderWaits = 300;

class SqliteRow final : public Row
{
  public:
    explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}

    [[nodiscard]] int columns() const override { return sqlite3_column_count(statement_); }

    [[nodiscard]] std::string_view name(int column) const override
    {
        return sqlite3_column_name(statement_, column);
    }

    [[nodiscard]] bool is_null(int column) const override
    {
        return sqlite3_column_type(statement_, column) == SQLITE_NULL;
    }

    [[nodiscard]] bool boolean(int column) const override
    {
        return sqlite3_column_int(statement_, column) != 0;
    }

    [[nodiscard]] std::int64_t integer(int column) const override
    {
        return sqlite3_column_int64(statement_, column);
    }

    [[nodiscard]] double real(int column) const override
    {
        return sqlite3_column_double(statement_, column);
    }

    [[nodiscard]] std::string_view text(int column) const override
    {
        const auto* bytes = sqlite3_column_text(statement_, column);
        if (bytes == nullptr)
            return {};
        return {reinterpret_cast<const char*>(bytes),
                static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
    }

    [[nodiscard]] core::Id id(int column) const override
    {
        core::Id id;
        const void* bytes = sqlite3_column_blob(statement_, column);
        if (bytes != nullptr &&
            sqlite3_column_bytes(statement_, column) == static_cast<int>(id.bytes.size()))
            std::memcpy(id.bytes.data(), bytes, id.bytes.size());
        return id;
    }

  private:
    sqlite3_stmt* statement_;
};

/// Texts are bound without a copy: they outlive the run, and every run binds anew.
struct Binder
{
    sqlite3_stmt* statement;
    int index;

    int operator()(std::monostate) const { return sqlite3_bind_null(statement, index); }

    int operator()(bool value) const { return sqlite3_bind_int(statement, index, value ? 1 : 0); }

    int operator()(std::int64_t value) const { return sqlite3_bind_int64(statement, index, value); }

    int operator()(double value) const { return sqlite3_bind_double(statement, index, value); }

    int operator()(std::string_view value) const
    {
        if (value.find('\0') != std::string_view::npos) // PostgreSQL cannot hold it
            return SQLITE_MISMATCH;
        // An empty view may stand on a null pointer, which would bind null.
        return sqlite3_bind_text64(statement, index, value.empty() ? "" : value.data(),
                                   value.size(), SQLITE_STATIC, SQLITE_UTF8);
    }

    int operator()(const std::string& value) const { return (*this)(std::string_view(value)); }

    int operator()(const core::Id& value) const
    {
        return sqlite3_bind_blob(statement, index, value.bytes.data(),
                                 static_cast<int>(value.bytes.size()), SQLITE_STATIC);
    }
};

core::Problem constraint_problem(int code, std::string cause)
{
    if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ||
        code == SQLITE_CONSTRAINT_ROWID) {
        auto problem = core::problems::conflict(std::string(core::kAlreadyExists));
        problem.cause = std::move(cause);
        return problem;
    }
    if (code == SQLITE_CONSTRAINT_FOREIGNKEY) {
        auto problem = core::problems::conflict("unknown_reference");
        problem.cause = std::move(cause);
        return problem;
    }
    return core::problems::internal(std::move(cause));
}

bool is_fault_of_statement(int primary_code)
{
    return primary_code == SQLITE_ERROR || primary_code == SQLITE_MISUSE ||
           primary_code == SQLITE_RANGE || primary_code == SQLITE_MISMATCH ||
           primary_code == SQLITE_TOOBIG || primary_code == SQLITE_AUTH;
}

void configure_library()
{
    static std::once_flag once;
    // Its memory statistics are a lock that all threads would meet at.
    std::call_once(once, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
}

/// Creates the file readable by its owner alone; SQLite gives its journal files the same mode.
/// A file that is there is not opened: closing any descriptor of it would drop the locks of every
/// connection of this process (POSIX), and another process that thinks itself alone would then
/// remove the log into which this one goes on writing.
void create_private(const std::filesystem::path& path)
{
    std::error_code ignored; // opening tells what is wrong
    if (path.has_parent_path())
        std::filesystem::create_directories(path.parent_path(), ignored);
    const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0)
        ::close(file);
}

} // namespace

struct Connection::Statement
{
    sqlite3_stmt* handle = nullptr;
    std::vector<std::string> names;
    bool writes = false; ///< is no mere query

    Statement() = default;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    ~Statement() { sqlite3_finalize(handle); }
};

class Connection::Running
{
  public:
    explicit Running(std::shared_ptr<Statement> statement) : statement_(std::move(statement)) {}

    Running(Running&&) noexcept = default;
    Running& operator=(Running&&) = delete;

    ~Running()
    {
        if (statement_)
            sqlite3_reset(statement_->handle);
    }

    [[nodiscard]] sqlite3_stmt* handle() const { return statement_->handle; }

    [[nodiscard]] bool writes() const { return statement_->writes; }

  private:
    std::shared_ptr<Statement> statement_;
};

core::Result<std::unique_ptr<Connection>> Connection::open(const std::filesystem::path& path,
                                                           Access access, int cache_kib)
{
    configure_library();
    if (access == Access::ReadWrite)
        create_private(path);
    sqlite3* handle = nullptr;
    const int flags = (access == Access::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) |
                      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    std::unique_ptr<Connection> connection(new Connection(handle));
    if (code != SQLITE_OK)
        return core::fail(core::problems::unavailable(
            "cannot open the database file: " + path.string() + ": " + sqlite3_errstr(code)));
    sqlite3_busy_timeout(handle, kBusyMilliseconds);
    TRY(connection->script("pragma foreign_keys = on; pragma temp_store = memory; "
                           "pragma cache_size = -" +
                           std::to_string(cache_kib)));
    return connection;
}

Connection::~Connection()
{
    cache_.clear();
    sqlite3_close(handle_);
}

core::Problem Connection::problem(int code, std::string_view sql)
{
    const int primary = code & 0xff;
    std::string cause = "sqlite: ";
    cause += primary == SQLITE_MISMATCH ? "a text holds NUL" : sqlite3_errmsg(handle_);
    if (primary == SQLITE_CONSTRAINT)
        return constraint_problem(code, std::move(cause));
    if (is_fault_of_statement(primary))
        return core::problems::internal(cause.append(": ").append(sql));
    storage_failed_ = true;
    return core::problems::unavailable(std::move(cause));
}

core::Result<std::shared_ptr<Connection::Statement>> Connection::prepared(std::string_view sql)
{
    const auto known = cache_.find(sql);
    // A row's callback may run the very statement that it stands on: that run gets one of its own.
    if (known != cache_.end() && sqlite3_stmt_busy(known->second->handle) == 0)
        return known->second;
    auto text = number_parameters(sql, '?');
    auto statement = std::make_shared<Statement>();
    const int code =
        sqlite3_prepare_v3(handle_, text.sql.c_str(), static_cast<int>(text.sql.size() + 1),
                           SQLITE_PREPARE_PERSISTENT, &statement->handle, nullptr);
    if (code != SQLITE_OK)
        return core::fail(problem(code, sql));
    if (statement->handle == nullptr)
        return core::fail(core::problems::internal("empty statement"));
    statement->names = std::move(text.names);
    statement->writes = sqlite3_stmt_readonly(statement->handle) == 0;
    if (known == cache_.end()) {
        if (cache_.size() >= kMostStatements)
            cache_.clear(); // running ones are held by their run
        cache_.emplace(sql, statement);
    }
    return statement;
}

core::Result<Connection::Running> Connection::start(std::string_view sql, const Params& params)
{
    auto statement = TRY(prepared(sql));
    for (std::size_t i = 0; i < statement->names.size(); ++i) {
        const Value* value = find_param(params, statement->names[i], i);
        if (value == nullptr)
            return core::fail(core::problems::internal("no value for :" + statement->names[i] +
                                                       ": " + std::string(sql)));
        const int code =
            std::visit(Binder{statement->handle, static_cast<int>(i) + 1}, value->held());
        if (code != SQLITE_OK)
            return core::fail(problem(code, sql));
    }
    if (statement->writes)
        ++writes_;
    return Running(std::move(statement));
}

core::Result<void> Connection::query(std::string_view sql, const Params& params,
                                     core::FunctionRef<bool(const Row&)> on_row, bool* wrote)
{
    const Running running = TRY(start(sql, params));
    if (wrote != nullptr && running.writes())
        *wrote = true;
    const SqliteRow row(running.handle());
    while (true) {
        const int code = sqlite3_step(running.handle());
        if (code == SQLITE_DONE)
            return {};
        if (code != SQLITE_ROW)
            return core::fail(problem(code, sql));
        if (!on_row(row))
            return {};
    }
}

core::Result<std::int64_t> Connection::run(std::string_view sql, const Params& params)
{
    const Running running = TRY(start(sql, params));
    int code = SQLITE_ROW;
    while (code == SQLITE_ROW)
        code = sqlite3_step(running.handle());
    if (code != SQLITE_DONE)
        return core::fail(problem(code, sql));
    return running.writes() ? sqlite3_changes64(handle_) : 0;
}

void Connection::end(std::string_view sql)
{
    if (!run(sql))
        storage_failed_ = true;
}

core::Result<void> Connection::script(const std::string& sql)
{
    const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return core::fail(problem(code, sql));
    return {};
}

void Connection::copy_log()
{
    sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

void Connection::restart_log()
{
    sqlite3_busy_handler(
        handle_,
        [](void*, int tries) {
            std::this_thread::sleep_for(kReaderWait);
            return tries < kMostReaderWaits ? 1 : 0;
        },
        nullptr);
    sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_RESTART, nullptr, nullptr);
    sqlite3_busy_timeout(handle_, kBusyMilliseconds);
}

void Connection::gather_log()
{
    sqlite3_file* log = nullptr; // while the journal is a write-ahead log, its file
    sqlite3_file_control(handle_, "main", SQLITE_FCNTL_JOURNAL_POINTER, static_cast<void*>(&log));
    if (log != nullptr && log->pMethods != nullptr)
        gathered_.emplace(*log);
}

void Connection::leave_log()
{
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

} // namespace jisr::db::sqlite
