#pragma once

#include "db/postgres/shared_transaction.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace jisr::db::postgres {

/// Gathers works into shared transactions: those that come while others are on their way wait and
/// go together.
class Gatherer
{
  public:
    /// Runs works and answers them.
    using Run = std::function<void(std::span<SharedJob>)>;

    Gatherer(std::size_t queue_limit, Run run);

    ~Gatherer() { finish(); }

    Gatherer(const Gatherer&) = delete;
    Gatherer& operator=(const Gatherer&) = delete;

    /// Queues the work; answers 503 at once when the queue is full.
    void submit(SharedJob job);

    /// Runs and answers what is queued; refuses what comes later.
    void finish();

  private:
    [[nodiscard]] bool is_worth_a_transaction() const;
    void run_works();

    const std::size_t queue_limit_;
    const Run run_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<SharedJob> queue_;
    std::size_t on_their_way_ = 0;
    bool stopping_ = false;
    std::vector<std::thread> threads_; ///< these last: they use all of the above
};

} // namespace jisr::db::postgres
