#include "db/postgres/pool.hpp"

#include <chrono>

namespace jisr::db::postgres {

namespace {

constexpr std::chrono::seconds kLongestWait{5};

} // namespace

core::Result<Pool::Lease> Pool::take()
{
    auto connection = TRY(idle_or_turn());
    if (connection && connection->ready())
        return Lease(*this, std::move(connection));
    auto opened = Connection::open(url_);
    if (!opened) {
        give_back(nullptr);
        return core::fail(opened.error());
    }
    return Lease(*this, std::move(*opened));
}

/// An idle connection, or null with the right to open one.
core::Result<std::unique_ptr<Connection>> Pool::idle_or_turn()
{
    std::unique_lock lock(mutex_);
    if (!freed_.wait_for(lock, kLongestWait, [&] { return taken_ < limit_; }))
        return core::fail(core::problems::unavailable("every database connection is busy"));
    ++taken_;
    std::unique_ptr<Connection> connection;
    if (!idle_.empty()) {
        connection = std::move(idle_.back());
        idle_.pop_back();
    }
    return connection;
}

void Pool::give_back(std::unique_ptr<Connection> connection)
{
    {
        const std::lock_guard lock(mutex_);
        --taken_;
        if (connection)
            idle_.push_back(std::move(connection)); // `ready` is asked when it is taken again
    }
    freed_.notify_one();
}

} // namespace jisr::db::postgres
