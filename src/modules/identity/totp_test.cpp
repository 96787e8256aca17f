#include "modules/identity/totp.hpp"

#include <gtest/gtest.h>

namespace jisr::identity {
namespace {

constexpr std::string_view kSecret = "12345678901234567890"; // of the RFC's test vectors

core::Instant at_second(std::int64_t second)
{
    return {second * 1000};
}

TEST(Totp, GivesTheCodesOfRfc6238)
{
    // Appendix B, SHA1; the RFC prints eight digits, of which ours are the last six.
    const std::pair<std::int64_t, std::string> vectors[] = {
        {59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
        {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
    for (const auto& [second, code] : vectors)
        EXPECT_EQ(totp_code(kSecret, totp_step(at_second(second))), code) << second;
}

TEST(Totp, TakesTheCodesOfTheNeighbouringStepsAndNoOthers)
{
    const auto now = at_second(1111111111);
    const auto step = totp_step(now);
    for (const int distance : {-1, 0, 1})
        EXPECT_EQ(matching_step(kSecret, totp_code(kSecret, step + distance), now, 0),
                  step + distance);
    for (const int distance : {-2, 2})
        EXPECT_EQ(matching_step(kSecret, totp_code(kSecret, step + distance), now, 0),
                  std::nullopt);
}

TEST(Totp, TakesACodeOnlyOnce)
{
    const auto now = at_second(1111111111);
    const auto step = totp_step(now);
    EXPECT_EQ(matching_step(kSecret, totp_code(kSecret, step), now, step), std::nullopt);
    EXPECT_EQ(matching_step(kSecret, totp_code(kSecret, step - 1), now, step), std::nullopt);
    EXPECT_EQ(matching_step(kSecret, totp_code(kSecret, step + 1), now, step), step + 1);
}

TEST(Totp, ReadsCodesAsPeopleTypeThem)
{
    const auto now = at_second(1111111111);
    EXPECT_TRUE(matching_step(kSecret, "050 471", now, 0));
    EXPECT_TRUE(matching_step(kSecret, "٠٥٠٤٧١", now, 0));
    EXPECT_FALSE(matching_step(kSecret, "50471", now, 0));
    EXPECT_FALSE(matching_step(kSecret, "", now, 0));
}

TEST(Totp, WritesSecretsInTheBase32OfRfc4648)
{
    EXPECT_EQ(base32("f"), "MY");
    EXPECT_EQ(base32("fo"), "MZXQ");
    EXPECT_EQ(base32("foo"), "MZXW6");
    EXPECT_EQ(base32("foobar"), "MZXW6YTBOI");
    EXPECT_EQ(base32(new_totp_secret()).size(), 32);
}

TEST(Totp, NamesTheAccountForTheAuthenticator)
{
    EXPECT_EQ(otpauth_uri("foobar", "khadija"),
              "otpauth://totp/Jisr:khadija?secret=MZXW6YTBOI&issuer=Jisr&algorithm=SHA1&digits=6&"
              "period=30");
}

} // namespace
} // namespace jisr::identity
