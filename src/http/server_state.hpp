#pragma once

#include "http/ready_list.hpp"
#include "http/server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <mutex>
#include <unordered_set>

namespace jisr::http {

class Connection;

using Socket =
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

/// How far the end of a server is.
enum class Drain {
    None,
    Begun, ///< nothing new is taken
    Whole, ///< only requests that are whole are still waited for
    Force  ///< nothing is waited for
};

/// Milliseconds of a clock that only goes forward.
std::int64_t steady_now();

/// Everything that outlives the Server object for as long as a connection or a late answer needs
/// it.
struct ServerState : std::enable_shared_from_this<ServerState>
{
    ServerState(ServerOptions options, Router router, ProblemRenderer render_problem,
                Observer observe);
    ~ServerState();

    ServerOptions options;
    Router router;
    ProblemRenderer render_problem;
    Observer observe;

    boost::asio::io_context io;
    boost::asio::strand<boost::asio::io_context::executor_type>
        strand; // of acceptor, timers and signals
    boost::asio::ip::tcp::acceptor acceptor;
    boost::asio::steady_timer sweep_timer;
    boost::asio::steady_timer accept_timer;
    boost::asio::signal_set signals;
    boost::asio::thread_pool slow_pool;
    std::atomic<int> slow_waiting{0};

    std::uint16_t port = 0; // the bound one
    ReadyList ready;        // answers and events from any thread
    std::atomic<bool> draining{false};
    std::int64_t drain_end = 0; // of the strand

    /// Runs long work on the small pool; false when too much of it waits already.
    bool run_slow(std::function<void()> work);

    void accept_next();
    void sweep();
    void begin_drain();
    void enter(Connection& connection);
    void leave(Connection& connection);

  private:
    void accepted(boost::system::error_code error, Socket socket);
    void sweep_connections();
    [[nodiscard]] Drain drain_at(std::int64_t now) const;

    std::mutex mutex_;
    std::unordered_set<Connection*> connections_;
};

} // namespace jisr::http
