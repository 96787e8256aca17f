#include "linkage/neighbours.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jisr::linkage {

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Pair = Neighbours::Pair;

} // namespace

TEST(Neighbours, SoundTogetherAsTheyAreWrittenAsOne)
{
    EXPECT_EQ(Neighbours::sounds_of("ftm", "zhr"), "ftmzhr");
    EXPECT_EQ(Neighbours::sounds_of("krm", "mn"), "krmn");
    EXPECT_EQ(Neighbours::sounds_of("a", "mn"), "mn");
    EXPECT_EQ(Neighbours::sounds_of("mn", "a"), "mn");
}

TEST(Neighbours, AreFoundByTheirSoundsHoweverManyThereAre)
{
    Neighbours neighbours;
    constexpr std::uint32_t kMany = 10'000;
    for (std::uint32_t i = 0; i < kMany; ++i)
        neighbours.add("sounds" + std::to_string(i), {i, i + 1});
    for (std::uint32_t i = 0; i < kMany; ++i)
        EXPECT_THAT(neighbours.of("sounds" + std::to_string(i)), ElementsAre(Pair{i, i + 1}));
    EXPECT_THAT(neighbours.of("sounds"), IsEmpty());
    EXPECT_LT(neighbours.memory_bytes(), 24 * kMany);
}

TEST(Neighbours, AreKeptOnceAndNotInAnyNumber)
{
    Neighbours neighbours;
    for (std::uint32_t i = 0; i < 100; ++i) {
        neighbours.add("ftmzhr", {1, 2});
        neighbours.add("mrkrm", {i, i});
    }
    EXPECT_THAT(neighbours.of("ftmzhr"), ElementsAre(Pair{1, 2}));
    EXPECT_THAT(neighbours.of("mrkrm"), SizeIs(Neighbours::kMostOfSounds));
}

TEST(Neighbours, OfTooFewSoundsAreNotKept)
{
    Neighbours neighbours;
    neighbours.add("mn", {1, 2});
    EXPECT_THAT(neighbours.of("mn"), IsEmpty());
    EXPECT_THAT(Neighbours().of("ftmzhr"), IsEmpty());
}

} // namespace jisr::linkage
