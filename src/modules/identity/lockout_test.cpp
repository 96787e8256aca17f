#include "modules/identity/lockout.hpp"

#include <gtest/gtest.h>

namespace jisr::identity {
namespace {

using namespace std::chrono_literals;

TEST(Lockout, LetsFourFailuresPassWithoutAPause)
{
    for (const int failures : {0, 1, 4})
        EXPECT_EQ(pause_after(failures, Subject{}), 0s);
}

TEST(Lockout, DoublesThePauseFromTheFifthFailureOn)
{
    EXPECT_EQ(pause_after(5, Subject{}), 1s);
    EXPECT_EQ(pause_after(6, Subject{}), 2s);
    EXPECT_EQ(pause_after(7, Subject{}), 4s);
    EXPECT_EQ(pause_after(14, Subject{}), 512s);
}

TEST(Lockout, NeverPausesLongerThanAQuarterOfAnHour)
{
    EXPECT_EQ(pause_after(15, Subject{}), 15min);
    EXPECT_EQ(pause_after(1'000'000'000, Subject{}), 15min);
}

TEST(Lockout, BelievesOnlyTheTrustedProxyAboutTheClientsAddress)
{
    service::Settings settings;
    http::Request request;
    request.remote_address = "10.0.0.1";
    request.headers = {{"X-Forwarded-For", "1.2.3.4, 196.12.1.7"}};
    EXPECT_EQ(client_address(settings, request), "10.0.0.1");
    settings.trusted_proxy = "10.0.0.2";
    EXPECT_EQ(client_address(settings, request), "10.0.0.1");
    settings.trusted_proxy = "10.0.0.1";
    EXPECT_EQ(client_address(settings, request), "196.12.1.7");
    request.remote_address = "::ffff:10.0.0.1"; // heard by a socket of both kinds
    EXPECT_EQ(client_address(settings, request), "196.12.1.7");
    settings.trusted_proxy = "2001:DB8:0:0::1";
    request.remote_address = "2001:db8::1";
    EXPECT_EQ(client_address(settings, request), "196.12.1.7");
}

TEST(Lockout, BelievesWhatTheProxySaysLastInHoweverManyLines)
{
    service::Settings settings;
    settings.trusted_proxy = "10.0.0.1";
    http::Request request;
    request.remote_address = "10.0.0.1";
    EXPECT_EQ(client_address(settings, request), "10.0.0.1");
    request.headers = {{"X-Forwarded-For", "44.1.7.1"}, {"x-forwarded-for", "2.2.2.2"}};
    EXPECT_EQ(client_address(settings, request), "2.2.2.2");
    request.headers.emplace_back("X-Forwarded-For", "3.3.3.3, ");
    EXPECT_EQ(client_address(settings, request), "10.0.0.1");
}

TEST(Lockout, CountsAnIPv6NetworkAsOneAddress)
{
    EXPECT_EQ(counted_address("2001:db8:7:1::1"), "2001:db8:7:1::/64");
    EXPECT_EQ(counted_address("2001:DB8:7:1:ffff:ffff:ffff:ffff"), "2001:db8:7:1::/64");
    EXPECT_NE(counted_address("2001:db8:7:2::1"), counted_address("2001:db8:7:1::1"));
    EXPECT_EQ(counted_address("fe80::1%eth0"), counted_address("fe80::2"));
}

TEST(Lockout, TakesOneClientsAddressForTheSameHoweverItIsWritten)
{
    for (const auto* same : {"1.2.3.4", "1.2.3.4:5555", "::ffff:1.2.3.4", "[::ffff:1.2.3.4]:443",
                             "::FFFF:102:304", "1.2.3.4 "})
        EXPECT_EQ(counted_address(same), "1.2.3.4") << same;
    for (const auto* same : {"[::1]:5", "[::1]", "::1"})
        EXPECT_EQ(counted_address(same), "::/64") << same;
    for (const auto* none : {"unknown", "", "[", "_hidden"})
        EXPECT_NO_THROW(counted_address(none)) << none;
}

} // namespace
} // namespace jisr::identity
