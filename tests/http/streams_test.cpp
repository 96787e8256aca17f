#include "http/running_server.hpp"
#include "support/full_disk.hpp"

#include <atomic>
#include <fstream>

namespace jisr::http {
namespace {

namespace fs = std::filesystem;

std::size_t uploads_left()
{
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(testing::TempDir()))
        count += entry.path().filename().string().starts_with("upload-") ? 1 : 0;
    return count;
}

/// PUT /paper takes up to 64 MB into a file and answers with its size.
Router upload_router()
{
    Router router;
    router.add(
        "PUT", "/paper", {.body_limit = 64 << 20, .body_to_file = true},
        [](const auto& request, const Reply& reply) {
            const auto size = request->body_file ? fs::file_size(*request->body_file) : 0;
            reply({.body = std::to_string(size) + (request->body.empty() ? "" : " in memory")});
        });
    return router;
}

long resident_kilobytes()
{
    std::ifstream status("/proc/self/statm");
    long total = 0;
    long resident = 0;
    status >> total >> resident;
    return resident * 4;
}

TEST(HttpStreams, PutsUploadsIntoAFileThatGoesWithTheRequest)
{
    const RunningServer server(upload_router());
    auto client = server.client();
    const std::string body(3'000'000, 'x');
    EXPECT_EQ(client.request("PUT", "/paper", {}, body)->body, "3000000");
    EXPECT_EQ(client.request("PUT", "/paper", {}, "")->body, "0"); // and the one before has gone
    EXPECT_EQ(uploads_left(), 0U);
}

TEST(HttpStreams, TakesLargeUploadsInConstantMemory)
{
    const RunningServer server(upload_router());
    Wire wire = server.wire();
    const long before = resident_kilobytes();
    wire.send(
        "PUT /paper HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 62914560\r\n\r\n");
    const std::string megabyte(1 << 20, 'x');
    for (int i = 0; i < 60; ++i)
        ASSERT_TRUE(wire.send(megabyte));
    std::string answer;
    while (wire.receive(answer)) {
    }
    EXPECT_TRUE(answer.ends_with("62914560"));
    EXPECT_LT(resident_kilobytes() - before, 20'000);
}

TEST(HttpStreams, RemovesUploadsThatAreCutOffOrTooLarge)
{
    {
        const RunningServer server(upload_router());
        Wire cut = server.wire();
        cut.send("PUT /paper HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\n" +
                 std::string(100'000, 'x'));
        const auto refused = conversation(
            server, "PUT /paper HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n");
        EXPECT_EQ(statuses_in(refused), Statuses{413});
    }
    EXPECT_EQ(uploads_left(), 0U);
}

TEST(HttpStreams, RefusesAnUploadByItsHeaderAndTakesNothingOfIt)
{
    Router router;
    router.add("PUT", "/paper",
               {.body_limit = 64 << 20,
                .body_to_file = true,
                .admit = [](const Request& request) -> core::Result<void> {
                    if (request.header("Authorization").empty())
                        return core::fail(core::problems::unauthenticated());
                    return {};
                }},
               [](const auto&, const Reply& reply) { reply({.status = 204}); });
    const RunningServer server(std::move(router));
    const std::string begin = "PUT /paper HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n";
    Wire wire = server.wire();
    wire.send(begin + "Expect: 100-continue\r\n\r\n"); // of the body nothing is sent
    std::string answer;
    while (answer.find("unauthenticated") == std::string::npos && wire.receive(answer)) {
    }
    EXPECT_EQ(statuses_in(answer), Statuses{401});
    EXPECT_EQ(uploads_left(), 0U);
    const std::string body(5'000'000, 'x');
    const auto taken =
        conversation(server, begin + "Authorization: me\r\nConnection: close\r\n\r\n" + body);
    EXPECT_EQ(statuses_in(taken), Statuses{204});
}

TEST(HttpStreams, AnswersAFullDiskWith503)
{
    {
        const RunningServer server(upload_router());
        const auto answer = [&] {
            const tests::FullDisk disk(100'000);
            return server.client().request("PUT", "/paper", {}, std::string(1'000'000, 'x'));
        }();
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->status, 503);
    }
    EXPECT_EQ(uploads_left(), 0U);
}

TEST(HttpStreams, SendsFilesAndRemovesThoseMadeForOneAnswer)
{
    const fs::path path = fs::path(testing::TempDir()) / "jisr-export";
    std::ofstream(path) << std::string(5'000'000, 'e');
    std::atomic<bool> remove = false;
    Router router;
    router.add("GET", "/export", {}, [&](const auto&, const Reply& reply) {
        reply({.content_type = "text/csv", .body = FileBody{path, remove}});
    });
    const RunningServer server(std::move(router));
    auto client = server.client();
    EXPECT_EQ(client.request("HEAD", "/export")->header("Content-Length"), "5000000");
    EXPECT_EQ(client.request("GET", "/export")->body.size(), 5'000'000U);
    EXPECT_TRUE(fs::exists(path));
    remove = true;
    EXPECT_EQ(client.request("GET", "/export")->body, std::string(5'000'000, 'e'));
    EXPECT_FALSE(fs::exists(path));
    EXPECT_EQ(client.request("GET", "/export")->status, 500);
}

/// Keeps the streams opened at GET /events.
class Publisher
{
  public:
    std::function<bool()> may_go_on;

    Router router()
    {
        Router made = small_router();
        made.add("GET", "/events", {}, [this](const auto&, const Reply& reply) {
            reply({.body = OnOpen([this](std::shared_ptr<EventStream> stream) {
                       opened_.set_value(std::move(stream));
                   }),
                   .may_go_on = may_go_on});
        });
        return made;
    }

    std::shared_ptr<EventStream> stream()
    {
        auto stream = opened_.get_future().get();
        opened_ = {};
        return stream;
    }

  private:
    std::promise<std::shared_ptr<EventStream>> opened_;
};

bool receive_until(Wire& wire, std::string& text, std::string_view wanted)
{
    while (text.find(wanted) == text.npos)
        if (!wire.receive(text))
            return false;
    return true;
}

Wire subscribe(const RunningServer& server)
{
    Wire wire = server.wire();
    wire.send("GET /events HTTP/1.1\r\nHost: x\r\n\r\n");
    return wire;
}

TEST(HttpEvents, ReachTheClientFromAnyThread)
{
    Publisher publisher;
    const RunningServer server(publisher.router());
    Wire wire = subscribe(server);
    const auto stream = publisher.stream();
    std::thread other([&] { EXPECT_TRUE(stream->publish("progress", R"({"count":1})")); });
    other.join();
    EXPECT_TRUE(stream->publish("progress", "two\nlines"));
    std::string text;
    ASSERT_TRUE(receive_until(wire, text, "two lines\n\n"));
    EXPECT_NE(text.find("Content-Type: text/event-stream\r\n"), text.npos);
    EXPECT_NE(text.find("event: progress\ndata: {\"count\":1}\n\n"), text.npos);
}

TEST(HttpEvents, ShowASignOfLife)
{
    Publisher publisher;
    const RunningServer server(publisher.router(), {.beat_every = std::chrono::milliseconds(100)});
    Wire wire = subscribe(server);
    const auto stream = publisher.stream();
    std::string text;
    EXPECT_TRUE(receive_until(wire, text, "\n:\n\n:\n\n"));
}

TEST(HttpEvents, AskBeforeASignOfLifeWhetherTheyMayGoOn)
{
    Publisher publisher;
    std::atomic<int> left{2};
    publisher.may_go_on = [&] { return left-- > 0; };
    const RunningServer server(publisher.router(), {.beat_every = std::chrono::milliseconds(100)});
    Wire wire = subscribe(server);
    const auto stream = publisher.stream();
    std::string text;
    while (wire.receive(text)) {
    }
    EXPECT_TRUE(text.ends_with("\n\n:\n\n:\n\n"));
    EXPECT_FALSE(stream->publish("later", "{}"));
}

/// Publishes until the stream says that the client has gone.
bool ends_within(EventStream& stream, std::chrono::seconds limit, std::string_view data)
{
    const auto give_up = std::chrono::steady_clock::now() + limit;
    while (std::chrono::steady_clock::now() < give_up)
        if (!stream.publish("filler", data))
            return true;
    return false;
}

TEST(HttpEvents, DropAClientThatDoesNotRead)
{
    Publisher publisher;
    const RunningServer server(publisher.router());
    Wire wire = subscribe(server);
    const auto stream = publisher.stream();
    EXPECT_TRUE(ends_within(*stream, std::chrono::seconds(20), std::string(10'000, 'x')));
    EXPECT_EQ(server.client().request("GET", "/hello")->body, "hello");
}

TEST(HttpEvents, NoticeAClientThatLeaves)
{
    Publisher publisher;
    const RunningServer server(publisher.router());
    std::shared_ptr<EventStream> stream;
    {
        Wire wire = subscribe(server);
        stream = publisher.stream();
    }
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    bool open = true;
    while (open && std::chrono::steady_clock::now() < give_up) {
        std::this_thread::yield();
        open = stream->publish("x", "{}");
    }
    EXPECT_FALSE(open);
}

TEST(HttpEvents, EndWithTheServer)
{
    Publisher publisher;
    RunningServer server(publisher.router());
    Wire wire = subscribe(server);
    const auto stream = publisher.stream();
    stream->publish("last", "{}");
    server.stop();
    std::string text;
    while (wire.receive(text)) {
    }
    EXPECT_NE(text.find("event: last"), text.npos);
    EXPECT_FALSE(stream->publish("later", "{}"));
}

} // namespace
} // namespace jisr::http
