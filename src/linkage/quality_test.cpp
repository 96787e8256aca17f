#include "linkage/quality.hpp"

#include <gtest/gtest.h>

namespace jisr::linkage {
namespace {

TEST(Quality, CountsPairsWholeClustersAndRecords)
{
    // Persons: {0 1 2}, {3 4}, {5}, {6}. Found: {0 1}, {2}, {3 4}, {5 6}.
    const auto quality = measure({0, 0, 2, 3, 3, 5, 5}, {9, 9, 9, 4, 4, 7, 8});
    EXPECT_DOUBLE_EQ(quality.pairs.precision, 2.0 / 3);
    EXPECT_DOUBLE_EQ(quality.pairs.recall, 2.0 / 4);
    EXPECT_DOUBLE_EQ(quality.clusters.precision, 1.0 / 3);
    EXPECT_DOUBLE_EQ(quality.clusters.recall, 1.0 / 2);
    EXPECT_DOUBLE_EQ(quality.records.precision, (5 + 2 * 0.5) / 7);
    EXPECT_DOUBLE_EQ(quality.records.recall, (2 * 2.0 / 3 + 1.0 / 3 + 4) / 7);
    EXPECT_DOUBLE_EQ(quality.pairs.f1(), 2 * (2.0 / 3) * 0.5 / (2.0 / 3 + 0.5));
}

TEST(Quality, OfFindingNothingWhereNothingIsIsPerfect)
{
    const auto quality = measure({0, 1, 2}, {5, 6, 7});
    EXPECT_EQ(quality.pairs.f1(), 1);
    EXPECT_EQ(quality.clusters.f1(), 1);
}

} // namespace
} // namespace jisr::linkage
