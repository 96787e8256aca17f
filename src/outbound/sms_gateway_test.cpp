#include "outbound/sms_gateway.hpp"

#include <gtest/gtest.h>

namespace jisr::outbound {
namespace {

TEST(SmsGatewayAnswer, OnlyKannelsOwnWordsMeanThatItHasTheMessage)
{
    EXPECT_EQ(read_answer(202, "0: Accepted for delivery").outcome, Outcome::Taken);
    EXPECT_EQ(read_answer(202, "3: Queued for later delivery").outcome, Outcome::Taken);
    EXPECT_EQ(read_answer(200, "Welcome").outcome, Outcome::OddAnswer);
    EXPECT_EQ(read_answer(202, "").outcome, Outcome::OddAnswer);
    EXPECT_EQ(read_answer(100, "").outcome, Outcome::OddAnswer);
}

TEST(SmsGatewayAnswer, ARefusalIsClearOrNone)
{
    EXPECT_EQ(read_answer(503, "Temporal failure, try again later.").outcome, Outcome::Refused);
    EXPECT_EQ(read_answer(403, "Authorization failed").outcome, Outcome::Refused);
    EXPECT_EQ(read_answer(302, "").outcome, Outcome::Refused);
    EXPECT_EQ(read_answer(400, "Missing receiver").outcome, Outcome::Rejected);
    EXPECT_EQ(read_answer(500, "").outcome, Outcome::OddAnswer);
    EXPECT_EQ(read_answer(504, "Gateway Timeout").outcome, Outcome::OddAnswer);
}

} // namespace
} // namespace jisr::outbound
