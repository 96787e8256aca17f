#include "documents/qr.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jisr::documents {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(QrCode, HasTheThreeFindersOfItsVersion)
{
    const auto qr = Qr::encode("GON-26-000123-7");
    ASSERT_TRUE(qr);
    ASSERT_EQ(qr->side(), 25); // version 2-M holds 16 to 26 bytes; 15 fit 1-M's 14 no more
    for (const auto& [column, row] : {std::pair{0, 0}, {18, 0}, {0, 18}}) {
        EXPECT_TRUE(qr->dark(column, row));
        EXPECT_FALSE(qr->dark(column + 1, row + 1));
        EXPECT_TRUE(qr->dark(column + 3, row + 3));
    }
}

TEST(QrCode, RefusesAnEmptyPayloadAndOneThatDoesNotFit)
{
    EXPECT_FALSE(Qr::encode(""));
    EXPECT_TRUE(Qr::encode(std::string(2331, 'a')));
    const auto refused = Qr::encode(std::string(2332, 'a'));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().status, 500);
    EXPECT_THAT(refused.error().cause, HasSubstr("2332 bytes"));
}

TEST(QrCode, IsAnSvgWithAQuietZoneThatTakesTheSizeOfItsPlace)
{
    const auto svg = Qr::encode("GON-26-000123-7")->svg();
    EXPECT_THAT(svg, StartsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 33 33\""));
    EXPECT_THAT(svg, HasSubstr("M4 4h7v1h-7z")); // the upper edge of the first finder
    EXPECT_EQ(svg.find("width="), std::string::npos);
}

} // namespace
} // namespace jisr::documents
