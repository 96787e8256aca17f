#include "modules/registry/duplicate_threshold.hpp"

#include <gtest/gtest.h>

namespace jisr::registry {
namespace {

std::vector<Decision> many(int count, double probability, bool same)
{
    return std::vector<Decision>(static_cast<std::size_t>(count), {probability, same});
}

std::vector<Decision> with(std::vector<Decision> all, const std::vector<Decision>& more)
{
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

// Wilson's interval for 81 of 263 is 0.255 to 0.366 (R. G. Newcombe, Statistics in Medicine 17,
// 1998, table I).
TEST(BulkThreshold, IsBoundedByWilsonsInterval)
{
    EXPECT_EQ(least_share(0, 0), 0);
    EXPECT_NEAR(least_share(0, 20), 0, 1e-12);
    EXPECT_NEAR(least_share(81, 263), 0.2553, 0.00005);
    EXPECT_NEAR(least_share(15, 148), 0.0624, 0.00005);
}

TEST(BulkThreshold, IsNotThereBeforeEnoughWasDecided)
{
    EXPECT_FALSE(measured_rule({}).threshold);
    const auto needed = static_cast<int>(measured_rule({}).needed);
    EXPECT_EQ(needed, 189);
    EXPECT_FALSE(measured_rule(many(needed - 1, 0.99, true)).threshold);
    EXPECT_EQ(measured_rule(many(needed, 0.99, true)).threshold, 0.99);
}

TEST(BulkThreshold, IsTheLowestFromWhichOnNearlyAllAreTheSame)
{
    auto decisions = with(many(300, 0.999, true), many(100, 0.9, true));
    EXPECT_EQ(measured_rule(decisions).threshold, 0.9);
    decisions = with(decisions, many(30, 0.7, false));
    EXPECT_EQ(measured_rule(decisions).threshold, 0.9);
    EXPECT_EQ(measured_rule(decisions).decided, 430);
    EXPECT_EQ(measured_rule(decisions).same, 400);
}

TEST(BulkThreshold, GoesWhenPairsAboveItProveToBeOfTwoPersons)
{
    const auto decisions = with(many(200, 0.95, true), many(6, 0.97, false));
    EXPECT_FALSE(measured_rule(decisions).threshold);
}

TEST(BulkThreshold, CountsAllPairsOfOneProbability)
{
    const auto decisions = with(many(250, 0.95, true), many(50, 0.95, false));
    EXPECT_FALSE(measured_rule(decisions).threshold);
}

} // namespace
} // namespace jisr::registry
