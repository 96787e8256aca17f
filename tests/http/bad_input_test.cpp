#include "http/running_server.hpp"

#include <random>

namespace jisr::http {
namespace {

constexpr std::string_view kEnd = "Host: x\r\nConnection: close\r\n\r\n";

std::string get(std::string_view target)
{
    return "GET " + std::string(target) + " HTTP/1.1\r\n" + std::string(kEnd);
}

/// After whatever came before, the server still serves.
void expect_alive(const RunningServer& server)
{
    const auto answer = server.client().request("GET", "/hello");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "hello");
}

TEST(HttpBadInput, RefusesWhatIsNotHttp)
{
    const RunningServer server(small_router());
    for (const auto* bytes :
         {"nonsense\r\n\r\n", "GET\r\n\r\n", "GET /hello HTTP/9.9\r\nHost: x\r\n\r\n",
          "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET hello HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET /hello HTTP/1.1\r\nHost x\r\n\r\n", "\x16\x03\x01\x02\r\n\r\n"})
        EXPECT_EQ(statuses_in(conversation(server, bytes)), Statuses{400}) << bytes;
    expect_alive(server);
}

TEST(HttpBadInput, RefusesRequestsThatTwoReadersWouldReadDifferently)
{
    const RunningServer server(small_router());
    for (const std::string headers : {
             "Host: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n",
             "Host: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n",
             "Host: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n",
             "Host: x\r\nContent-Length: -3\r\n",
             "Host: x\r\nContent-Length: 3x\r\n",
             "Host: x\r\nTransfer-Encoding: gzip\r\n",
             "Host: x\r\nHost: y\r\n",
             "",
         }) {
        const auto answer = conversation(server, "POST /echo HTTP/1.1\r\n" + headers + "\r\nabc");
        EXPECT_EQ(statuses_in(answer), Statuses{400}) << headers;
    }
}

TEST(HttpBadInput, SaysThatABodyIsCodedInAWayThatIsNotUnderstood)
{
    const RunningServer server(small_router());
    const auto answer_to = [&](const std::string& coding) {
        return conversation(server, "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: " +
                                        coding + "\r\n\r\n0\r\n\r\n");
    };
    const auto coded = answer_to("gzip, chunked");
    EXPECT_EQ(statuses_in(coded), Statuses{501});
    EXPECT_TRUE(coded.ends_with("unknown_transfer_coding")) << coded;
    EXPECT_TRUE(answer_to("gzip").ends_with("malformed_request"));
    expect_alive(server);
}

TEST(HttpBadInput, RefusesBadTargets)
{
    const RunningServer server(small_router());
    for (const auto* target :
         {"/%", "/%zz", "/a%00b", "/%ff", "/hello?x=%d8", "/a%2fb", "/hello?%00"})
        EXPECT_EQ(statuses_in(conversation(server, get(target))), Statuses{400}) << target;
}

TEST(HttpBadInput, KnowsUnknownPathsFromUnknownMethods)
{
    const RunningServer server(small_router());
    auto client = server.client();
    EXPECT_EQ(client.request("GET", "/nobody")->status, 404);
    const auto refused = client.request("DELETE", "/hello");
    EXPECT_EQ(refused->status, 405);
    EXPECT_EQ(refused->header("Allow"), "GET, HEAD, OPTIONS");
    EXPECT_EQ(refused->body, "method_not_allowed");
}

TEST(HttpBadInput, AnswersABodyOverTheLimitInsteadOfHangingUp)
{
    const RunningServer server(small_router());
    const std::string ten_megabytes(10 << 20, 'x');
    const auto answer = server.client().request("POST", "/echo", {}, ten_megabytes);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 413);
    EXPECT_EQ(answer->body, "too_large");
    expect_alive(server);
}

TEST(HttpBadInput, AnswersAChunkedBodyOverTheLimit)
{
    const RunningServer server(small_router());
    std::string request = "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 100; ++i)
        request += "64\r\n" + std::string(100, 'x') + "\r\n";
    Wire wire = server.wire();
    wire.send(request);
    wire.end_sending();
    std::string answer;
    while (wire.receive(answer)) {
    }
    EXPECT_EQ(statuses_in(answer), Statuses{413});
}

TEST(HttpBadInput, RefusesBrokenChunks)
{
    const RunningServer server(small_router());
    const std::string head = "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (const auto* body :
         {"zz\r\nabc\r\n", "3\r\nabcdef\r\n0\r\n\r\n", "ffffffffffffffffff\r\n", "-1\r\n"}) {
        Wire wire = server.wire();
        wire.send(head + body);
        wire.end_sending();
        std::string answer;
        while (wire.receive(answer)) {
        }
        EXPECT_EQ(statuses_in(answer), Statuses{400}) << body;
    }
}

TEST(HttpBadInput, EndsAChunkLineThatNeverEnds)
{
    const RunningServer server(small_router());
    Wire wire = server.wire();
    wire.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;");
    wire.send(std::string(200 << 10, 'x'));
    wire.end_sending();
    std::string answer;
    while (wire.receive(answer)) {
    }
    EXPECT_EQ(statuses_in(answer), Statuses{400});
}

TEST(HttpBadInput, RefusesTooLongHeaders)
{
    const RunningServer server(small_router());
    const std::string begin = "GET /hello HTTP/1.1\r\nHost: x\r\n";
    EXPECT_EQ(
        statuses_in(conversation(server, begin + "X: " + std::string(20'000, 'a') + "\r\n\r\n")),
        Statuses{431});
    EXPECT_EQ(
        statuses_in(conversation(server, "GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\n\r\n")),
        Statuses{431});
    expect_alive(server);
}

TEST(HttpBadInput, RefusesAFloodOfHeaders)
{
    const RunningServer server(small_router());
    std::string request = "GET /hello HTTP/1.1\r\nHost: x\r\n";
    for (int i = 0; i < 200; ++i)
        request += "X-" + std::to_string(i) + ": y\r\n";
    EXPECT_EQ(statuses_in(conversation(server, request + "\r\n")), Statuses{431});
}

TEST(HttpBadInput, AnswersSlowRequestsWith408)
{
    const RunningServer server(small_router(), {.read_timeout = std::chrono::milliseconds(300)});
    for (const auto* part : {"GET /hel", "GET /hello HTTP/1.1\r\nHost: x\r\nX-Slow: ",
                             "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc"})
        EXPECT_EQ(statuses_in(conversation(server, part)), Statuses{408}) << part;
    expect_alive(server);
}

TEST(HttpBadInput, ClosesIdleConnectionsWithoutAWord)
{
    const RunningServer server(small_router(), {.idle_timeout = std::chrono::milliseconds(300)});
    EXPECT_EQ(conversation(server, ""), "");
    EXPECT_EQ(statuses_in(conversation(server, "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n")),
              Statuses{200});
}

TEST(HttpBadInput, ForgetsRequestsThatAreCutOff)
{
    const RunningServer server(small_router());
    for (const auto* part :
         {"GET /he", "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc"}) {
        Wire wire = server.wire();
        wire.send(part);
        wire.end_sending();
        std::string answer;
        EXPECT_FALSE(wire.receive(answer));
        EXPECT_EQ(answer, "");
    }
    expect_alive(server);
}

TEST(HttpBadInput, SurvivesRandomBytes)
{
    const RunningServer server(small_router(), {.read_timeout = std::chrono::milliseconds(500)});
    std::mt19937 random(20261122);
    const std::vector<std::string> pieces = {"GET ",
                                             "POST /echo",
                                             "/hello",
                                             " HTTP/1.1",
                                             "\r\n",
                                             "\r\n\r\n",
                                             "Host: x\r\n",
                                             "Content-Length: ",
                                             "5",
                                             "-1",
                                             "99999999999999999999",
                                             "Transfer-Encoding: chunked\r\n",
                                             "0\r\n\r\n",
                                             "%",
                                             "%00",
                                             "?a=%D8",
                                             std::string(1, '\0'),
                                             "\xff\xfe",
                                             ": ",
                                             "Expect: 100-continue\r\n",
                                             "Connection: keep-alive\r\n"};
    for (int round = 0; round < 300; ++round) {
        std::string bytes;
        const auto count = random() % 40;
        for (unsigned i = 0; i < count; ++i)
            bytes += random() % 4 == 0 ? std::string(random() % 9, static_cast<char>(random()))
                                       : pieces[random() % pieces.size()];
        Wire wire = server.wire();
        wire.send(bytes);
        wire.end_sending();
        std::string answer;
        while (wire.receive(answer)) {
        }
        for (const int status : statuses_in(answer))
            EXPECT_LT(status, 500);
    }
    expect_alive(server);
}

} // namespace
} // namespace jisr::http
