#include "linkage/blocking.hpp"

#include <gtest/gtest.h>

#include <set>

namespace jisr::linkage {
namespace {

using Pairs = std::multiset<std::pair<std::uint32_t, std::uint32_t>>;

Pairs pairs_of(const People& people)
{
    const Blocking blocking(people);
    Pairs pairs;
    for (std::size_t piece = 0; piece < blocking.pieces(); ++piece)
        blocking.for_each_pair(piece,
                               [&](std::uint32_t a, std::uint32_t b) { pairs.emplace(a, b); });
    return pairs;
}

TEST(Blocking, BringsTogetherWhatAgreesInOneKeyAndOnlyOnce)
{
    People people;
    const Person person{.given_name = "Fatima",
                        .family_name = "Alaoui",
                        .birth_date = {1985, 3, 7},
                        .national_id = "JC621097",
                        .phone = "0612345678"};
    people.add(person);
    people.add(person);
    people.add({.given_name = "Khadija", .phone = "0612345678"});
    people.add({.given_name = "Samira", .family_name = "Tazi", .birth_date = {1990, 1, 1}});
    people.add({.given_name = "Alawi", .family_name = "فاطمة", .birth_date = {1985, 7, 3}});
    people.add({});
    people.add({});
    const Pairs expected{{0, 1}, {0, 2}, {1, 2}, {0, 4}, {1, 4}};
    EXPECT_EQ(pairs_of(people), expected);
}

TEST(Blocking, BoundsThePairsOfEqualRows)
{
    constexpr std::size_t kRows = 20'000;
    People people;
    for (std::size_t i = 0; i < kRows; ++i)
        people.add({.given_name = "Fatima",
                    .family_name = "Alaoui",
                    .father_name = "Mohamed",
                    .birth_date = {1985, 3, 7},
                    .national_id = "JC621097",
                    .phone = "0612345678",
                    .commune = "Safi"});
    const auto pairs = pairs_of(people);
    EXPECT_GE(pairs.size(), kRows - 1); // each with the next
    EXPECT_LE(pairs.size(), Blocking::kKeys * kRows * Blocking::kLongestBlock / 2);
}

TEST(Blocking, OfNobodyGivesNothing)
{
    EXPECT_TRUE(pairs_of(People()).empty());
}

} // namespace
} // namespace jisr::linkage
