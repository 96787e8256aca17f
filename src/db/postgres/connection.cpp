#include "db/postgres/connection.hpp"

#include "db/postgres/fault.hpp"
#include "db/postgres/row.hpp"
#include "db/statement_text.hpp"

#include <poll.h>

#include <array>
#include <charconv>

namespace jisr::db::postgres {

namespace {

constexpr std::size_t kMostStatements = 256; ///< kept prepared; list filters make many texts

constexpr std::size_t kMostPending =
    1'000; ///< results not read yet, which the server or we must hold

bool is_write(const PGresult* result)
{
    const std::string_view tag =
        PQcmdStatus(const_cast<PGresult*>(result)); // libpq lacks the const
    return tag.starts_with("INSERT") || tag.starts_with("UPDATE") || tag.starts_with("DELETE") ||
           tag.starts_with("MERGE");
}

std::int64_t touched_rows(PGresult* result)
{
    const std::string_view count = is_write(result) ? PQcmdTuples(result) : "0";
    std::int64_t rows = 0;
    std::from_chars(count.data(), count.data() + count.size(), rows);
    return rows;
}

} // namespace

core::Result<std::unique_ptr<Connection>> Connection::open(const std::string& url)
{
    // What the address says itself stands last and wins. A server that only reads (a standby) is
    // not ours to write to.
    constexpr std::array kNames{"connect_timeout",
                                "keepalives_idle",
                                "keepalives_interval",
                                "keepalives_count",
                                "tcp_user_timeout",
                                "fallback_application_name",
                                "target_session_attrs",
                                "client_encoding",
                                "dbname",
                                static_cast<const char*>(nullptr)};
    const std::array values{
        "5",    "10",         "5",    "3",         "15000",
        "jisr", "read-write", "UTF8", url.c_str(), static_cast<const char*>(nullptr)};
    PGconn* handle = PQconnectdbParams(kNames.data(), values.data(), 1);
    std::unique_ptr<Connection> connection(new Connection(handle));
    if (PQstatus(handle) != CONNECTION_OK)
        return core::fail(lost(handle));
    PQsetNoticeProcessor(
        handle, [](void*, const char*) {}, nullptr);
    // Plans are kept from when the tables were young and reading them whole was quickest; every
    // statement that should be quick has its index.
    const Held set(PQexec(handle, "set timezone = 'UTC'; set datestyle = 'ISO'; "
                                  "set lock_timeout = '10s'; set extra_float_digits = 1; "
                                  "set enable_seqscan = off; set jit = off"));
    if (PQresultStatus(set.get()) != PGRES_COMMAND_OK)
        return core::fail(problem_of(set.get()));
    PQenterPipelineMode(handle);
    return connection;
}

Connection::~Connection()
{
    PQfinish(handle_);
}

core::Result<void> Connection::sent(int ok)
{
    if (ok == 1)
        return {};
    fault_ = lost(handle_);
    return core::fail(*fault_);
}

core::Result<std::shared_ptr<Connection::Statement>> Connection::prepared(std::string_view sql)
{
    if (const auto known = cache_.find(sql); known != cache_.end())
        return known->second;
    if (cache_.size() >= kMostStatements) {
        TRY(sent(PQsendQueryParams(handle_, "deallocate all", 0, nullptr, nullptr, nullptr, nullptr,
                                   0)));
        pending_.push_back({});
        cache_.clear();
    }
    auto text = number_parameters(sql, '$');
    auto statement = std::make_shared<Statement>(Statement{
        std::string(sql), "s" + std::to_string(++statements_made_), std::move(text.names)});
    // No types are named: the server takes them from the columns, so a text may become a date and a
    // number any integer.
    TRY(sent(PQsendPrepare(handle_, statement->name.c_str(), text.sql.c_str(), 0, nullptr)));
    pending_.push_back({.preparing = statement});
    cache_.emplace(sql, statement);
    return statement;
}

core::Result<void> Connection::make_room()
{
    if (pending_.size() >= kMostPending && !fault_) {
        TRY(flush());
        (void)collect();
    }
    return fault_ ? core::fail(*fault_) : core::Result<void>();
}

core::Result<void> Connection::send(std::string_view sql, const Params& params)
{
    TRY(make_room());
    const auto statement = TRY(prepared(sql));
    if (auto rendered = rendered_.take(statement->params, params, sql); !rendered) {
        fault_ = rendered.error();
        return rendered;
    }
    return send_rows(*statement, std::span(&rendered_, 1));
}

core::Result<void> Connection::send(std::string_view sql, std::span<const Rendered> rows)
{
    TRY(make_room());
    const auto statement = TRY(prepared(sql));
    return send_rows(*statement, rows);
}

core::Result<void> Connection::send_rows(const Statement& statement, std::span<const Rendered> rows)
{
    values_.clear();
    for (const auto& row : rows)
        row.append_to(values_);
    TRY(sent(PQsendQueryPrepared(handle_, statement.name.c_str(), static_cast<int>(values_.size()),
                                 values_.data(), nullptr, nullptr, 0)));
    pending_.push_back({});
    return {};
}

core::Result<void> Connection::query_later(std::string_view sql, const Params& params,
                                           std::function<void(Held)> on_answer)
{
    TRY(send(sql, params));
    pending_.back().on_answer = std::move(on_answer);
    return {};
}

core::Result<void> Connection::flush()
{
    TRY(sent(PQsendFlushRequest(handle_)));
    return sent(PQflush(handle_) == 0 ? 1 : 0);
}

void Connection::sync()
{
    if (PQpipelineSync(handle_) == 1)
        pending_.push_back({.is_sync = true});
    else
        fault_ = lost(handle_);
}

void Connection::note(const Pending& pending, const PGresult* result)
{
    const auto status = PQresultStatus(result);
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_PIPELINE_SYNC ||
        status == PGRES_SINGLE_TUPLE)
        return;
    if (pending.preparing) // not known to the server, so it must be prepared again next time
        cache_.erase(pending.preparing->text);
    if (fault_)
        return; // what follows a failure is skipped by the server
    fault_ = PQstatus(handle_) == CONNECTION_OK ? problem_of(result) : lost(handle_);
    if (fault_->status == 500)
        fault_->cause += pending.preparing ? ": " + pending.preparing->text : "";
}

Held Connection::collect()
{
    Held last;
    for (const Pending& pending : pending_) {
        Held result(PQgetResult(handle_));
        if (!result) {
            fault_ = lost(handle_);
            break;
        }
        note(pending, result.get());
        const bool answers = PQresultStatus(result.get()) == PGRES_TUPLES_OK;
        if (pending.on_answer && answers)
            pending.on_answer(std::move(result));
        else if (!pending.is_sync)
            last = std::move(result);
        if (!pending.is_sync) {
            while (Held(PQgetResult(handle_))) // ends with a null
                ;
        }
    }
    pending_.clear();
    return last;
}

void Connection::catch_up()
{
    if (flush())
        (void)collect();
}

core::Result<Held> Connection::answer(std::string_view sql, const Params& params)
{
    TRY(send(sql, params));
    TRY(flush());
    Held result = collect();
    if (fault_)
        return core::fail(*fault_);
    return result;
}

core::Result<std::int64_t> Connection::run(std::string_view sql, const Params& params)
{
    const Held result = TRY(answer(sql, params));
    return touched_rows(result.get());
}

core::Result<void> Connection::query(std::string_view sql, const Params& params,
                                     core::FunctionRef<bool(const Row&)> on_row, bool* wrote)
{
    const Held result = TRY(answer(sql, params));
    if (wrote != nullptr && is_write(result.get()))
        *wrote = true;
    for (int i = 0; i < PQntuples(result.get()); ++i)
        if (!on_row(PostgresRow(result.get(), i)))
            break;
    return {};
}

core::Result<void> Connection::stream(std::string_view sql, const Params& params,
                                      core::FunctionRef<bool(const Row&)> on_row)
{
    TRY(send(sql, params));
    TRY(flush());
    const Pending streamed = std::move(pending_.back());
    pending_.pop_back();
    (void)collect();
    PQsetSingleRowMode(handle_);
    bool wanted = !fault_;
    while (const Held result{PQgetResult(handle_)}) {
        note(streamed, result.get());
        if (wanted && PQntuples(result.get()) == 1)
            wanted = on_row(PostgresRow(result.get(), 0)); // the rest must be read all the same
    }
    if (fault_)
        return core::fail(*fault_);
    return {};
}

core::Result<void> Connection::script(const std::string& sql)
{
    if (fault_)
        return core::fail(*fault_);
    sync();
    (void)collect();
    if (fault_)
        return core::fail(*fault_);
    PQexitPipelineMode(handle_); // several statements in one text need the simple protocol
    const Held result(PQexec(handle_, sql.c_str()));
    note({}, result.get());
    PQenterPipelineMode(handle_);
    if (fault_)
        return core::fail(*fault_);
    return {};
}

/// Queues what ends a transaction; whoever calls looks at `fault_` once the result is there.
void Connection::send_end(std::string_view sql)
{
    if (auto queued = send(sql); !queued)
        fault_ = std::move(queued).error();
}

core::Result<void> Connection::commit()
{
    send_end("commit");
    sync();
    (void)collect();
    if (!fault_)
        return {};
    const core::Problem problem = *fault_;
    rollback();
    return core::fail(problem);
}

void Connection::commit_later()
{
    if (fault_)
        return rollback();
    send_end("commit");
    sync();
    PQflush(handle_);
}

void Connection::rollback()
{
    sync(); // ends the skipping that follows a failure
    (void)collect();
    fault_.reset();
    send_end("rollback");
    sync();
    (void)collect();
}

core::Result<void> Connection::settle()
{
    sync();
    (void)collect();
    if (!fault_)
        return {};
    const core::Problem problem = *fault_;
    fault_.reset();
    return core::fail(problem);
}

bool Connection::is_alive() const
{
    return PQstatus(handle_) == CONNECTION_OK;
}

bool Connection::ready()
{
    (void)collect();
    if (fault_ || PQtransactionStatus(handle_) != PQTRANS_IDLE)
        return false;
    pollfd socket{.fd = PQsocket(handle_), .events = POLLIN, .revents = 0};
    return poll(&socket, 1, 0) == 0; // nothing is due: whatever came is the server's farewell
}

} // namespace jisr::db::postgres
