#pragma once

#include "db/postgres/connection.hpp"

#include <atomic>
#include <chrono>

namespace jisr::db::postgres {

/// Whether other processes write to the same database. Whoever writes leaves a number of her own in
/// a sequence, which changes at once and outside of transactions; finding another's number there
/// tells that another has written since.
class Others
{
  public:
    Others();

    /// Looks, and leaves the own number. To be called after the keys of the transaction are held:
    /// who held them before has been here before.
    core::Result<void> look(Connection& connection);

    /// Whether they may have written in a transaction later than `transaction_id`.
    [[nodiscard]] bool may_have_written_after(std::int64_t transaction_id) const;

  private:
    using Time = std::chrono::steady_clock::time_point;

    const std::int64_t me_;
    std::atomic<std::int64_t> newest_; ///< transaction in which they may have written
    std::atomic<Time> met_at_;
};

} // namespace jisr::db::postgres
