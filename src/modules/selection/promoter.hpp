#pragma once

#include "core/id.hpp"
#include "service/change_feed.hpp"
#include "service/context.hpp"

#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

namespace jisr::selection {

/// Follows the change log: when somebody leaves a place that a selection gave her, the next on the
/// waiting list gets it. At the start and from time to time it takes up what a stopped server or a
/// fault left: confirmed selections with free places, and selections being confirmed. Lives as long
/// as the feed that it listens to.
class Promoter
{
  public:
    explicit Promoter(service::Services& services);
    ~Promoter();
    Promoter(const Promoter&) = delete;
    Promoter& operator=(const Promoter&) = delete;

    /// From the feed's thread.
    void notice(const std::vector<service::FeedLine>& lines);

  private:
    void run();
    /// Everything, and false when some of it failed: it is tried again soon.
    bool take_up();
    bool fill(const std::set<core::Id>& left);

    service::Services& services_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::set<core::Id> left_; ///< registrations that may have left a place
    bool stopping_ = false;
    std::thread thread_;
};

} // namespace jisr::selection
