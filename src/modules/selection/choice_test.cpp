#include "modules/selection/choice.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <set>

namespace jisr::selection {
namespace {

constexpr Groups kRural = 1;
constexpr Groups kDisabled = 2;

std::vector<std::size_t> chosen_of(const Choice& choice)
{
    std::vector<std::size_t> chosen;
    for (const auto i : choice.ranking)
        if (choice.seat[i] != kNoSeat)
            chosen.push_back(i);
    return chosen;
}

TEST(Choice, WithoutReservesTheBestScoresAreChosen)
{
    const std::vector<Contender> women{{50, 1}, {90, 2}, {70, 3}};
    EXPECT_EQ(chosen_of(choose(women, 2, {})), (std::vector<std::size_t>{1, 2}));
}

TEST(Choice, TheDrawOrdersEqualScores)
{
    const std::vector<Contender> women{{50, 9}, {50, 3}, {50, 5}};
    EXPECT_EQ(choose(women, 1, {}).ranking, (std::vector<std::size_t>{1, 2, 0}));
}

TEST(Choice, AReservedPlaceGoesToTheBestOfItsGroupThoughOthersScoreHigher)
{
    const std::vector<Contender> women{{90, 1}, {80, 2}, {30, 3, kRural}, {20, 4, kRural}};
    const auto choice = choose(women, 2, {1});
    EXPECT_EQ(chosen_of(choice), (std::vector<std::size_t>{0, 2}));
    EXPECT_EQ(choice.seat, (std::vector<int>{kOpenSeat, kNoSeat, 0, kNoSeat}));
}

TEST(Choice, AReserveWithoutCandidatesGivesItsPlacesToTheOthers)
{
    const std::vector<Contender> women{{90, 1}, {80, 2}, {70, 3}};
    const auto choice = choose(women, 2, {1, 1});
    EXPECT_EQ(chosen_of(choice), (std::vector<std::size_t>{0, 1}));
    EXPECT_EQ(choice.unfilled, (std::vector<std::int64_t>{1, 1}));
}

TEST(Choice, AWomanOfTwoGroupsMakesRoomForOneWhoHasOneAlone)
{
    // Whoever is best could fill either reserve; the second can fill the first alone.
    const std::vector<Contender> women{
        {90, 1, kRural | kDisabled}, {40, 2, kRural}, {80, 3}, {70, 4}};
    const auto choice = choose(women, 2, {1, 1});
    EXPECT_EQ(chosen_of(choice), (std::vector<std::size_t>{0, 1}));
    EXPECT_EQ(choice.seat[0], 1);
    EXPECT_EQ(choice.seat[1], 0);
}

TEST(Choice, WithoutPlacesAllWait)
{
    const std::vector<Contender> women{{90, 1, kRural}, {80, 2}};
    EXPECT_TRUE(chosen_of(choose(women, 0, {3})).empty());
    EXPECT_TRUE(chosen_of(choose(women, -5, {3})).empty());
    EXPECT_TRUE(chosen_of(choose({}, 5, {3})).empty());
}

/// The most women of `groups` that can hold reserved places at once, by trying every way.
std::int64_t most_seated(const std::vector<Groups>& women, std::size_t from,
                         std::vector<std::int64_t>& free)
{
    if (from == women.size())
        return 0;
    auto best = most_seated(women, from + 1, free);
    for (std::size_t reserve = 0; reserve < free.size(); ++reserve) {
        if ((women[from] >> reserve & 1U) == 0 || free[reserve] == 0)
            continue;
        --free[reserve];
        best = std::max(best, 1 + most_seated(women, from + 1, free));
        ++free[reserve];
    }
    return best;
}

struct Drawn
{
    std::vector<Contender> women;
    std::int64_t places;
    std::vector<std::int64_t> reserved;
};

Drawn some_programme(std::mt19937& random, std::size_t most_women)
{
    const auto up_to = [&](auto most) {
        return std::uniform_int_distribution<std::int64_t>(0,
                                                           static_cast<std::int64_t>(most))(random);
    };
    Drawn drawn;
    drawn.women.resize(static_cast<std::size_t>(up_to(most_women)));
    for (auto& woman : drawn.women)
        woman = {up_to(5), static_cast<std::uint64_t>(up_to(1'000'000)),
                 static_cast<Groups>(up_to(7))};
    drawn.places = up_to(most_women);
    for (auto left = drawn.places; drawn.reserved.size() < 3;) {
        drawn.reserved.push_back(up_to(left));
        left -= drawn.reserved.back();
    }
    return drawn;
}

TEST(Choice, InAnyProgrammeTotalsAddUpAndNobodyDropsOut)
{
    std::mt19937 random(7);
    for (int round = 0; round < 2000; ++round) {
        const auto drawn = some_programme(random, 40);
        const auto choice = choose(drawn.women, drawn.places, drawn.reserved);
        const auto size = static_cast<std::int64_t>(drawn.women.size());
        EXPECT_EQ(std::set(choice.ranking.begin(), choice.ranking.end()).size(),
                  drawn.women.size());
        EXPECT_EQ(static_cast<std::int64_t>(chosen_of(choice).size()),
                  std::min(size, drawn.places));
        for (std::size_t reserve = 0; reserve < drawn.reserved.size(); ++reserve)
            EXPECT_EQ(std::count(choice.seat.begin(), choice.seat.end(), static_cast<int>(reserve)),
                      drawn.reserved[reserve] - choice.unfilled[reserve]);
    }
}

TEST(Choice, InAnyProgrammeAsManyReservedPlacesAreFilledAsCanBe)
{
    std::mt19937 random(8);
    for (int round = 0; round < 400; ++round) {
        auto drawn = some_programme(random, 7);
        const auto choice = choose(drawn.women, drawn.places, drawn.reserved);
        std::vector<Groups> all;
        for (const auto& woman : drawn.women)
            all.push_back(woman.groups);
        const auto reserved =
            std::accumulate(drawn.reserved.begin(), drawn.reserved.end(), std::int64_t{0});
        const auto unfilled =
            std::accumulate(choice.unfilled.begin(), choice.unfilled.end(), std::int64_t{0});
        EXPECT_EQ(reserved - unfilled, most_seated(all, 0, drawn.reserved));
    }
}

TEST(Choice, NobodyWaitsBehindAWorseWomanOfHerOwnGroups)
{
    std::mt19937 random(9);
    for (int round = 0; round < 1000; ++round) {
        const auto drawn = some_programme(random, 30);
        const auto choice = choose(drawn.women, drawn.places, drawn.reserved);
        std::vector<Groups> waiting;
        for (const auto i : choice.ranking) {
            const auto groups = drawn.women[i].groups;
            if (choice.seat[i] == kNoSeat)
                waiting.push_back(groups);
            else // whoever waits before her lacks a group that she has
                EXPECT_TRUE(std::none_of(waiting.begin(), waiting.end(),
                                         [&](Groups w) { return (groups & ~w) == 0; }));
        }
    }
}

TEST(Choice, InAnyProgrammeWhoeverKeepsHerPlaceDoesAndTheOthersFillTheRest)
{
    std::mt19937 random(11);
    for (int round = 0; round < 2000; ++round) {
        auto drawn = some_programme(random, 30);
        std::int64_t kept = 0;
        for (auto& woman : drawn.women)
            kept += woman.keeps = kept < drawn.places && random() % 3 == 0;
        const auto choice = choose(drawn.women, drawn.places, drawn.reserved);
        for (std::size_t i = 0; i < drawn.women.size(); ++i)
            EXPECT_TRUE(!drawn.women[i].keeps || choice.seat[i] != kNoSeat);
        EXPECT_EQ(static_cast<std::int64_t>(chosen_of(choice).size()),
                  std::min(static_cast<std::int64_t>(drawn.women.size()), drawn.places));
    }
}

TEST(Choice, TheOrderInWhichCandidatesComeDoesNotMatter)
{
    std::mt19937 random(10);
    for (int round = 0; round < 300; ++round) {
        auto drawn = some_programme(random, 30);
        for (std::size_t i = 0; i < drawn.women.size(); ++i)
            drawn.women[i].draw = i; // as good as never equal in real draws
        const auto before = choose(drawn.women, drawn.places, drawn.reserved);
        std::set<std::uint64_t> chosen;
        for (const auto i : chosen_of(before))
            chosen.insert(drawn.women[i].draw);
        std::shuffle(drawn.women.begin(), drawn.women.end(), random);
        std::set<std::uint64_t> again;
        for (const auto i : chosen_of(choose(drawn.women, drawn.places, drawn.reserved)))
            again.insert(drawn.women[i].draw);
        EXPECT_EQ(chosen, again);
    }
}

/// What the signed list says of it, done by another program: see the line that the page prints in
/// web/src/features/selection/draw.ts.
TEST(Choice, TheDrawIsWhatThePublishedRuleSays)
{
    EXPECT_EQ(draw_of("0192f0c1-7a3b-7c55-8d21-6a5e0f3b9c44", "GON-26-000123-4"),
              0x0ed8f819e9268fffU);
}

TEST(Choice, TheDrawIsKnownFromSeedAndReferenceAlone)
{
    EXPECT_EQ(draw_of("22 نونبر 2026", "GON-26-000123-7"),
              draw_of("22 نونبر 2026", "GON-26-000123-7"));
    EXPECT_NE(draw_of("22 نونبر 2026", "GON-26-000123-7"),
              draw_of("23 نونبر 2026", "GON-26-000123-7"));
    EXPECT_NE(draw_of("a", "GON-26-000123-7"), draw_of("a", "GON-26-000124-5"));
}

} // namespace
} // namespace jisr::selection
