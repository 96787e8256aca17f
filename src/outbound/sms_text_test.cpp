#include "outbound/sms_text.hpp"

#include <gtest/gtest.h>

namespace jisr::outbound {
namespace {

std::string times(std::string_view text, int count)
{
    std::string all;
    for (int i = 0; i < count; ++i)
        all += text;
    return all;
}

TEST(SmsText, FrenchWithoutCircumflexTravelsInSevenBits)
{
    const auto size = measured("Une place s'est libérée à midi. Où ?");
    EXPECT_EQ(size.coding, SmsCoding::Gsm7);
    EXPECT_EQ(size.units, 36);
    EXPECT_EQ(size.parts, 1);
    EXPECT_EQ(size.room, 160 - 36);
    EXPECT_EQ(measured("fenêtre").coding, SmsCoding::Ucs2);
    EXPECT_EQ(measured("ça").coding, SmsCoding::Ucs2);
}

TEST(SmsText, ArabicAndTifinaghTakeSixteenBits)
{
    EXPECT_EQ(measured("مرحبا").coding, SmsCoding::Ucs2);
    EXPECT_EQ(measured("مرحبا").room, 65);
    EXPECT_EQ(measured("ⴰⵣⵓⵍ").units, 4);
}

TEST(SmsText, LongTextsAreCutAtTheLimitsOfTheNetwork)
{
    EXPECT_EQ(measured(times("a", 160)).parts, 1);
    EXPECT_EQ(measured(times("a", 161)).parts, 2);
    EXPECT_EQ(measured(times("a", 306)).parts, 2);
    EXPECT_EQ(measured(times("a", 307)).parts, 3);
    EXPECT_EQ(measured(times("م", 70)).parts, 1);
    EXPECT_EQ(measured(times("م", 71)).parts, 2);
    EXPECT_EQ(measured(times("م", 135)).parts, 3);
}

TEST(SmsText, NoLetterIsCutInTwo)
{
    EXPECT_EQ(measured("€").units, 2);
    // 152 letters and a euro do not share a part of 153.
    EXPECT_EQ(measured(times("a", 152) + "€" + times("a", 152)).parts, 3);
    EXPECT_EQ(measured(times("م", 66) + "😀" + times("م", 66)).parts, 3);
}

TEST(SmsText, NothingCostsNothing)
{
    EXPECT_EQ(measured("").parts, 0);
    EXPECT_EQ(measured("\xff\xfe").units, 2);
}

} // namespace
} // namespace jisr::outbound
