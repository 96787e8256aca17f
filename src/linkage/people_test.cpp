#include "linkage/people.hpp"

#include <gtest/gtest.h>

namespace jisr::linkage {
namespace {

People born(int on_new_year, int on_other_days)
{
    People people;
    for (int i = 0; i < on_new_year; ++i)
        people.add({.birth_date = {1960, 1, 1}});
    for (int i = 0; i < on_other_days; ++i)
        people.add({.birth_date = {1960, 2 + i % 11, 1 + i % 28}});
    return people;
}

TEST(People, AreBornInAYearWhereNewYearStandsForAnUnknownDay)
{
    People people = born(60, 940);
    people.doubt_new_year();
    EXPECT_EQ(people.row(0).birth_date, BirthDate(1960, 0, 0));
    EXPECT_TRUE(people.row(60).birth_date.has_day());
}

TEST(People, KeepANewYearsDayWhereItIsADayLikeOthers)
{
    People people = born(30, 9000);
    people.doubt_new_year();
    EXPECT_TRUE(people.row(0).birth_date.has_day());
    People few = born(5, 20);
    few.doubt_new_year();
    EXPECT_TRUE(few.row(0).birth_date.has_day());
}

TEST(People, KnowWhichRecordARowCameFromOnceTheyAreArranged)
{
    People people;
    for (const char* name : {"Fatima", "Khadija", "Samira", "Naima"})
        people.add({.given_name = name});
    std::vector<std::uint32_t> names;
    for (std::uint32_t row = 0; row < people.size(); ++row)
        names.push_back(people.row(row).given_name);
    people.arrange();
    for (std::uint32_t row = 0; row < people.size(); ++row)
        EXPECT_EQ(people.row(row).given_name, names[people.origin(row)]);
}

} // namespace
} // namespace jisr::linkage
