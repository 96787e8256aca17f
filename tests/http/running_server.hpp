#pragma once

#include "http/client.hpp"
#include "http/server.hpp"

#include <gtest/gtest.h>

#include <future>
#include <thread>

namespace jisr::http {

/// Problems as their slug alone: texts are the service's concern.
inline Response bare_problem(const Request&, const core::Problem& problem)
{
    return {
        .status = problem.status, .content_type = "application/problem+json", .body = problem.slug};
}

/// A server on a free port and a thread of its own, until the end of the test.
class RunningServer
{
  public:
    explicit RunningServer(Router router, ServerOptions options = {}, Observer observe = {})
        : server_(on_free_port(std::move(options)), std::move(router), bare_problem,
                  std::move(observe))
    {
        const auto listening = server_.listen();
        EXPECT_TRUE(listening) << (listening ? "" : listening.error().cause);
        thread_ = std::thread([this] {
            server_.run();
            ended_.set_value();
        });
    }

    RunningServer(const RunningServer&) = delete;
    RunningServer& operator=(const RunningServer&) = delete;

    ~RunningServer()
    {
        server_.stop();
        thread_.join();
    }

    [[nodiscard]] std::uint16_t port() const { return server_.port(); }

    [[nodiscard]] Client client() const { return {"127.0.0.1", port()}; }

    [[nodiscard]] Wire wire() const { return std::move(*Wire::connect("127.0.0.1", port())); }

    void stop() { server_.stop(); }

    std::future<void> ended() { return ended_.get_future(); }

  private:
    static ServerOptions on_free_port(ServerOptions options)
    {
        options.port = 0;
        options.upload_folder = testing::TempDir();
        return options;
    }

    Server server_;
    std::thread thread_;
    std::promise<void> ended_;
};

/// Answers GET /hello with "hello", and POST /echo with the body.
inline Router small_router()
{
    Router router;
    router.add("GET", "/hello", {}, [](const auto&, const Reply& reply) {
        reply({.content_type = "text/plain", .body = std::string("hello")});
    });
    router.add("POST", "/echo", {.body_limit = 1000}, [](const auto& request, const Reply& reply) {
        reply({.content_type = "text/plain", .body = request->body});
    });
    return router;
}

/// What the server sends for `bytes` until it closes.
inline std::string conversation(const RunningServer& server, std::string_view bytes)
{
    Wire wire = server.wire();
    wire.send(bytes);
    std::string answer;
    while (wire.receive(answer)) {
    }
    return answer;
}

/// The statuses of all answers in `text`, whose bodies hold no blank line.
inline std::vector<int> statuses_in(std::string_view text)
{
    std::vector<int> statuses;
    for (auto at = text.find("HTTP/1.1 "); at != text.npos; at = text.find("HTTP/1.1 ", at + 1))
        statuses.push_back(read_answer_head(text.substr(at)).status);
    return statuses;
}

using Statuses = std::vector<int>;

} // namespace jisr::http
