#include "modules/messages/message.hpp"
#include "modules/messages/quiet_hours.hpp"

#include <gtest/gtest.h>

namespace jisr::messages {
namespace {

using outbound::Outcome;
using enum MessageState;

MessageRow message(MessageState state, std::int64_t attempts = 1)
{
    MessageRow row;
    row.state = state;
    row.attempts = row.tries = attempts;
    row.address = "+212612345678";
    return row;
}

const core::Instant kNow{1'000'000};

TEST(MessageStates, AnOutcomeCountsForItsOwnAttemptOnly)
{
    auto row = message(Sending, 2);
    EXPECT_FALSE(settle(row, 1, Outcome::Taken, kNow));
    EXPECT_TRUE(settle(row, 2, Outcome::Taken, kNow));
    EXPECT_EQ(row.state, Sent);
    EXPECT_FALSE(settle(row, 2, Outcome::Away, kNow)); // what was sent is not put back
}

TEST(MessageStates, WhatWasThoughtLostIsKnownWhenItsServerComesBack)
{
    auto row = message(Sending);
    row.claimed_until = kNow;
    EXPECT_TRUE(interrupt(row, kNow));
    EXPECT_EQ(row.state, Unsure);
    EXPECT_TRUE(settle(row, 1, Outcome::Taken, kNow));
    EXPECT_EQ(row.state, Sent);
    auto claimed = message(Sending);
    claimed.claimed_until = kNow.plus(std::chrono::seconds(1));
    EXPECT_FALSE(interrupt(claimed, kNow));
}

TEST(MessageStates, WhatNoLongerHoldsIsCancelledAndNotSentAgain)
{
    for (const auto state : {Queued, Failed, Unsure, Cancelled}) {
        auto row = message(state);
        EXPECT_TRUE(outdate(row, kNow));
        EXPECT_EQ(row.state, state == Queued ? Cancelled : state);
        EXPECT_FALSE(send_again(row, kNow));
        EXPECT_FALSE(outdate(row, kNow));
    }
    auto delivered = message(Delivered);
    EXPECT_FALSE(outdate(delivered, kNow));
}

TEST(MessageStates, WhatArrivedStaysDelivered)
{
    for (const auto state : {Queued, Sending, Sent, Failed, Unsure, Cancelled}) {
        auto row = message(state, 2);
        EXPECT_TRUE(take_report(row, 1, Report::Delivered, kNow));
        EXPECT_EQ(row.state, Delivered);
        EXPECT_FALSE(take_report(row, 2, Report::NotDelivered, kNow));
        EXPECT_FALSE(send_again(row, kNow));
        EXPECT_FALSE(cancel(row, kNow));
    }
}

TEST(MessageStates, AnEarlierTrysFailureDoesNotEndTheLater)
{
    auto row = message(Sending, 2);
    EXPECT_FALSE(take_report(row, 1, Report::NotDelivered, kNow));
    row = message(Sent, 2);
    EXPECT_FALSE(take_report(row, 1, Report::Rejected, kNow));
    EXPECT_TRUE(take_report(row, 2, Report::Rejected, kNow));
    EXPECT_EQ(row.reason, MessageReason::OperatorRejected);
}

TEST(MessageStates, WhatTheOperatorHasIsNotSentOnceMore)
{
    auto row = message(Queued);
    EXPECT_TRUE(take_report(row, 1, Report::Taken, kNow));
    EXPECT_EQ(row.state, Sent);
}

TEST(MessageStates, OnlyWhatIsAtRestIsSentAgain)
{
    for (const auto state : {Queued, Sending, Sent, Delivered}) {
        auto row = message(state);
        EXPECT_FALSE(send_again(row, kNow));
    }
    for (const auto state : {Failed, Unsure, Cancelled}) {
        auto row = message(state, 9);
        EXPECT_TRUE(send_again(row, kNow));
        EXPECT_EQ(row.tries, 0);
        EXPECT_EQ(row.due_at, kNow);
    }
    auto forgotten = message(Failed);
    forgotten.forgotten_at = kNow;
    EXPECT_FALSE(send_again(forgotten, kNow));
}

TEST(MaskedAddress, ShowsTheLastTwoDigits)
{
    EXPECT_EQ(masked(Channel::Sms, "+212612345678"), "…78");
    EXPECT_EQ(masked(Channel::Sms, "7"), "…7");
    EXPECT_EQ(masked(Channel::Email, "fatima@example.org"), "f…@example.org");
}

bool quiet(const char* instant)
{
    return QuietHours{}.include(*core::Instant::parse_iso(instant));
}

TEST(Quiet, LastsFromNineInTheEveningToEightByTheClocksOfMorocco)
{
    EXPECT_FALSE(quiet("2026-07-01T19:59:59Z")); // an hour ahead of UTC
    EXPECT_TRUE(quiet("2026-07-01T20:00:00Z"));
    EXPECT_TRUE(quiet("2026-07-02T06:59:59Z"));
    EXPECT_FALSE(quiet("2026-07-02T07:00:00Z"));
}

TEST(Quiet, FollowsTheClocksThroughRamadan)
{
    EXPECT_TRUE(quiet("2026-02-20T07:59:00Z")); // with UTC
    EXPECT_FALSE(quiet("2026-02-20T08:00:00Z"));
    EXPECT_TRUE(quiet("2026-02-15T07:30:00Z")); // the day on which they went back
    EXPECT_FALSE(quiet("2026-02-15T08:00:00Z"));
    EXPECT_TRUE(quiet("2026-03-22T06:59:00Z")); // the day on which they went forward
    EXPECT_FALSE(quiet("2026-03-22T07:00:00Z"));
}

TEST(Quiet, IsTypedAsTwoTimes)
{
    EXPECT_EQ(QuietHours::parse("22:30-06:00")->from, 22 * 60 + 30);
    EXPECT_FALSE(QuietHours::parse("none")->include(kNow));
    for (const auto* text : {"", "21:00", "21:00-", "25:00-08:00", "21-08", "21:00-08:60"})
        EXPECT_FALSE(QuietHours::parse(text)) << text;
}

} // namespace
} // namespace jisr::messages
