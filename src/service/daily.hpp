#pragma once

#include "service/context.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace jisr::service {

/// Work of every day in Morocco, on a thread of its own: at the start and then soon after midnight.
/// Of several servers each does it, so it must do nothing twice. What fails is tried again.
class Daily
{
  public:
    Daily(Services& services, std::function<Result<void>(Services&)> work);
    ~Daily(); ///< waits for the work
    Daily(const Daily&) = delete;
    Daily& operator=(const Daily&) = delete;

  private:
    void run();

    Services& services_;
    std::function<Result<void>(Services&)> work_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    std::thread thread_;
};

} // namespace jisr::service
