#include "tabular/text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

namespace jisr::tabular {

namespace {

TEST(Letters, AreArabicWhereOneOfThemIs)
{
    EXPECT_TRUE(has_arabic_letters("فاطمة"));
    EXPECT_TRUE(has_arabic_letters("Fatima الزهراء"));
    EXPECT_TRUE(has_arabic_letters("ڭ"));
    EXPECT_FALSE(has_arabic_letters("Fatima Zohra Aït Lhaj"));
    EXPECT_FALSE(has_arabic_letters("ⵜⵉⵍⵉⵍⴰ"));
    EXPECT_FALSE(has_arabic_letters(""));
}

TEST(CleanText, CollapsesWhiteSpaceAndTrims)
{
    EXPECT_EQ(clean_text("  Fatima \t\r\n Zahra\u00A0 "), "Fatima Zahra");
    EXPECT_EQ(clean_text(" جميلة "), "جميلة");
    EXPECT_EQ(clean_text(" \u2003 "), "");
    EXPECT_EQ(clean_text(""), "");
}

TEST(CleanText, DropsWhatNobodySees)
{
    EXPECT_EQ(clean_text("\u200Fفاطمة\u200B\u202C"), "فاطمة");
    EXPECT_EQ(clean_text(std::string_view("a\0b\x07", 4)), "ab");
    EXPECT_EQ(clean_text("\uFEFFN\u00AD°"), "N°");
}

TEST(CleanText, ComposesLetters)
{
    EXPECT_EQ(clean_text("Lae\u0301titia"), "La\u00E9titia");
    EXPECT_EQ(clean_text("ا\u0654حمد"), "أحمد");
}

TEST(CleanText, ReplacesBytesThatAreNoUtf8)
{
    EXPECT_EQ(clean_text("caf\xE9"), "caf\uFFFD");
}

TEST(AsciiDigits, ReadsBothArabicSeries)
{
    EXPECT_EQ(ascii_digits("٠١٢٣٤٥٦٧٨٩ و ۰۱۲۳۴۵۶۷۸۹"), "0123456789 و 0123456789");
}

TEST(Fold, IgnoresCaseAccentsAndPunctuation)
{
    EXPECT_EQ(fold("Laâyoune-Sakia El Hamra"), "laayoune sakia el hamra");
    EXPECT_EQ(fold("  DATE  de Naissance : "), "date de naissance");
    EXPECT_EQ(fold("Téléphone"), fold("TELEPHONE"));
    EXPECT_EQ(fold("Te\u0301le\u0301phone"), "telephone");
    EXPECT_EQ(fold("N°"), "n");
    EXPECT_EQ(fold("Œuvre, STRAẞE"), "oeuvre strasse");
    EXPECT_EQ(fold("coopérative/société (SARL)"), "cooperative societe sarl");
}

TEST(Fold, DropsEveryApostrophe)
{
    for (const auto* spelling :
         {"Sidi M'bark", "Sidi M’bark", "SIDI M´BARK", "Sidi  M`bark", "sidi mbark"})
        EXPECT_EQ(fold(spelling), "sidi mbark") << spelling;
    EXPECT_EQ(fold("Sidi H'saine Ou Ali"), fold("SIDI HSAINE-OU-ALI"));
}

TEST(Fold, KnowsTheArabicSpellings)
{
    EXPECT_EQ(fold("آسا-الزاك"), fold("اسا الزاك"));
    EXPECT_EQ(fold("أربعاء أيت عبد الله"), fold("اربعاء ايت عبد الله"));
    EXPECT_EQ(fold("سيدي إفني"), fold("سيدى افنى"));
    EXPECT_EQ(fold("الوطيـــة"), fold("الوطيه"));
    EXPECT_EQ(fold("فَاطِمَةُ الزَّهْرَاء"), fold("فاطمة الزهرا"));
    EXPECT_EQ(fold("أڭادير"), fold("اگادير"));
    EXPECT_EQ(fold("ﻻ"), fold("لا"));
    EXPECT_EQ(fold("رقم الهاتف، ٠٦"), "رقم الهاتف 06");
}

TEST(Fold, KeepsWhatTellsWordsApart)
{
    EXPECT_NE(fold("Tan-Tan"), fold("Tata"));
    EXPECT_NE(fold("حسن"), fold("حسين"));
    EXPECT_EQ(fold("ⴰⴳⴰⴷⵉⵔ"), "ⴰⴳⴰⴷⵉⵔ");
    EXPECT_EQ(fold("?!…"), "");
}

TEST(Fold, IsItsOwnFold)
{
    for (const auto* text :
         {"Laâyoune-Sakia El Hamra", "آسا-الزاك", "فاطمة الزهراء", "ﷺ ½ №5", "Ɛ œ ß ǅ"})
        EXPECT_EQ(fold(fold(text)), fold(text)) << text;
}

TEST(Fold, TakesLessThanAMicrosecond)
{
    using Microseconds = std::chrono::duration<double, std::micro>;
    constexpr int kRounds = 2'000;
    std::size_t letters = fold("warm").size();
    auto best = Microseconds::max(); // of ten, as other programs share the machine
    for (int trial = 0; trial < 10; ++trial) {
        const auto start = std::chrono::steady_clock::now();
        for (int i = 0; i < kRounds; ++i)
            letters += fold("أربعاء أيت عبد الله").size() + fold("Laâyoune-Sakia").size();
        best = std::min<Microseconds>(best, std::chrono::steady_clock::now() - start);
    }
    EXPECT_GT(letters, 0U);
    EXPECT_LT(best.count() / (2 * kRounds), 1.0);
}

TEST(FoldKey, IgnoresWhereWordsAreParted)
{
    EXPECT_EQ(fold_key("Es-Smara"), fold_key("Essmara"));
    EXPECT_EQ(fold_key("عبد الله"), fold_key("عبدالله"));
}

} // namespace
} // namespace jisr::tabular
