#include "core/id.hpp"

#include <gtest/gtest.h>

namespace jisr::core {
namespace {

TEST(Id, ReadsWhatItWrites)
{
    const auto id = Id::make();
    EXPECT_EQ(Id::parse(id.str()), id);
    EXPECT_EQ(Id::parse("0199F000-0000-4000-8000-00000000000a")->str(),
              "0199f000-0000-4000-8000-00000000000a");
}

TEST(Id, IsNothingElse)
{
    for (const char* text :
         {"", "0199f000000070008000000000000001", "0199f000-0000-7000-8000-00000000000g",
          "0199f000-0000-7000-8000-0000000000011", "00000000-0000-0000-0000-000000000000",
          "FFFFFFFF-ffff-ffff-ffff-ffffffffffff"})
        EXPECT_EQ(Id::parse(text), std::nullopt) << text;
    EXPECT_TRUE(Id::parse("00000000-0000-7000-8000-000000000001"));
}

TEST(Id, GrowsWithTime)
{
    const auto earlier = Id::make();
    EXPECT_LT(earlier, Id::make());
}

} // namespace
} // namespace jisr::core
