#include "linkage/short_text.hpp"

#include <gtest/gtest.h>

namespace jisr::linkage {
namespace {

Level compare_ids(std::string_view a, std::string_view b)
{
    return compare(ShortText::of_id(a), ShortText::of_id(b));
}

TEST(ShortTexts, TakeCapitalsAndDigitsOfAnyKind)
{
    EXPECT_EQ(ShortText::of_id("jc 621-097").text(), "JC621097");
    EXPECT_EQ(ShortText::of_id("JC٦٢١٠٩٧").text(), "JC621097");
    EXPECT_FALSE(ShortText::of_id(" -- \xFF\xD9").known());
    EXPECT_EQ(ShortText::of_id(std::string(10'000, '7')).text().size(), ShortText::kLongest);
}

TEST(ShortTexts, TakeATelephoneWithAndWithoutTheCodeOfTheCountry)
{
    EXPECT_EQ(ShortText::of_phone("06 12 34 56 78").text(), "612345678");
    EXPECT_EQ(ShortText::of_phone("+212 612-345678").text(), "612345678");
    EXPECT_FALSE(ShortText::of_phone("none").known());
}

TEST(ShortTexts, AreNearWhenOneSlipLeadsFromOneToTheOther)
{
    EXPECT_EQ(compare_ids("JC621097", "JC621097"), Level::Equal);
    EXPECT_EQ(compare_ids("JC621097", "JC621907"), Level::Near); // changed places
    EXPECT_EQ(compare_ids("JC621097", "JC621197"), Level::Near); // another digit
    EXPECT_EQ(compare_ids("JC621097", "JC62197"), Level::Near);  // one left out
    EXPECT_EQ(compare_ids("JC621097", "J621097"), Level::Near);
    EXPECT_EQ(compare_ids("JC621097", "JC612907"), Level::Different);
    EXPECT_EQ(compare_ids("JC621097", "AB123456"), Level::Different);
    EXPECT_EQ(compare_ids("JC621097", ""), Level::Missing);
}

TEST(ShortTexts, AreNeverNearWhereTheirMarksSayOtherwise)
{
    const std::string id = "JC621097";
    for (std::size_t i = 0; i < id.size(); ++i)
        for (const char c : {'0', '5', '9', 'A', 'J'}) {
            std::string other = id;
            other[i] = c;
            EXPECT_TRUE(ShortText::may_be_near(ShortText::of_id(id).mark(),
                                               ShortText::of_id(other).mark()));
            EXPECT_TRUE(ShortText::may_be_near(ShortText::of_id(id).mark(),
                                               ShortText::of_id(id.substr(i + 1) + c).mark()) ||
                        compare_ids(id, id.substr(i + 1) + c) != Level::Near);
        }
}

} // namespace
} // namespace jisr::linkage
