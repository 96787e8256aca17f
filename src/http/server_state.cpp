#include "http/server_state.hpp"

#include "core/log.hpp"
#include "http/connection.hpp"

#include <boost/asio/post.hpp>

#include <chrono>

namespace jisr::http {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr std::chrono::milliseconds kSweepEvery{250};
constexpr std::chrono::milliseconds kAcceptPause{100};
constexpr std::int64_t kGoodbye =
    1000; // milliseconds between ending connections and giving up on them
constexpr std::size_t kRefusedAtOnce = 256; // connections over the limit that are still told so
constexpr int kSlowQueue = 256;

} // namespace

std::int64_t steady_now()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

bool ReadyList::push(Resumable& entry)
{
    Resumable* newest = newest_.load(std::memory_order_relaxed);
    do {
        entry.next = newest;
    } while (!newest_.compare_exchange_weak(newest, &entry, std::memory_order_release,
                                            std::memory_order_relaxed));
    return newest == nullptr;
}

void ReadyList::resume_all()
{
    Resumable* rest = newest_.exchange(nullptr, std::memory_order_acquire);
    Resumable* oldest = nullptr;
    while (rest != nullptr) {
        Resumable* next = rest->next;
        rest->next = oldest;
        oldest = rest;
        rest = next;
    }
    while (oldest != nullptr) {
        Resumable* next = oldest->next; // once resumed, the entry may be waiting again
        oldest->waiter.resume();
        oldest = next;
    }
}

ServerState::ServerState(ServerOptions given, Router routes, ProblemRenderer renderer,
                         Observer observer)
    : options(std::move(given)), router(std::move(routes)), render_problem(std::move(renderer)),
      observe(std::move(observer)), io(static_cast<int>(options.threads)),
      strand(asio::make_strand(io)), acceptor(strand), sweep_timer(strand), accept_timer(strand),
      signals(strand), slow_pool(options.slow_threads)
{
}

ServerState::~ServerState() = default;

void ServerState::resume(Resumable& entry)
{
    if (ready_.push(entry))
        asio::post(io, [this] { ready_.resume_all(); });
}

bool ServerState::run_slow(std::function<void()> work)
{
    if (slow_waiting.fetch_add(1) >= kSlowQueue) {
        slow_waiting.fetch_sub(1);
        return false;
    }
    asio::post(slow_pool, [this, work = std::move(work)] {
        slow_waiting.fetch_sub(1);
        work();
    });
    return true;
}

void ServerState::accept_next()
{
    acceptor.async_accept(io, [self = shared_from_this()](error_code error, Socket socket) {
        self->accepted(error, std::move(socket));
    });
}

void ServerState::accepted(error_code error, Socket socket)
{
    if (!acceptor.is_open())
        return;
    if (error) {
        // Most likely no descriptor is free: trying again at once would only burn the processor.
        core::log_warning("connection_not_accepted", {{"cause", error.message()}});
        accept_timer.expires_after(kAcceptPause);
        accept_timer.async_wait([self = shared_from_this()](error_code cancelled) {
            if (!cancelled)
                self->accept_next();
        });
        return;
    }
    std::size_t open = 0;
    {
        const std::scoped_lock lock(mutex_);
        open = connections_.size();
    }
    if (open < options.connection_limit + kRefusedAtOnce)
        Connection::run(std::make_shared<Connection>(shared_from_this(), std::move(socket)),
                        open >= options.connection_limit);
    accept_next();
}

void ServerState::enter(Connection& connection)
{
    const std::scoped_lock lock(mutex_);
    connections_.insert(&connection);
}

void ServerState::leave(Connection& connection)
{
    const std::scoped_lock lock(mutex_);
    connections_.erase(&connection);
    if (draining && connections_.empty())
        io.stop();
}

void ServerState::sweep()
{
    sweep_connections();
    if (draining && steady_now() > drain_end + kGoodbye)
        io.stop();
    sweep_timer.expires_after(kSweepEvery);
    sweep_timer.async_wait([self = shared_from_this()](error_code cancelled) {
        if (!cancelled)
            self->sweep();
    });
}

void ServerState::sweep_connections()
{
    const auto now = steady_now();
    const bool force = draining && now > drain_end;
    const std::scoped_lock lock(mutex_);
    for (Connection* connection : connections_)
        connection->sweep(now, draining, force);
    if (draining && connections_.empty())
        io.stop();
}

void ServerState::begin_drain()
{
    if (draining.exchange(true))
        return;
    drain_end = steady_now() + options.drain_timeout.count();
    error_code ignored;
    acceptor.close(ignored);
    accept_timer.cancel();
    sweep_connections();
}

} // namespace jisr::http
