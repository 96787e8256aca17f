#include "linkage/birth_date.hpp"

#include <gtest/gtest.h>

namespace jisr::linkage {
namespace {

TEST(BirthDates, AgreeAtTheBestLevelThatHolds)
{
    const BirthDate date(1969, 2, 7);
    EXPECT_EQ(compare(date, {1969, 2, 7}), Level::Equal);
    EXPECT_EQ(compare(date, {1969, 7, 2}), Level::Swapped);
    EXPECT_EQ(compare(date, {1969, 2, 9}), Level::Near);
    EXPECT_EQ(compare(date, {1959, 2, 7}), Level::Near);
    EXPECT_EQ(compare(date, {1996, 2, 7}), Level::Near); // 69, 96
    EXPECT_EQ(compare(date, {1969, 0, 0}), Level::YearOnly);
    EXPECT_EQ(compare(date, {1969, 11, 30}), Level::SameYear);
    EXPECT_EQ(compare(date, {1982, 2, 7}), Level::SameDay);
    EXPECT_EQ(compare(date, {1970, 11, 30}), Level::YearBeside);
    EXPECT_EQ(compare(date, {1970, 0, 0}), Level::YearBeside);
    EXPECT_EQ(compare(date, {1959, 2, 8}), Level::Alike);
    EXPECT_EQ(compare(date, {1984, 11, 30}), Level::Different);
    EXPECT_EQ(compare(date, {}), Level::Missing);
}

TEST(BirthDates, AgreeTheSameWayFromBothSides)
{
    const BirthDate dates[] = {{1969, 2, 7},  {1969, 7, 2},   {1969, 0, 0}, {1996, 2, 7},
                               {1970, 12, 7}, {1984, 11, 30}, {},           {2000, 1, 1}};
    for (const auto a : dates)
        for (const auto b : dates)
            EXPECT_EQ(compare(a, b), compare(b, a));
}

} // namespace
} // namespace jisr::linkage
