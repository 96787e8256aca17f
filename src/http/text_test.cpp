#include "http/text.hpp"

#include <gtest/gtest.h>

namespace jisr::http {
namespace {

TEST(HttpText, DecodesPathAndQuery)
{
    const auto target = parse_target("/a%20b/%D8%B3?q=%D8%B3+x&kind=a&kind=b&flag&=v");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->path, "/a b/س");
    EXPECT_EQ(target->query,
              (Fields{{"q", "س x"}, {"kind", "a"}, {"kind", "b"}, {"flag", ""}, {"", "v"}}));
}

TEST(HttpText, ReadsTheAbsoluteFormOfATarget)
{
    EXPECT_EQ(parse_target("http://host:8080/path?x=1")->path, "/path");
    EXPECT_FALSE(parse_target("http://host"));
}

TEST(HttpText, RefusesBrokenEscapes)
{
    for (const auto* target : {"/%", "/%4", "/%zz", "/a?x=%", "/a?x=%1", "/a?%g0=1"})
        EXPECT_FALSE(parse_target(target)) << target;
}

TEST(HttpText, RefusesNulAndBadUtf8)
{
    for (const auto* target : {"/%00", "/a?x=%00", "/%FF", "/%C0%AF", "/%ED%A0%80", "/a?x=%D8",
                               "/%F4%90%80%80", "/%E0%80%80"})
        EXPECT_FALSE(parse_target(target)) << target;
}

TEST(HttpText, RefusesTargetsThatAreNoPath)
{
    for (const auto* target : {"", "a", "?x=1", "/a#b", "/a%2Fb", "ftp://host/a"})
        EXPECT_FALSE(parse_target(target)) << target;
}

TEST(HttpText, TakesEveryLengthOfUtf8)
{
    EXPECT_TRUE(is_clean_utf8("aéسⵣ😀"));
    EXPECT_TRUE(is_clean_utf8(""));
    EXPECT_FALSE(is_clean_utf8("a\x80"));
    EXPECT_FALSE(is_clean_utf8(std::string_view("a\0b", 3)));
}

TEST(HttpText, KnowsWhoTakesGzip)
{
    for (const auto* value : {"gzip", "br, gzip;q=0.5", "deflate, GZIP", "*", "gzip; q=1"})
        EXPECT_TRUE(accepts_gzip(value)) << value;
    for (const auto* value : {"", "br", "gzip;q=0", "gzip;q=0.0", "x-gzip-not"})
        EXPECT_FALSE(accepts_gzip(value)) << value;
}

TEST(HttpText, CompressesTextOnly)
{
    EXPECT_TRUE(is_compressible("text/html; charset=utf-8"));
    EXPECT_TRUE(is_compressible("application/json"));
    EXPECT_FALSE(is_compressible("application/pdf"));
    EXPECT_FALSE(is_compressible("font/woff2"));
}

} // namespace
} // namespace jisr::http
