#pragma once

#include "core/function_ref.hpp"
#include "core/result.hpp"
#include "db/row.hpp"
#include "db/value.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace jisr::db {

/// The described members as parameters; borrows the record's texts.
template <core::Described T>
std::vector<Param> params_of(const T& record)
{
    std::vector<Param> params;
    params.reserve(boost::mp11::mp_size<core::Members<T>>::value);
    core::for_each_member<T>([&](std::string_view name, auto pointer) {
        params.push_back({name, Value(record.*pointer)});
    });
    return params;
}

/// Reads one consistent snapshot. Statements name their parameters `:name`; each text is prepared
/// once per connection. A failing database answers 503 unavailable; a faulty statement 500
/// internal.
class Reader
{
  public:
    virtual ~Reader() = default;

    /// Calls `on_row` for each row until it returns false.
    virtual core::Result<void> query(std::string_view sql, Params params,
                                     core::FunctionRef<bool(const Row&)> on_row) = 0;

    /// The same for long results, without holding them in memory: until it is through, no other
    /// statement may run on this reader. Stopping early still costs the whole result on PostgreSQL.
    virtual core::Result<void> stream(std::string_view sql, Params params,
                                      core::FunctionRef<bool(const Row&)> on_row) = 0;

    /// Every row as T: a described record (columns in the order of its members, see columns_of) or
    /// one scalar.
    template <class T>
    core::Result<std::vector<T>> all(std::string_view sql, Params params = {})
    {
        std::vector<T> rows;
        TRY(query(sql, params, [&](const Row& row) {
            rows.push_back(from_row<T>(row));
            return true;
        }));
        return rows;
    }

    /// The first row as T, or nothing.
    template <class T>
    core::Result<std::optional<T>> first(std::string_view sql, Params params = {})
    {
        std::optional<T> found;
        TRY(query(sql, params, [&](const Row& row) {
            found = from_row<T>(row);
            return false;
        }));
        return found;
    }

    /// The first column of the first row, or 0.
    core::Result<std::int64_t> count(std::string_view sql, Params params = {});
};

/// Where a reader of the change log stands. Lines are ordered by transaction, then by number: on
/// PostgreSQL numbers are taken before the commit, so their order alone would let a slow
/// transaction appear behind a reader's back.
struct Position
{
    std::int64_t transaction_id =
        0; ///< always 0 on SQLite, where one writer makes the numbers follow the commits
    std::int64_t seq = 0;
    auto operator<=>(const Position&) const = default;
};

/// One line of the change log.
struct Change
{
    core::Instant at;
    std::string_view actor;  ///< id of the user or token, or "system"
    std::string_view entity; ///< the table's noun, e.g. "person"
    core::Id entity_id;
    std::int64_t version = 1;   ///< of the entity after the change
    std::string_view operation; ///< create, update, withdraw, restore, …
    std::string difference;     ///< JSON: {"field": [before, after]}
    std::string_view reason;    ///< why, where the rules ask for it; may be empty
};

/// Writes inside one transaction (on SQLite: its part of a group commit). Work that wrote rows
/// but appended no change fails with 500 and writes nothing.
class Writer : public Reader
{
  public:
    /// Insert, update or delete whose count does not matter. May be sent later together with
    /// others, so a broken constraint may show at the next query or at the commit: it answers 409
    /// conflict.
    virtual core::Result<void> write(std::string_view sql, Params params) = 0;
    /// The same, now; gives the number of rows touched.
    virtual core::Result<std::int64_t> update(std::string_view sql, Params params) = 0;
    /// Housekeeping that is no change of content: sessions, idempotency keys, attempts, job
    /// progress.
    virtual core::Result<std::int64_t> keep(std::string_view sql, Params params) = 0;
    /// The same where its count does not matter; may be sent later, as with `write`.
    virtual core::Result<void> keep_later(std::string_view sql, Params params) = 0;
    /// Appends to the change log.
    virtual core::Result<void> append(const Change& change) = 0;
    /// The next number of a named counter, from 1. Never given twice; numbers may be skipped after
    /// a crash, because on PostgreSQL a server takes them by the block so that two registrations
    /// never wait for one row.
    virtual core::Result<std::int64_t> next_number(std::string_view counter) = 0;
    /// Until this transaction ends nobody else holds one of these keys, and the statements that
    /// follow see what was committed by those who did. Once in a transaction, so that no two wait
    /// for each other.
    virtual core::Result<void> hold(const std::vector<std::uint32_t>& keys) = 0;
    /// Whether other processes may have written what the log has after `since`; to be asked when
    /// keys are held, of who held them before.
    [[nodiscard]] virtual bool others_wrote_after(Position since) const = 0;
    /// Up to where the log stays as it was when the keys were held: nothing there is of this
    /// transaction or of another that may still fail, and nothing will come before it. To be asked
    /// where others_wrote_after(); the beginning where no keys are held.
    [[nodiscard]] virtual Position settled() const = 0;
    /// Runs after the commit, never after a rollback.
    virtual void after_commit(std::function<void()> action) = 0;

    /// insert into `table` the described members of `record`.
    template <core::Described T>
    core::Result<void> insert(std::string_view table, const T& record)
    {
        thread_local std::string for_table;
        thread_local std::string sql; // building it costs more than running it
        if (for_table != table) {
            for_table = table;
            sql = "insert into " + for_table + " (" + columns_of<T>() + ") values (" +
                  placeholders_of<T>() + ")";
        }
        return write(sql, params_of(record));
    }
};

struct Options
{
    std::size_t queue_limit = 4096; ///< writes waiting; past it the answer is 503
    std::size_t connections = 24;   ///< PostgreSQL: most connections at once
};

/// Work that writes. Its failure rolls back what it wrote and nothing else. Where another work of
/// the same transaction failed it runs again, on the same data: it must not begin where its first
/// run ended.
using Work = std::function<core::Result<void>(Writer&)>;

/// A query with its values, which are borrowed from what asks it.
struct Query
{
    std::string_view sql;
    std::vector<Param> params;
};

/// What a work says of itself before it runs, so that several may share one transaction and travel
/// together.
struct Ahead
{
    std::vector<std::uint32_t> keys; ///< that it will hold
    /// That it will ask, each once: answered as of the beginning of the transaction. What a work
    /// that holds none of the same keys has changed since must show otherwise, in a constraint.
    std::vector<Query> queries;
};

/// Called once, after the commit is durable or has failed; on any thread.
using Done = std::function<void(core::Result<void>)>;

/// The database behind one server: `sqlite:PATH` or `postgres://…`.
class Database
{
  public:
    virtual ~Database() = default;

    /// Opens and migrates (an empty database is created). Problems: 503 with the cause.
    static core::Result<std::unique_ptr<Database>> open(const std::string& url,
                                                        Options options = {});

    /// Queues work for the next group commit (SQLite), or runs it on the calling thread
    /// (PostgreSQL).
    virtual void write(Work work, Done done) = 0;

    /// The same for a work that may share its transaction with others like it; `ahead` borrows from
    /// what the work keeps alive.
    virtual void write_together(Ahead ahead, Work work, Done done) = 0;
    /// `write`, waiting for the commit. Never call it from within work.
    core::Result<void> write(Work work);
    /// Runs and answers the works that wait; where later ones would wait, they are refused with
    /// 503. To be called before what works use goes.
    virtual void finish() = 0;
    /// Runs `work` on one snapshot, on the calling thread.
    virtual core::Result<void> read(core::FunctionRef<core::Result<void>(Reader&)> work) = 0;
    /// "sqlite" or "postgres".
    [[nodiscard]] virtual std::string_view engine() const = 0;

    /// `read` that gives a value.
    template <class F>
    auto ask(F&& work) -> std::invoke_result_t<F, Reader&>
    {
        using Answer = std::invoke_result_t<F, Reader&>;
        std::optional<Answer> answer;
        auto outcome = read([&](Reader& reader) -> core::Result<void> {
            answer.emplace(work(reader));
            return {};
        });
        if (!outcome)
            return core::fail(std::move(outcome).error());
        return std::move(*answer);
    }
};

} // namespace jisr::db
