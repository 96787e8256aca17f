#pragma once

#include "db/postgres/connection.hpp"

#include <atomic>
#include <chrono>

namespace jisr::db::postgres {

/// Whether other processes write to the same database. Whoever writes leaves a number of her own in
/// a sequence, which changes at once and outside of transactions; finding another's number there
/// tells that another has written since.
///
/// To be looked for once the keys of the transaction are held: who held them before has left her
/// number before she committed.
class Others
{
  public:
    Others();

    /// Looks; `looked` is told, with the answer to a later statement, whether another was the last,
    /// and the oldest transaction that still runs.
    core::Result<void> look(Connection& connection,
                            std::function<void(bool met, std::int64_t running)> looked);
    /// Of whoever met another: before the commit, and not before the answer to `look`, or who finds
    /// the own number would think that nobody else was here.
    core::Result<void> leave_number(Connection& connection);

    /// Whether they may have written in a transaction later than `transaction_id`, as far as the
    /// last look told.
    [[nodiscard]] bool may_have_written_after(std::int64_t transaction_id) const;

  private:
    bool met(std::int64_t last, std::int64_t newest);

    using Time = std::chrono::steady_clock::time_point;

    const std::int64_t me_;
    std::atomic<std::int64_t> newest_; ///< transaction in which they may have written
    std::atomic<Time> met_at_;
};

} // namespace jisr::db::postgres
