#include "support/server.hpp"

#include <gmock/gmock.h>

#include <csignal>

#include <sys/resource.h>

namespace jisr::tests {
namespace {

using testing::HasSubstr;

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
    // A limit on file sizes fails a write as a full disk does.
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{.rlim_cur = 1000, .rlim_max = before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
    const auto full = server.get(TestServer::nobody(), "/ready");
    ::setrlimit(RLIMIT_FSIZE, &before);
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

} // namespace
} // namespace jisr::tests
