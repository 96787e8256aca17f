#include "service/bearer.hpp"

#include <gtest/gtest.h>

namespace jisr::service {
namespace {

std::string token_in(std::string_view authorization)
{
    http::Request request;
    request.headers = {{"Authorization", std::string(authorization)}};
    return std::string(bearer_token(request));
}

TEST(BearerToken, IsReadWhateverTheCaseOfItsScheme)
{
    for (const auto* scheme : {"Bearer ", "bearer ", "BEARER "})
        EXPECT_EQ(token_in(std::string(scheme) + "aB1"), "aB1");
}

TEST(BearerToken, IsOfNoOtherScheme)
{
    for (const auto* other : {"", "Bearer", "Bearer ", "Basic aB1", "aB1"})
        EXPECT_EQ(token_in(other), "");
    EXPECT_EQ(bearer_token(http::Request()), "");
}

} // namespace
} // namespace jisr::service
