#include "http/running_server.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace jisr::http {
namespace {

/// Keeps replies, to be used when the test says so.
class Shelf
{
  public:
    Handler handler()
    {
        return [this](const auto&, Reply reply) {
            const std::scoped_lock lock(mutex_);
            replies_.push_back(std::move(reply));
            changed_.notify_all();
        };
    }

    std::vector<Reply> take(std::size_t count)
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return replies_.size() >= count; });
        return std::exchange(replies_, {});
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Reply> replies_;
};

Response text(std::string body)
{
    return {.content_type = "text/plain", .body = std::move(body)};
}

TEST(HttpConnection, ServesManyRequestsOnOneConnection)
{
    const RunningServer server(small_router());
    Wire wire = server.wire();
    for (int i = 0; i < 3; ++i) {
        wire.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
        std::string answer;
        ASSERT_TRUE(wire.receive(answer));
        EXPECT_TRUE(answer.ends_with("hello"));
    }
}

TEST(HttpConnection, AnswersPipelinedRequestsInTheirOrder)
{
    const RunningServer server(small_router());
    std::string requests;
    for (int i = 0; i < 50; ++i)
        append_request(requests, "POST", "/echo", {}, "<" + std::to_string(i) + ">");
    append_request(requests, "GET", "/hello", {{"Connection", "close"}});
    const auto answers = conversation(server, requests);
    EXPECT_EQ(statuses_in(answers), Statuses(51, 200));
    std::size_t at = 0;
    for (int i = 0; i < 50; ++i) {
        at = answers.find("<" + std::to_string(i) + ">", at);
        ASSERT_NE(at, answers.npos) << i;
    }
}

TEST(HttpConnection, TakesARequestByteByByte)
{
    const RunningServer server(small_router());
    std::string request;
    append_request(request, "POST", "/echo", {{"Connection", "close"}}, "slowly");
    Wire wire = server.wire();
    for (const char byte : request)
        wire.send({&byte, 1});
    std::string answer;
    while (wire.receive(answer)) {
    }
    EXPECT_TRUE(answer.ends_with("slowly"));
}

TEST(HttpConnection, ReadsChunkedBodies)
{
    const RunningServer server(small_router());
    const auto answer = conversation(
        server,
        "POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3;ext=1\r\nabc\r\n4\r\ndefg\r\n0\r\nTrailer: x\r\n\r\n");
    EXPECT_EQ(statuses_in(answer), Statuses{200});
    EXPECT_TRUE(answer.ends_with("abcdefg"));
}

TEST(HttpConnection, InvitesTheBodyOfAClientThatAsksFirst)
{
    const RunningServer server(small_router());
    Wire wire = server.wire();
    wire.send(
        "POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
    std::string answer;
    ASSERT_TRUE(wire.receive(answer));
    EXPECT_EQ(answer, "HTTP/1.1 100 Continue\r\n\r\n");
    wire.send("abc");
    ASSERT_TRUE(wire.receive(answer));
    EXPECT_TRUE(answer.ends_with("abc"));
}

TEST(HttpConnection, DoesNotInviteABodyThatIsTooLarge)
{
    const RunningServer server(small_router());
    Wire wire = server.wire();
    wire.send(
        "POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3000\r\n\r\n");
    std::string answer;
    ASSERT_TRUE(wire.receive(answer));
    EXPECT_EQ(statuses_in(answer), Statuses{413});
}

TEST(HttpConnection, AnswersHeadWithoutTheBody)
{
    const RunningServer server(small_router());
    const auto answer =
        conversation(server, "HEAD /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_NE(answer.find("Content-Length: 5\r\n"), answer.npos);
    EXPECT_TRUE(answer.ends_with("\r\n\r\n"));
}

TEST(HttpConnection, SaysWhatAPathTakesWhenAsked)
{
    const RunningServer server(small_router());
    const auto answer = server.client().request("OPTIONS", "/echo");
    EXPECT_EQ(answer->status, 204);
    EXPECT_EQ(answer->header("Allow"), "POST, OPTIONS");
}

TEST(HttpConnection, ClosesAfterTheAnswerToAnOldClient)
{
    const RunningServer server(small_router());
    const auto answer = conversation(server, "GET /hello HTTP/1.0\r\n\r\n");
    EXPECT_EQ(statuses_in(answer), Statuses{200});
}

TEST(HttpConnection, CarriesTheSecurityHeadersOnEveryAnswer)
{
    const RunningServer server(small_router());
    for (const auto* path : {"/hello", "/nobody"}) {
        const auto answer = server.client().request("GET", path);
        EXPECT_NE(answer->header("Content-Security-Policy").find("frame-ancestors 'none'"),
                  std::string::npos);
        EXPECT_EQ(answer->header("X-Content-Type-Options"), "nosniff");
        EXPECT_EQ(answer->header("Referrer-Policy"), "no-referrer");
        EXPECT_EQ(answer->header("Cache-Control"), "no-store");
        EXPECT_EQ(answer->header("X-Request-Id").size(), 36U);
        EXPECT_FALSE(answer->header("Date").empty());
    }
}

TEST(HttpConnection, LetsAnAnswerSetItsOwnCacheControlAndNoHeaderOfItsText)
{
    Router router;
    router.add("GET", "/x", {}, [](const auto&, const Reply& reply) {
        auto response = text("x");
        response.headers = {{"cache-control", "no-cache"}, {"X-Name", "a\r\nSet-Cookie: b"}};
        reply(std::move(response));
    });
    const RunningServer server(std::move(router));
    const auto answer = server.client().request("GET", "/x");
    EXPECT_EQ(answer->header("Cache-Control"), "no-cache");
    EXPECT_EQ(answer->header("Set-Cookie"), "");
}

TEST(HttpConnection, TakesAnswersFromOtherThreads)
{
    Shelf shelf;
    Router router;
    router.add("GET", "/later", {}, shelf.handler());
    const RunningServer server(std::move(router));
    std::vector<std::future<core::Result<ClientResponse>>> asked;
    asked.reserve(16);
    for (int i = 0; i < 16; ++i)
        asked.push_back(std::async(std::launch::async,
                                   [&] { return server.client().request("GET", "/later"); }));
    int answered = 0;
    while (answered < 16)
        for (const auto& reply : shelf.take(1))
            reply(text(std::to_string(answered++)));
    for (auto& future : asked)
        EXPECT_EQ(future.get()->status, 200);
}

TEST(HttpConnection, MakesATextWhenItIsSent)
{
    Router router;
    router.add("GET", "/made", {}, [](const auto&, const Reply& reply) {
        reply({.status = 201, .body = MakeText([] { return std::string("made"); })});
    });
    router.add("GET", "/fault", {}, [](const auto&, const Reply& reply) {
        reply({.body = MakeText([]() -> std::string { throw std::runtime_error("bug"); })});
    });
    const RunningServer server(std::move(router));
    Client client = server.client();
    const auto made = client.request("GET", "/made");
    ASSERT_TRUE(made);
    EXPECT_EQ(made->status, 201);
    EXPECT_EQ(made->body, "made");
    const auto fault = client.request("GET", "/fault");
    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->status, 500);
}

TEST(HttpConnection, IgnoresASecondAnswer)
{
    Router router;
    router.add("GET", "/twice", {}, [](const auto&, const Reply& reply) {
        reply(text("first"));
        reply(text("second"));
    });
    const RunningServer server(std::move(router));
    auto client = server.client();
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(client.request("GET", "/twice")->body, "first");
}

TEST(HttpConnection, AnswersForAHandlerThatThrowsOrForgets)
{
    Router router;
    router.add("GET", "/throws", {},
               [](const auto&, const Reply&) { throw std::runtime_error("secret"); });
    router.add("GET", "/throws-slowly", {.slow = true}, [](const auto&, const Reply&) { throw 7; });
    router.add("GET", "/forgets", {}, [](const auto&, const Reply&) {});
    router.add("GET", "/hello", {}, [](const auto&, const Reply& reply) { reply(text("hello")); });
    const RunningServer server(std::move(router));
    Wire wire = server.wire();
    for (const auto* path : {"/throws", "/throws-slowly", "/forgets"}) {
        std::string request;
        std::string answer;
        append_request(request, "GET", path);
        wire.send(request);
        ASSERT_TRUE(wire.receive(answer));
        EXPECT_EQ(statuses_in(answer), Statuses{500}) << path;
        EXPECT_EQ(answer.find("secret"), answer.npos);
    }
    wire.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
    std::string answer;
    ASSERT_TRUE(wire.receive(answer));
    EXPECT_TRUE(answer.ends_with("hello"));
}

TEST(HttpConnection, KeepsLongWorkAwayFromShortRequests)
{
    std::promise<void> release;
    auto released = release.get_future().share();
    auto router = small_router();
    router.add("GET", "/long", {.slow = true}, [released](const auto&, const Reply& reply) {
        released.wait();
        reply(text("long"));
    });
    const RunningServer server(std::move(router), {.threads = 1, .slow_threads = 2});
    auto first =
        std::async(std::launch::async, [&] { return server.client().request("GET", "/long"); });
    auto second =
        std::async(std::launch::async, [&] { return server.client().request("GET", "/long"); });
    EXPECT_EQ(server.client().request("GET", "/hello")->body, "hello");
    release.set_value();
    EXPECT_EQ(first.get()->body, "long");
    EXPECT_EQ(second.get()->body, "long");
}

TEST(HttpConnection, CompressesLongerTextsForClientsThatTakeIt)
{
    Router router;
    const std::string body(5000, 'a');
    router.add("GET", "/long", {}, [&](const auto&, const Reply& reply) { reply(text(body)); });
    router.add("GET", "/secret", {}, [&](const auto&, const Reply& reply) {
        auto response = text(body);
        response.headers = {{"Set-Cookie", "session=x"}};
        reply(std::move(response));
    });
    const RunningServer server(std::move(router));
    auto client = server.client();
    const Fields takes = {{"Accept-Encoding", "gzip, br"}};
    const auto answer = client.request("GET", "/long", takes);
    EXPECT_EQ(answer->header("Content-Encoding"), "gzip");
    EXPECT_LT(answer->body.size(), 200U);
    EXPECT_EQ(client.request("GET", "/long")->body, body);
    EXPECT_EQ(client.request("GET", "/secret", takes)->body, body);
}

TEST(HttpConnection, RefusesConnectionsOverTheLimitAndServesAgainLater)
{
    const RunningServer server(small_router(), {.connection_limit = 2});
    {
        auto first = server.client();
        auto second = server.client();
        EXPECT_EQ(first.request("GET", "/hello")->status, 200);
        EXPECT_EQ(second.request("GET", "/hello")->status, 200);
        const auto refused = server.client().request("GET", "/hello");
        ASSERT_TRUE(refused);
        EXPECT_EQ(refused->status, 503);
        EXPECT_EQ(refused->body, "unavailable");
    }
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    int status = 503; // until the server has seen that the others have gone
    while (status == 503 && std::chrono::steady_clock::now() < give_up)
        status = server.client().request("GET", "/hello")->status;
    EXPECT_EQ(status, 200);
}

TEST(HttpConnection, TellsTheObserverNothingPersonal)
{
    std::mutex mutex;
    std::vector<std::string> seen;
    Router router;
    router.add("GET", "/persons/{id}", {},
               [](const auto&, const Reply& reply) { reply(text("x")); });
    {
        const RunningServer server(std::move(router), {}, [&](const Observation& observation) {
            const std::scoped_lock lock(mutex);
            seen.push_back(std::string(observation.method) + " " +
                           std::string(observation.pattern) + " " +
                           std::to_string(observation.status));
        });
        auto client = server.client();
        EXPECT_TRUE(client.request("GET", "/persons/AB123"));
        EXPECT_TRUE(client.request("GET", "/AB123"));
    }
    EXPECT_EQ(seen, (std::vector<std::string>{"GET /persons/{id} 200", "GET  404"}));
}

TEST(HttpConnection, FinishesARunningRequestBeforeItEnds)
{
    Shelf shelf;
    auto router = small_router();
    router.add("GET", "/later", {}, shelf.handler());
    RunningServer server(std::move(router));
    Wire idle = server.wire();
    idle.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
    std::string answer;
    ASSERT_TRUE(idle.receive(answer));
    auto running =
        std::async(std::launch::async, [&] { return server.client().request("GET", "/later"); });
    const auto replies = shelf.take(1);
    auto ended = server.ended();
    server.stop();
    EXPECT_FALSE(idle.receive(answer)); // let go at once
    EXPECT_FALSE(Wire::connect("127.0.0.1", server.port()));
    EXPECT_EQ(ended.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
    replies.front()(text("done"));
    const auto last = running.get();
    ASSERT_TRUE(last);
    EXPECT_EQ(last->body, "done");
    EXPECT_EQ(last->header("Connection"), "close");
    EXPECT_EQ(ended.wait_for(std::chrono::seconds(5)), std::future_status::ready);
}

TEST(HttpConnection, EndsSoonWhenARequestIsHalfSent)
{
    Router router;
    router.add("POST", "/", {}, [](const auto&, const Reply& reply) { reply(text("done")); });
    RunningServer server(std::move(router));
    Wire wire = server.wire();
    wire.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"
              "Expect: 100-continue\r\n\r\n");
    std::string answer;
    ASSERT_TRUE(wire.receive(answer));
    ASSERT_EQ(answer, "HTTP/1.1 100 Continue\r\n\r\n"); // the head was read
    wire.send("x");
    answer.clear();
    auto ended = server.ended();
    server.stop();
    EXPECT_TRUE(wire.receive(answer, std::chrono::seconds(6)));
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 408")) << answer;
    EXPECT_EQ(ended.wait_for(std::chrono::seconds(6)), std::future_status::ready);
}

TEST(HttpConnection, EndsInTimeWhenAHandlerNeverAnswers)
{
    Shelf shelf;
    Router router;
    router.add("GET", "/never", {}, shelf.handler());
    std::vector<Reply> late;
    {
        RunningServer server(std::move(router), {.drain_timeout = std::chrono::milliseconds(200)});
        Wire wire = server.wire();
        wire.send("GET /never HTTP/1.1\r\nHost: x\r\n\r\n");
        late = shelf.take(1);
        auto ended = server.ended();
        server.stop();
        EXPECT_EQ(ended.wait_for(std::chrono::seconds(10)), std::future_status::ready);
    }
    late.front()(text("nobody listens")); // and nothing breaks
}

} // namespace
} // namespace jisr::http
