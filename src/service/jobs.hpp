#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>

namespace jisr::service {

/// Long work of this server, one after the other on a thread of its own. A job keeps its progress
/// in the database and is queued again at start, so that a killed server goes on where it stood.
/// One that must wait for something ends, and queues itself again for later.
class Jobs
{
  public:
    /// Looks at `stopping` between its steps and returns soon once it is set.
    using Job = std::function<void(const std::atomic<bool>& stopping)>;

    Jobs();
    ~Jobs(); ///< stops
    Jobs(const Jobs&) = delete;
    Jobs& operator=(const Jobs&) = delete;

    /// Not before `pause` has passed; others have their turn meanwhile.
    void add(Job job, std::chrono::milliseconds pause = {});
    void stop();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace jisr::service
