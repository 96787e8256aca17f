#pragma once

#include "core/result.hpp"
#include "http/message.hpp"
#include "http/router.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace jisr::http {

struct ServerOptions
{
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080; ///< 0: any free one
    unsigned threads = 4;      ///< that run handlers
    unsigned slow_threads = 2;
    std::size_t header_limit = 16 * 1024;            ///< past it 431
    std::chrono::milliseconds read_timeout{30'000};  ///< a whole request; past it 408
    std::chrono::milliseconds idle_timeout{75'000};  ///< between requests of one connection
    std::chrono::milliseconds drain_timeout{20'000}; ///< given to running requests at the end
    std::chrono::milliseconds beat_every{15'000};    ///< between signs of life on event streams
    std::size_t connection_limit = 4096;
    std::filesystem::path upload_folder = "/tmp"; ///< for bodies streamed to files
};

/// Renders the problems that the server itself finds (400, 404, 405, 408, 413, 431, 500), in the
/// client's language.
using ProblemRenderer = std::function<Response(const Request&, const core::Problem&)>;

/// What one answered request tells logs and metrics: nothing personal, the route's pattern instead
/// of the path.
struct Observation
{
    std::string_view method;
    std::string_view pattern; ///< empty when no route matched
    int status = 0;
    std::chrono::microseconds took{};
    std::string_view request_id;
    std::int64_t bytes_out = 0;
};

using Observer = std::function<void(const Observation&)>;

/// HTTP/1.1 over TCP with keep-alive, streamed uploads, gzip of larger texts for clients that take
/// it, server-sent events and a clean end: `stop` refuses new requests, lets running ones finish,
/// then closes.
class Server
{
  public:
    Server(ServerOptions options, Router router, ProblemRenderer render_problem, Observer observe);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    core::Result<void> listen();              ///< binds; 503 when the port is taken
    [[nodiscard]] std::uint16_t port() const; ///< the bound one
    void run();                               ///< serves until stop(); call after listen()
    void stop();                              ///< from any thread or signal handler context of asio

  private:
    friend void on_signals(Server& server);
    std::shared_ptr<struct ServerState>
        state_; // shared with connections and with answers still to come
};

} // namespace jisr::http
