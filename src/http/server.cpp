#include "http/server.hpp"

#include "core/log.hpp"
#include "http/connection.hpp"
#include "http/signals.hpp"

#include <boost/asio/post.hpp>

#include <chrono>
#include <csignal>
#include <thread>
#include <vector>

namespace jisr::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::chrono::milliseconds kSweepEvery{250};
constexpr std::chrono::milliseconds kAcceptPause{100};
constexpr std::int64_t kGoodbye =
    1000; // milliseconds between ending connections and giving up on them
constexpr std::int64_t kHalfSent =
    3000; // milliseconds that a request under way has to become whole, once the server is to end
constexpr std::size_t kRefusedAtOnce = 256; // connections over the limit that are still told so
constexpr int kSlowQueue = 256;

/// Opens, binds and listens, up to the first error.
error_code bind_to(tcp::acceptor& acceptor, const tcp::endpoint& endpoint)
{
    error_code error;
    acceptor.open(endpoint.protocol(), error);
    if (!error)
        acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error)
        acceptor.bind(endpoint, error);
    if (!error)
        acceptor.listen(asio::socket_base::max_listen_connections, error);
    return error;
}

} // namespace

std::int64_t steady_now()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

ServerState::ServerState(ServerOptions given, Router routes, ProblemRenderer renderer,
                         Observer observer)
    : options(std::move(given)), router(std::move(routes)), render_problem(std::move(renderer)),
      observe(std::move(observer)), io(static_cast<int>(options.threads)),
      strand(asio::make_strand(io)), acceptor(strand), sweep_timer(strand), accept_timer(strand),
      signals(strand), slow_pool(options.slow_threads),
      ready([this] { asio::post(io, [this] { ready.resume_all(); }); })
{
}

ServerState::~ServerState() = default;

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

Drain ServerState::drain_at(std::int64_t now) const
{
    if (!draining)
        return Drain::None;
    if (now > drain_end)
        return Drain::Force;
    const auto began = drain_end - options.drain_timeout.count();
    return now > began + kHalfSent ? Drain::Whole : Drain::Begun;
}

void ServerState::sweep_connections()
{
    const auto now = steady_now();
    const auto drain = drain_at(now);
    const std::scoped_lock lock(mutex_);
    for (Connection* connection : connections_)
        connection->sweep(now, drain);
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

Server::Server(ServerOptions options, Router router, ProblemRenderer render_problem,
               Observer observe)
    : state_(std::make_shared<ServerState>(std::move(options), std::move(router),
                                           std::move(render_problem), std::move(observe)))
{
}

Server::~Server()
{
    // What still waits in the io_context owns the state that owns the io_context.
    error_code ignored;
    state_->acceptor.close(ignored);
    state_->sweep_timer.cancel();
    state_->accept_timer.cancel();
    state_->signals.cancel(ignored);
    state_->io.restart();
    state_->io.poll();
}

core::Result<void> Server::listen()
{
    const auto& options = state_->options;
    error_code error;
    const auto address = asio::ip::make_address(options.address, error);
    if (!error)
        error = bind_to(state_->acceptor, {address, options.port});
    if (error)
        return core::fail(core::problems::unavailable("cannot listen on " + options.address + ":" +
                                                      std::to_string(options.port) + ": " +
                                                      error.message()));
    state_->port = state_->acceptor.local_endpoint(error).port();
    state_->accept_next();
    return {};
}

std::uint16_t Server::port() const
{
    return state_->port;
}

void Server::run()
{
    std::signal(SIGPIPE, SIG_IGN); // sendfile has no flag against it
    asio::post(state_->strand, [state = state_] { state->sweep(); });
    std::vector<std::jthread> helpers;
    for (unsigned i = 1; i < state_->options.threads; ++i)
        helpers.emplace_back([this] { state_->io.run(); });
    state_->io.run();
    helpers.clear();
    state_->slow_pool.join();
}

void Server::stop()
{
    asio::post(state_->strand, [state = state_] { state->begin_drain(); });
}

void on_signals(Server& server)
{
    auto& signals = server.state_->signals;
    signals.add(SIGTERM);
    signals.add(SIGINT);
    signals.async_wait([state = server.state_](error_code cancelled, int) {
        if (!cancelled)
            state->begin_drain();
    });
}

} // namespace jisr::http
