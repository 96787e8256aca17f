#pragma once

#include "db/database.hpp"
#include "db/sqlite/gathered_log.hpp"

#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <string>
#include <unordered_map>

namespace jisr::db::sqlite {

enum class Access { ReadOnly, ReadWrite };

/// One SQLite connection with its prepared statements. Used by one thread at a time.
class Connection
{
  public:
    /// Opens the file (ReadWrite creates it) with at most `cache_kib` of page cache.
    static core::Result<std::unique_ptr<Connection>> open(const std::filesystem::path& path,
                                                          Access access, int cache_kib);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Runs a statement and calls `on_row` for its rows until it returns false. Sets `wrote` when
    /// the statement is no mere query.
    core::Result<void> query(std::string_view sql, const Params& params,
                             core::FunctionRef<bool(const Row&)> on_row, bool* wrote = nullptr);
    /// Runs a statement to its end; gives the number of rows it touched.
    core::Result<std::int64_t> run(std::string_view sql, const Params& params = {});
    /// Ends a transaction or savepoint where nobody can do more about a failure: it shows as
    /// `storage_failed`.
    void end(std::string_view sql);
    /// Several statements at once, without parameters.
    core::Result<void> script(const std::string& sql);

    /// Writes the write-ahead log back into the file.
    void copy_log();
    /// The same, and lets the log begin anew unless a reader stands in it for long. Nobody commits
    /// meanwhile.
    void restart_log();

    /// Commits reach the write-ahead log in few writes. The log must have been used before.
    void gather_log();

    /// Closing leaves the write-ahead log as it is, where it cannot be trusted.
    void leave_log();

    /// How many statements that write were begun so far.
    [[nodiscard]] std::uint64_t writes() const { return writes_; }

    /// True once storage failed (full, I/O error, …) since the last call of `forget_failure`:
    /// whatever the running transaction holds cannot be trusted to become durable.
    [[nodiscard]] bool storage_failed() const { return storage_failed_; }

    void forget_failure() { storage_failed_ = false; }

    [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

    [[nodiscard]] sqlite3* handle() const { return handle_; }

  private:
    struct Statement;

    struct TextHash
    {
        using is_transparent = void;

        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>{}(text);
        }
    };
    /// A statement held for one run; it is reset, so that it holds no snapshot, however the run
    /// ends.
    class Running;

    explicit Connection(sqlite3* handle) : handle_(handle) {}

    core::Result<Running> start(std::string_view sql, const Params& params);
    core::Result<std::shared_ptr<Statement>> prepared(std::string_view sql);
    core::Problem problem(int code, std::string_view sql);

    std::optional<GatheredLog> gathered_; ///< outlives the handle, which closes its file
    sqlite3* handle_;
    bool storage_failed_ = false;
    std::uint64_t writes_ = 0;
    std::unordered_map<std::string, std::shared_ptr<Statement>, TextHash, std::equal_to<>> cache_;
};

} // namespace jisr::db::sqlite
