#include "db/postgres/others.hpp"

#include "core/id.hpp"
#include "db/postgres/row.hpp"

#include <limits>

namespace jisr::db::postgres {

namespace {

/// Longer than a transaction that has looked and written nothing yet takes until it has.
constexpr std::chrono::seconds kUnderWay{2};

} // namespace

Others::Others()
    : me_(static_cast<std::int64_t>(std::hash<core::Id>{}(core::Id::make()) >> 2U) + 1),
      newest_(std::numeric_limits<std::int64_t>::max()), met_at_(std::chrono::steady_clock::now())
{
}

core::Result<void> Others::look(Connection& connection,
                                std::function<void(bool, std::int64_t)> looked)
{
    return connection.query_later(
        "select last_value, pg_snapshot_xmax(pg_current_snapshot())::text::bigint, "
        "pg_snapshot_xmin(pg_current_snapshot())::text::bigint from writing_server",
        {}, [this, looked = std::move(looked)](const Held& answer) {
            const PostgresRow row(answer.get(), 0);
            looked(met(row.integer(0), row.integer(1)), row.integer(2));
        });
}

bool Others::met(std::int64_t last, std::int64_t newest)
{
    if (last == me_)
        return false;
    newest_ = newest;
    met_at_ = std::chrono::steady_clock::now();
    return true;
}

core::Result<void> Others::leave_number(Connection& connection)
{
    // It covers that of another who has written since the look, in a transaction that began later.
    met_at_ = std::chrono::steady_clock::now();
    return connection.send("select setval('writing_server', :me)", {{"me", me_}});
}

bool Others::may_have_written_after(std::int64_t transaction_id) const
{
    return transaction_id <= newest_ ||
           std::chrono::steady_clock::now() - met_at_.load() < kUnderWay;
}

} // namespace jisr::db::postgres
