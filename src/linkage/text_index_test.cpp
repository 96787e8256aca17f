#include "linkage/text_index.hpp"

#include <gtest/gtest.h>

namespace jisr::linkage {
namespace {

TEST(TextIndex, NumbersDistinctTextsInTheOrderInWhichTheyCome)
{
    TextIndex index;
    for (std::uint32_t round = 0; round < 2; ++round)
        for (std::uint32_t i = 0; i < 10'000; ++i) {
            const auto place = index.add("text " + std::to_string(i));
            ASSERT_EQ(place.number, i);
            ASSERT_EQ(place.is_new, round == 0);
        }
    EXPECT_EQ(index.size(), 10'000U);
    EXPECT_EQ(index.at(4321), "text 4321");
    EXPECT_EQ(index.add("").number, 10'000U);
    EXPECT_EQ(index.add(std::string_view("\0", 1)).number, 10'001U);
}

} // namespace
} // namespace jisr::linkage
