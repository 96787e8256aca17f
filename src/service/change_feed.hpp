#pragma once

#include "db/database.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace jisr::service {

/// One line of the change log as a listener sees it.
struct FeedLine
{
    std::string entity;
    core::Id entity_id;
    std::string operation;
    std::string difference; ///< JSON: {"field": [before, after]}
};

/// Follows the change log from where it stood at the start, in order and without holes, and seals
/// it. One thread; it wakes after commits of this process and looks once a second for those of
/// other servers.
class ChangeFeed
{
  public:
    using Listener = std::function<void(const std::vector<FeedLine>&)>;

    explicit ChangeFeed(db::Database& database);
    ~ChangeFeed(); ///< stops
    ChangeFeed(const ChangeFeed&) = delete;
    ChangeFeed& operator=(const ChangeFeed&) = delete;

    /// Before start(); called on the feed's thread and must not block for long.
    void listen(Listener listener);
    core::Result<void> start();
    void stop();
    /// Something was committed; cheap, from any thread.
    void notify();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace jisr::service
