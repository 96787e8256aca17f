#include "support/full_disk.hpp"
#include "support/process.hpp"
#include "support/server.hpp"

#include <gmock/gmock.h>

namespace jisr::tests {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kToken = "0123456789abcdef";

class MetricsApi : public testing::TestWithParam<Engine>
{
};

INSTANTIATE_TEST_SUITE_P(Engines, MetricsApi, kEngines, engine_name);

TEST_P(MetricsApi, AreOpenToNobodyUntilATokenIsSet)
{
    // Behind a proxy that says nothing of whom it asks for, everybody comes from this machine.
    TestServer server{GetParam()};
    EXPECT_EQ(server.get(TestServer::nobody(), "/metrics").status, 404);
    EXPECT_EQ(server.get(Caller{.token = ""}, "/metrics").status, 404);
    EXPECT_EQ(server.call({}, "GET", "/metrics", nullptr, {{"authorization", "Bearer "}}).status,
              404);
    EXPECT_EQ(server.get(server.administrator(), "/metrics").status, 404);
}

TEST_P(MetricsApi, AServerWhoseDiskIsFullIsNotReady)
{
    TestServer server{GetParam()};
    EXPECT_EQ(server.get(TestServer::nobody(), "/ready").status, 200);
    const auto full = [&] {
        const FullDisk disk(1000);
        return server.get(TestServer::nobody(), "/ready");
    }();
    EXPECT_EQ(full.status, 503);
    EXPECT_EQ(full.slug(), "unavailable");
    EXPECT_EQ(server.get(TestServer::nobody(), "/ready").status, 200);
    for (const auto& file : std::filesystem::directory_iterator(server.folder()))
        EXPECT_FALSE(file.path().filename().string().starts_with("upload-")) << file.path();
}

TEST_P(MetricsApi, AreToldToWhoHasTheirToken)
{
    service::Settings settings;
    settings.metrics_token = kToken;
    TestServer server{GetParam(), settings};
    const auto ask = [&](const std::string& token) {
        return server.call({}, "GET", "/metrics", nullptr, {{"authorization", "Bearer " + token}});
    };
    EXPECT_EQ(server.get(TestServer::nobody(), "/metrics").status, 404);
    EXPECT_EQ(ask("0123456789abcdeF").status, 404);
    EXPECT_EQ(ask(std::string(kToken) + "0").status, 404);
    const auto told = ask(kToken);
    EXPECT_EQ(told.status, 200);
    EXPECT_THAT(told.body, HasSubstr("jisr_request_duration_seconds_count{method=\"GET\""));
    EXPECT_EQ(told.headers.at("content-type"), "text/plain; version=0.0.4; charset=utf-8");
}

TEST_P(MetricsApi, CountMethodsThatClientsInventAsOne)
{
    service::Settings settings;
    settings.metrics_token = kToken;
    TestServer server{GetParam(), settings};
    for (const auto* invented : {"MADEUP", "MADEUPTOO"})
        EXPECT_EQ(server.call(TestServer::nobody(), invented, "/health").status, 405);
    // An answer is counted once it is sent: a client may ask before that.
    std::string told;
    EXPECT_TRUE(wait_until([&] {
        told = server
                   .call({}, "GET", "/metrics", nullptr,
                         {{"authorization", std::string("Bearer ") + kToken}})
                   .body;
        return told.find("_count{method=\"other\"") != std::string::npos;
    })) << told;
    EXPECT_THAT(told, Not(HasSubstr("MADEUP")));
}

} // namespace
} // namespace jisr::tests
