#include "http/load.hpp"

#include "http/running_server.hpp"

namespace jisr::http {
namespace {

TEST(HttpLoad, CountsEveryAnswerOfEveryConnection)
{
    const RunningServer server(small_router());
    unsigned left = 1000;
    unsigned seen = 0;
    const auto report = run_load(
        {.port = server.port(), .connections = 8},
        [&](unsigned connection, std::string& out) {
            if (left == 0)
                return false;
            append_request(out, "POST", left-- % 10 == 0 ? "/nobody" : "/echo", {},
                           std::to_string(connection));
            return true;
        },
        [&](unsigned connection, int status, std::string_view body) {
            if (status == 200) {
                EXPECT_EQ(body, std::to_string(connection));
            }
            ++seen;
        });
    ASSERT_TRUE(report);
    EXPECT_EQ(report->answered, 1000U);
    EXPECT_EQ(report->refused, 100U);
    EXPECT_EQ(report->broken, 0U);
    EXPECT_EQ(seen, 1000U);
    EXPECT_GT(report->p50.count(), 0);
    EXPECT_LE(report->p99, report->max);
}

TEST(HttpLoad, StopsAskingWhenItsTimeIsOver)
{
    const RunningServer server(small_router());
    const auto ask = [](unsigned, std::string& out) {
        append_request(out, "GET", "/hello");
        return true;
    };
    const auto report = run_load(
        {.port = server.port(), .connections = 4, .duration = std::chrono::milliseconds(200)}, ask,
        [](unsigned, int, std::string_view) {});
    ASSERT_TRUE(report);
    EXPECT_GT(report->answered, 0U);
    EXPECT_LT(report->seconds, 5);
    EXPECT_EQ(report->broken, 0U);
}

TEST(HttpLoad, CountsConnectionsThatBreak)
{
    Router router;
    router.add("GET", "/last", {},
               [](const auto&, const Reply& reply) { reply({.body = std::string("x")}); });
    RunningServer server(std::move(router), {.drain_timeout = std::chrono::milliseconds(100)});
    const auto ask = [&](unsigned, std::string& out) {
        out += "GET /last HTTP/1.1\r\n"; // never whole, so never answered
        server.stop();
        return true;
    };
    const auto report = run_load({.port = server.port(), .connections = 3}, ask,
                                 [](unsigned, int, std::string_view) {});
    ASSERT_TRUE(report);
    EXPECT_EQ(report->answered, 0U);
    EXPECT_EQ(report->broken, 3U);
}

TEST(HttpLoad, SaysThatNobodyListens)
{
    std::uint16_t port = 0;
    {
        const RunningServer server(small_router());
        port = server.port();
    }
    const auto report = run_load({.port = port}, {}, {});
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().status, 503);
    EXPECT_FALSE(Client("127.0.0.1", port).request("GET", "/hello"));
}

} // namespace
} // namespace jisr::http
