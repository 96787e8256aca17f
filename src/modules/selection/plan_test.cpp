#include "modules/selection/plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <random>

namespace jisr::selection {
namespace {

using Places = std::vector<std::int64_t>;

std::vector<Reserve> reserves_of(const Places& percents)
{
    std::vector<Reserve> reserves;
    for (const auto percent : percents)
        reserves.push_back({.group = {}, .percent = percent});
    return reserves;
}

std::int64_t sum(const Places& numbers)
{
    return std::accumulate(numbers.begin(), numbers.end(), std::int64_t{0});
}

/// Of each reserve in all quotas.
Places totals(const std::vector<Places>& reserved)
{
    Places all(reserved.empty() ? 0 : reserved.front().size());
    for (const auto& quota : reserved)
        std::transform(all.begin(), all.end(), quota.begin(), all.begin(), std::plus<>());
    return all;
}

TEST(ReservedPlaces, ASmallShareIsNotRoundedAwayInEveryProvince)
{
    const auto reserved = reserved_of(reserves_of({33, 5, 62}), {7, 3, 10, 5});
    EXPECT_THAT(totals(reserved), testing::ElementsAre(8, 1, 16));
    EXPECT_THAT(reserved,
                testing::ElementsAre(testing::ElementsAre(2, 0, 5), testing::ElementsAre(1, 0, 2),
                                     testing::ElementsAre(3, 1, 6), testing::ElementsAre(2, 0, 3)));
}

TEST(ReservedPlaces, AreRoundedToTheNearestWhereTheRegionIsOneQuota)
{
    EXPECT_THAT(reserved_of(reserves_of({30}), {625}), testing::ElementsAre(Places{188}));
    EXPECT_THAT(reserved_of(reserves_of({5}), {9}), testing::ElementsAre(Places{0}));
    EXPECT_THAT(reserved_of(reserves_of({50, 50}), {5}), testing::ElementsAre(Places{3, 2}));
    EXPECT_THAT(reserved_of({}, {5, 6}), testing::ElementsAre(Places{}, Places{}));
    EXPECT_THAT(reserved_of(reserves_of({20}), {}), testing::IsEmpty());
}

class AnyReserves : public testing::Test
{
  protected:
    std::int64_t pick(std::int64_t least, std::int64_t most)
    {
        return std::uniform_int_distribution<std::int64_t>(least, most)(random_);
    }

    Places percents()
    {
        Places all;
        for (auto left = pick(0, 100); left > 0 && all.size() < 12;) {
            all.push_back(pick(1, left));
            left -= all.back();
        }
        return all;
    }

    Places quotas()
    {
        Places all(static_cast<std::size_t>(pick(1, 15)));
        const auto most = pick(0, 1) == 0 ? 4 : 700;
        for (auto& places : all)
            places = pick(0, most);
        return all;
    }

  private:
    std::mt19937_64 random_{7};
};

TEST_F(AnyReserves, HaveTheirPlacesInTheRegionAndNoProvinceReservesMoreThanItHas)
{
    for (int round = 0; round < 20'000; ++round) {
        const auto percent = percents();
        const auto places = quotas();
        const auto reserved = reserved_of(reserves_of(percent), places);
        ASSERT_EQ(reserved.size(), places.size());
        for (std::size_t quota = 0; quota < places.size(); ++quota) {
            ASSERT_EQ(reserved[quota].size(), percent.size());
            ASSERT_LE(sum(reserved[quota]), places[quota]);
            for (std::size_t i = 0; i < percent.size(); ++i)
                ASSERT_GE(reserved[quota][i], places[quota] * percent[i] / 100);
        }
        const auto all = totals(reserved);
        for (std::size_t i = 0; i < all.size(); ++i)
            ASSERT_LT(std::abs(100 * all[i] - sum(places) * percent[i]), 100);
    }
}

} // namespace
} // namespace jisr::selection
