#pragma once

#include "db/postgres/connection.hpp"

#include <condition_variable>
#include <mutex>

namespace jisr::db::postgres {

/// At most `limit` connections, opened when first needed.
class Pool
{
  public:
    Pool(std::string url, std::size_t limit) : url_(std::move(url)), limit_(limit) {}

    /// A connection for one transaction; goes back, or is closed when it failed, at the end of its
    /// life.
    class Lease
    {
      public:
        Lease(Pool& pool, std::unique_ptr<Connection> connection)
            : pool_(&pool), connection_(std::move(connection))
        {
        }

        Lease(Lease&& other) noexcept
            : pool_(std::exchange(other.pool_, nullptr)), connection_(std::move(other.connection_))
        {
        }

        Lease& operator=(Lease&&) = delete;

        ~Lease()
        {
            if (pool_ != nullptr)
                pool_->give_back(std::move(connection_));
        }

        Connection& operator*() const { return *connection_; }

        Connection* operator->() const { return connection_.get(); }

      private:
        Pool* pool_;
        std::unique_ptr<Connection> connection_;
    };

    /// Waits up to 5 s for a free one, then 503. Connections whose server went away are replaced.
    core::Result<Lease> take();

  private:
    core::Result<std::unique_ptr<Connection>> idle_or_turn();
    void give_back(std::unique_ptr<Connection> connection);

    const std::string url_;
    const std::size_t limit_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<std::unique_ptr<Connection>> idle_; ///< the last used is the next taken
    std::size_t taken_ = 0;
};

} // namespace jisr::db::postgres
