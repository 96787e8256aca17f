#pragma once

#include "db/database.hpp"
#include "db/postgres/rendered.hpp"

#include <libpq-fe.h>

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>

namespace jisr::db::postgres {

struct ClearResult
{
    void operator()(PGresult* result) const { PQclear(result); }
};

using Held = std::unique_ptr<PGresult, ClearResult>;

/// One connection in libpq's pipeline mode: statements are queued and travel together, at the
/// latest with the first one whose answer is wanted. Used by one thread at a time, one transaction
/// after the other. After a failed statement everything up to `rollback` or `commit` answers with
/// that failure, because the transaction is lost.
class Connection
{
  public:
    /// `url` is what libpq takes. 503 when the server cannot be reached.
    static core::Result<std::unique_ptr<Connection>> open(const std::string& url);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Queues a statement; its failure shows with a later call.
    core::Result<void> send(std::string_view sql, const Params& params = {});
    /// The same with values that were rendered before, those of `rows` one after the other.
    core::Result<void> send(std::string_view sql, std::span<const Rendered> rows);
    /// Queues a query; `on_answer` gets its rows when the answer to a later call is read.
    core::Result<void> query_later(std::string_view sql, const Params& params,
                                   std::function<void(Held)> on_answer);
    /// Waits for the answers to what is queued; a failure shows with a later call.
    void catch_up();
    /// Runs a statement; gives the number of rows it touched.
    core::Result<std::int64_t> run(std::string_view sql, const Params& params = {});
    /// Runs a statement, then calls `on_row` for its rows until it returns false. Sets `wrote` when
    /// the statement is no mere query.
    core::Result<void> query(std::string_view sql, const Params& params,
                             core::FunctionRef<bool(const Row&)> on_row, bool* wrote = nullptr);
    /// The same, row by row as they arrive.
    core::Result<void> stream(std::string_view sql, const Params& params,
                              core::FunctionRef<bool(const Row&)> on_row);
    /// Several statements at once, without parameters.
    core::Result<void> script(const std::string& sql);

    /// Sends what is queued and a COMMIT, and waits. A failure has rolled everything back, or the
    /// connection is lost and the outcome unknown.
    core::Result<void> commit();
    /// The same without waiting, for transactions that only read.
    void commit_later();
    void rollback();
    /// Ends what is outside any transaction, such as a single statement; forgets its failure.
    core::Result<void> settle();

    /// True when the connection can begin a transaction. Costs no round trip, and sees a server
    /// that went away.
    [[nodiscard]] bool ready();
    /// False once the connection is known to be lost.
    [[nodiscard]] bool is_alive() const;

  private:
    struct Statement
    {
        std::string text; ///< as the program writes it
        std::string name;
        std::vector<std::string> params;
    };

    /// A sent command whose result was not read yet.
    struct Pending
    {
        bool is_sync = false;
        std::shared_ptr<Statement> preparing; ///< the command prepares this one
        std::function<void(Held)> on_answer;
    };

    struct TextHash
    {
        using is_transparent = void;

        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>{}(text);
        }
    };

    explicit Connection(PGconn* handle) : handle_(handle) {}

    core::Result<std::shared_ptr<Statement>> prepared(std::string_view sql);
    core::Result<void> make_room();
    core::Result<void> send_rows(const Statement& statement, std::span<const Rendered> rows);
    core::Result<void> sent(int ok);
    void send_end(std::string_view sql);
    core::Result<void> flush();
    void sync();
    Held collect();
    void note(const Pending& pending, const PGresult* result);
    core::Result<Held> answer(std::string_view sql, const Params& params);

    PGconn* handle_;
    std::optional<core::Problem> fault_;
    std::vector<Pending> pending_;
    std::int64_t statements_made_ = 0;
    std::unordered_map<std::string, std::shared_ptr<Statement>, TextHash, std::equal_to<>> cache_;
    Rendered rendered_; ///< of the statement that is being sent
    std::vector<const char*> values_;
};

} // namespace jisr::db::postgres
