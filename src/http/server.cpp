#include "http/server.hpp"

#include "http/server_state.hpp"
#include "http/signals.hpp"

#include <boost/asio/post.hpp>

#include <csignal>
#include <thread>
#include <vector>

namespace jisr::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

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
