#include "http/message.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace jisr::http {
namespace {

TEST(Request, FindsHeadersInEitherCase)
{
    Request request;
    request.headers = {{"Content-Type", "application/json"}};
    EXPECT_EQ(request.header("content-type"), "application/json");
    EXPECT_EQ(request.header("accept"), "");
}

TEST(Request, FindsACookieAmongOthers)
{
    Request request;
    request.headers = {{"Cookie", "xsession=no; session=abc=; csrf=d"}, {"cookie", "late=e"}};
    EXPECT_EQ(request.cookie("session"), "abc=");
    EXPECT_EQ(request.cookie("csrf"), "d");
    EXPECT_EQ(request.cookie("late"), "e");
    EXPECT_EQ(request.cookie("sess"), "");
}

TEST(Request, GivesAllValuesOfAQueryParameter)
{
    Request request;
    request.query = {{"kind", "woman"}, {"page", "2"}, {"kind", ""}};
    EXPECT_EQ(request.query_value("kind"), "woman");
    EXPECT_EQ(request.query_value("none"), std::nullopt);
    EXPECT_EQ(request.query_values("kind"), (std::vector<std::string_view>{"woman", ""}));
}

TEST(Request, RemovesItsUploadAtItsEnd)
{
    const auto path = std::filesystem::path(testing::TempDir()) / "jisr-upload-test";
    std::ofstream(path) << "x";
    {
        Request request;
        request.body_file = path;
    }
    EXPECT_FALSE(std::filesystem::exists(path));
}

} // namespace
} // namespace jisr::http
