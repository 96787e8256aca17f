#include "db/postgres/database.hpp"

#include "db/postgres/session.hpp"

#include <exception>

namespace jisr::db::postgres {

namespace {

// Any number, the same in every version: who migrates or restores holds it.
constexpr std::string_view kLockMaintenance =
    "set local lock_timeout = 0; select pg_advisory_xact_lock(7461992)";

constexpr int kMostAgain = 5;

/// A value that is taken stays taken: once tells the work whose it is, which it answers itself.
bool may_see_more(const core::Problem& problem, int again)
{
    return problem.slug == core::kOvertaken || (problem.slug == core::kAlreadyExists && again == 0);
}

class PostgresMaintenance final : public Maintenance
{
  public:
    PostgresMaintenance(Connection& connection, Numbers& numbers, Others& others)
        : connection_(connection), writer_(connection, numbers, others)
    {
    }

    core::Result<void> script(const std::string& sql) override { return connection_.script(sql); }

    Writer& writer() override { return writer_; }

    core::Result<void> finish() { return writer_.finish(); }

    core::Result<void> without_references(core::FunctionRef<core::Result<void>()> work) override;

  private:
    Connection& connection_;
    PostgresWriter writer_;
};

// Only a superuser may silence the checks; the owner of the tables can take them away and put them
// back, all in the same transaction.
core::Result<void>
PostgresMaintenance::without_references(core::FunctionRef<core::Result<void>()> work)
{
    std::string drop;
    std::string add;
    TRY(connection_.query(
        "select conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) "
        "from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace",
        {}, [&](const Row& row) {
            const std::string table = "alter table " + std::string(row.text(0));
            const std::string name(row.text(1));
            drop += table + " drop constraint " + name + ";";
            add += table + " add constraint " + name + " " + std::string(row.text(2)) + ";";
            return true;
        }));
    if (drop.empty())
        return work();
    TRY(connection_.script(drop));
    TRY(work());
    return connection_.script(add);
}

/// Runs what the caller gave; a fault in it must not end the program.
template <class Call>
core::Result<void> guarded(Call&& call)
{
    try {
        return call();
    } catch (const std::exception& fault) {
        return core::fail(core::problems::internal(fault.what()));
    }
}

} // namespace

core::Result<std::unique_ptr<PostgresDatabase>> PostgresDatabase::open(const std::string& url,
                                                                       const Options& options)
{
    std::unique_ptr<PostgresDatabase> database(new PostgresDatabase(url, options));
    TRY(database->pool_.take()); // tells at the start whether the server is there
    return database;
}

PostgresDatabase::PostgresDatabase(const std::string& url, const Options& options)
    : url_(url), pool_(url, options.connections), numbers_(url),
      gatherer_(options.queue_limit, [this](std::span<SharedJob> jobs) { write_shared(jobs); })
{
}

void PostgresDatabase::write(Work work, Done done)
{
    done(write_now(work));
}

void PostgresDatabase::write_together(Ahead ahead, Work work, Done done)
{
    gatherer_.submit({std::move(ahead), std::move(work), std::move(done), {}, {}});
}

void PostgresDatabase::write_shared(std::span<SharedJob> jobs)
{
    core::Result<void> committed;
    bool is_known = true; // what became of it
    {
        const auto connection = pool_.take();
        if (connection)
            committed = SharedTransaction(**connection, numbers_, others_).run(jobs);
        else
            committed = core::fail(connection.error());
        is_known = connection && (*connection)->is_alive();
    }
    for (auto& job : jobs) {
        if (!committed)
            job.outcome = is_known ? write_now(job.work) : committed;
        else if (job.outcome)
            for (const auto& action : job.actions)
                action();
        job.done(std::move(job.outcome));
    }
}

/// What another has committed since this transaction read may be met by a transaction that begins
/// now: it sees it.
core::Result<void> PostgresDatabase::write_now(const Work& work)
{
    auto outcome = write_once(work);
    for (int again = 0; again < kMostAgain && !outcome && may_see_more(outcome.error(), again);
         ++again)
        outcome = write_once(work);
    return outcome;
}

core::Result<void> PostgresDatabase::write_once(const Work& work)
{
    std::vector<std::function<void()>> actions;
    {
        const auto connection = TRY(pool_.take());
        TRY(connection->send("begin")); // travels with the first statement
        PostgresWriter writer(*connection, numbers_, others_);
        auto outcome = guarded([&] { return work(writer); });
        if (outcome && writer.left_no_trace())
            outcome =
                core::fail(core::problems::internal("rows were written without a change log line"));
        if (outcome)
            outcome = writer.finish();
        if (!outcome) {
            connection->rollback();
            return outcome;
        }
        TRY(connection->commit());
        actions = writer.actions();
    }
    for (const auto& action : actions)
        action();
    return {};
}

core::Result<void> PostgresDatabase::read(core::FunctionRef<core::Result<void>(Reader&)> work)
{
    const auto connection = TRY(pool_.take());
    // BEGIN travels with the first statement and COMMIT is not waited for: a read of one statement
    // is one round trip.
    TRY(connection->send("begin isolation level repeatable read read only"));
    PostgresReader reader(*connection);
    auto outcome = guarded([&] { return work(reader); });
    connection->commit_later();
    return outcome;
}

core::Result<void>
PostgresDatabase::maintain(core::FunctionRef<core::Result<void>(Maintenance&)> work)
{
    const auto connection =
        TRY(Connection::open(url_)); // not pooled: it may wait long for the lock
    TRY(connection->send("begin"));
    TRY(connection->script(std::string(kLockMaintenance)));
    PostgresMaintenance maintenance(*connection, numbers_, others_);
    auto outcome = work(maintenance);
    if (outcome)
        outcome = maintenance.finish();
    if (!outcome) {
        connection->rollback();
        return outcome;
    }
    return connection->commit();
}

} // namespace jisr::db::postgres
