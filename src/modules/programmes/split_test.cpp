#include "modules/programmes/split.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace jisr::programmes {
namespace {

TEST(TargetSplit, AddsUpAndStaysWithinOneOfTheExactShare)
{
    std::mt19937_64 random(20261122);
    for (int round = 0; round < 2000; ++round) {
        std::vector<std::int64_t> weights(1 + random() % 12);
        for (auto& weight : weights)
            weight = static_cast<std::int64_t>(random() % 3 == 0 ? 0 : random() % 2'000'000);
        weights[random() % weights.size()] += 1;
        const auto total = static_cast<std::int64_t>(random() % 40'000);
        const auto shares = split_by_weight(total, weights);
        const auto sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
        ASSERT_EQ(std::accumulate(shares.begin(), shares.end(), std::int64_t{0}), total);
        for (std::size_t i = 0; i < shares.size(); ++i) {
            const double exact = static_cast<double>(total) * static_cast<double>(weights[i]) /
                                 static_cast<double>(sum);
            ASSERT_LT(std::abs(static_cast<double>(shares[i]) - exact), 1.0);
            ASSERT_GE(shares[i], 0);
        }
    }
}

TEST(TargetSplit, GivesMoreToThePlaceWithMoreWomen)
{
    std::mt19937_64 random(7);
    for (int round = 0; round < 500; ++round) {
        std::vector<std::int64_t> weights(8);
        for (auto& weight : weights)
            weight = static_cast<std::int64_t>(random() % 1000);
        std::sort(weights.rbegin(), weights.rend());
        weights[0] += 1;
        const auto shares = split_by_weight(300, weights);
        ASSERT_TRUE(std::is_sorted(shares.rbegin(), shares.rend()));
    }
}

TEST(TargetSplit, SharesEquallyWhereNobodyIsCounted)
{
    EXPECT_EQ(split_by_weight(5, {0, 0, 0}), (std::vector<std::int64_t>{2, 2, 1}));
    EXPECT_EQ(split_by_weight(0, {3, 4}), (std::vector<std::int64_t>{0, 0}));
    EXPECT_TRUE(split_by_weight(10, {}).empty());
}

} // namespace
} // namespace jisr::programmes
