#include "db/postgres/others.hpp"

#include "core/id.hpp"

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

core::Result<void> Others::look(Connection& connection)
{
    std::int64_t last = 0;
    std::int64_t newest = 0;
    TRY(connection.query("select last_value, pg_snapshot_xmax(pg_current_snapshot())::text::bigint "
                         "from writing_server",
                         {}, [&](const Row& row) {
                             last = row.integer(0);
                             newest = row.integer(1);
                             return false;
                         }));
    if (last == me_)
        return {};
    newest_ = newest; // before anybody finds the own number and thinks that nobody else was here
    met_at_ = std::chrono::steady_clock::now();
    return connection.query("select setval('writing_server', :me)", {{"me", me_}},
                            [](const Row&) { return true; });
}

bool Others::may_have_written_after(std::int64_t transaction_id) const
{
    return transaction_id <= newest_ ||
           std::chrono::steady_clock::now() - met_at_.load() < kUnderWay;
}

} // namespace jisr::db::postgres
