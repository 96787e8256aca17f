#include "tabular/word_lists.hpp"

#include <gtest/gtest.h>

namespace jisr::tabular {
namespace {

TEST(WordLists, KnowNothingOfOtherWordsAndLists)
{
    EXPECT_FALSE(code_of_word("sex", ""));
    EXPECT_FALSE(code_of_word("headings", "couleur"));
    EXPECT_FALSE(code_of_word("colours", "sexe"));
    EXPECT_FALSE(list_has("nothing", "Fatima"));
    EXPECT_TRUE(codes_of_list("colours").empty());
}

TEST(WordLists, UnderstandAWordHoweverItIsWritten)
{
    for (const auto* word : {"Prénom", "PRENOM", " prénom : ", "الإسم الشخصي", "given_name"})
        EXPECT_EQ(code_of_word("headings", word), "given_name") << word;
    EXPECT_EQ(code_of_word("sex", "Féminin"), "female");
    EXPECT_EQ(code_of_word("sex", "ذكر"), "male");
    EXPECT_TRUE(list_has("nothing", "Néant"));
    EXPECT_EQ(codes_of_list("sex"), (std::vector<std::string>{"female", "male"}));
}

TEST(WordLists, TakeNothingForAWordThatIsBlankOrAnotherSign)
{
    EXPECT_EQ(code_of_word("headings", " # "), "row_number");
    for (const auto* sign : {"", " ", "\xC2\xA0", "***", "...", "-", "##"})
        EXPECT_FALSE(code_of_word("headings", sign)) << sign;
    EXPECT_TRUE(list_has("nothing", "-"));
    EXPECT_FALSE(list_has("nothing", ""));
}

TEST(WordLists, KeepHeadingsThatAreOnlyComparedFromTheImport)
{
    EXPECT_EQ(code_of_word("linkage_headings", "ville"), "commune");
    EXPECT_FALSE(code_of_word("headings", "ville"));
}

} // namespace
} // namespace jisr::tabular
