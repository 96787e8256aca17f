#include "linkage/name.hpp"

#include "core/resource.hpp"
#include "linkage/sounds.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <random>
#include <string>
#include <vector>

namespace jisr::linkage {

namespace {

double alike(std::string_view a, std::string_view b)
{
    return similarity(read_name(a), read_name(b));
}

std::vector<std::string> spellings(std::string_view text)
{
    std::vector<std::string> spellings;
    for (const Token& token : read_name(text).tokens)
        spellings.push_back(token.spelling);
    return spellings;
}

using Strings = std::vector<std::string>;

/// Every first spelling of data/names.tsv: Arabic and Latin.
std::vector<std::pair<std::string, std::string>> known_names()
{
    std::vector<std::pair<std::string, std::string>> names;
    std::string_view rest = *core::resource("data/names.tsv");
    rest.remove_prefix(rest.find('\n') + 1);
    while (!rest.empty()) {
        std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        line.remove_prefix(line.find('\t') + 1);
        const auto arabic = line.substr(0, line.find('\t'));
        const auto latin = line.substr(line.rfind('\t') + 1);
        names.emplace_back(arabic, latin.substr(0, latin.find('|')));
    }
    return names;
}

} // namespace

TEST(Name, FoldsWhatArabicWritersDoDifferently)
{
    EXPECT_EQ(spellings("أَحْمَد"), spellings("احمد"));
    EXPECT_EQ(spellings("فـاطـمة"), spellings("فاطمة"));
    EXPECT_EQ(spellings("عائشة"), spellings("عايشة"));
    EXPECT_EQ(spellings("أسماء"), spellings("اسما"));
    EXPECT_EQ(spellings("ﻓﺎﻃﻤﺔ"), spellings("فاطمة")) << "presentation forms";
}

TEST(Name, JoinsCompoundsThatAreWrittenApart)
{
    EXPECT_EQ(spellings("عبد الله"), spellings("عبدالله"));
    EXPECT_EQ(spellings("بن علي"), spellings("بنعلي"));
    EXPECT_EQ(spellings("بن الحاج"), spellings("بلحاج"));
    EXPECT_EQ(spellings("أبو بكر"), spellings("أبوبكر"));
    EXPECT_EQ(spellings("آيت لحسن"), spellings("أيت لحسن"));
    EXPECT_EQ(spellings("Ben Ali"), Strings{"benali"});
    EXPECT_EQ(spellings("Ben El Haj"), Strings{"belhaj"});
    EXPECT_EQ(spellings("Abd el Kader"), Strings{"abdelkader"});
    EXPECT_EQ(spellings("Nour Eddine"), Strings{"noureddine"});
    EXPECT_EQ(spellings("Aït-Lahcen"), Strings{"aitlahcen"});
}

TEST(Name, LeavesOutArticlesThatStandApart)
{
    EXPECT_EQ(spellings("El Idrissi"), Strings{"idrissi"});
    EXPECT_EQ(spellings("L'Hassani"), Strings{"hassani"});
    EXPECT_EQ(spellings("Es-Salmi"), Strings{"salmi"});
    EXPECT_EQ(spellings("فاطمة بنت محمد"), spellings("فاطمة محمد"));
}

TEST(Name, ReadsTifinaghAndChatSpelling)
{
    EXPECT_EQ(spellings("ⴼⴰⵟⵉⵎⴰ"), Strings{"fatima"});
    EXPECT_EQ(spellings("Mo7amed 3li"), (Strings{"mohamed", "ali"}));
    EXPECT_TRUE(read_name("٢٠٢٤ 12").tokens.empty()) << "numbers are not names";
}

TEST(Name, IsDefinedForAnyBytes)
{
    EXPECT_TRUE(read_name("").tokens.empty());
    EXPECT_TRUE(read_name("\xff\xfe\xed\xa0\x80").tokens.empty());
    EXPECT_EQ(spellings("Fati\xffma"), Strings{"fatima"});
    EXPECT_EQ(spellings("\u200fFatima\u200e 😀"), Strings{"fatima"});
    EXPECT_EQ(spellings("Fatiفاطمة").size(), 2U) << "one token a script";
    EXPECT_EQ(spellings("Fati\xed\xa0\x80ma"), Strings{"fatima"}) << "a surrogate alone";
    EXPECT_EQ(spellings("👩🏽‍🌾").size(), 0U);
    EXPECT_EQ(spellings("\u2067فاطمة\u2069 \u202bأمينة\u202c"), spellings("فاطمة أمينة"));
    EXPECT_EQ(alike("", ""), 0);
    EXPECT_EQ(alike("", "Fatima"), 0);
    for (const auto* letter : {"A", "ا", "ⴰ", "ч", "王"})
        EXPECT_EQ(alike(letter, letter), 1) << letter;
}

TEST(Name, IsBounded)
{
    const auto one = read_name(std::string(10'000, 'a'));
    EXPECT_TRUE(one.cut);
    ASSERT_EQ(one.tokens.size(), 1U);
    EXPECT_EQ(one.tokens[0].spelling.size(), kMostLetters);
    const auto sounds = read_name(std::string(10'000, 'x')).tokens[0].key;
    EXPECT_EQ(sounds.size(), kMostSounds) << "an x is heard as two";
    std::string words;
    for (int i = 0; i < 5'000; ++i)
        words += "ab ";
    const auto many = read_name(words);
    EXPECT_TRUE(many.cut);
    EXPECT_EQ(many.tokens.size(), kMostTokens);
    EXPECT_FALSE(read_name("Fatima").cut);
    EXPECT_GT(similarity(many, many), 0.99);
}

TEST(Similarity, KnowsRegularSpellingsInTheOtherScript)
{
    for (const auto& [latin, arabic] : {std::pair{"Khadija", "خديجة"},
                                        {"Abderrahman", "عبد الرحمن"},
                                        {"Chaimae", "شيماء"},
                                        {"El Idrissi", "الإدريسي"},
                                        {"ⴼⴰⵟⵉⵎⴰ", "فاطمة"},
                                        {"Ben Haddou", "بنحدو"},
                                        {"Fatima-Zohra El Idrissi", "فاطمة الزهراء الإدريسي"},
                                        {"FATIMAZAHRA IDRISSI", "فاطمة الزهراء الإدريسي"}})
        EXPECT_GT(alike(latin, arabic), 0.9) << latin;
    EXPECT_LT(alike("Khadija", "فاطمة"), 0.05);
    EXPECT_LT(alike("Idrissi", "العلوي"), 0.05);
}

TEST(Similarity, IsNearlyTheSameWhicheverScriptANameComesIn)
{
    const auto names = known_names();
    std::mt19937 random(1);
    double difference = 0;
    constexpr int kPairs = 400;
    for (int i = 0; i < kPairs; ++i) {
        const auto& [arabic_a, latin_a] = names[random() % names.size()];
        const auto& [arabic_b, latin_b] = names[random() % names.size()];
        difference += std::abs(alike(arabic_a, arabic_b) - alike(latin_a, arabic_b));
    }
    EXPECT_LT(difference / kPairs, 0.03);
}

TEST(Similarity, IsSymmetricAndBounded)
{
    const auto names = known_names();
    std::mt19937 random(2);
    const auto any = [&] {
        const auto& [arabic, latin] = names[random() % names.size()];
        const auto& [other, last] = names[random() % names.size()];
        return random() % 2 == 0 ? arabic + ' ' + last : latin;
    };
    for (int i = 0; i < 400; ++i) {
        const auto a = any(), b = any();
        const double found = alike(a, b);
        EXPECT_EQ(found, alike(b, a)) << a << " | " << b;
        EXPECT_GE(found, 0);
        EXPECT_LE(found, 1);
    }
}

TEST(Similarity, IsGreatestForTheNameItself)
{
    const auto names = known_names();
    for (std::size_t i = 0; i < names.size(); ++i) {
        EXPECT_EQ(alike(names[i].first, names[i].first), 1);
        EXPECT_LE(alike(names[i].first, names[(i + 7) % names.size()].first), 1);
        EXPECT_EQ(alike(names[i].second, names[i].second), 1);
    }
}

TEST(Similarity, DoesNotDependOnTheOrderOfTokens)
{
    EXPECT_EQ(alike("Fatima Zahra Idrissi", "Idrissi Fatima Zahra"), 1);
    EXPECT_EQ(alike("Amina Alaoui", "فاطمة العلوي"), alike("Alaoui Amina", "فاطمة العلوي"));
}

TEST(Similarity, AllowsAMissingMiddleName)
{
    EXPECT_GT(alike("Fatima Idrissi", "Fatima Zahra Idrissi"), 0.8);
    EXPECT_LT(alike("Fatima Idrissi", "Fatima Alaoui"), 0.7);
}

TEST(Similarity, ForgivesASlipMoreThanAnotherName)
{
    EXPECT_GT(alike("Khadiaj", "Khadija"), 0.7);
    EXPECT_GT(alike("فاتمة", "فاطمة"), 0.7);
    EXPECT_LT(alike("Karima", "Fatima"), 0.1);
    EXPECT_LT(alike("Naima", "Nadia"), 0.3);
}

TEST(Similarity, DoesNotHangOnTheLastDotsOfAnArabicWord)
{
    for (const auto& [a, b] : {std::pair{"ليلى", "ليلي"},
                               {"منى", "مني"},
                               {"سلمى", "سلمي"},
                               {"علي", "على"},
                               {"عائشة", "عائشه"},
                               {"هدى العلوي", "هدي العلوى"}})
        EXPECT_GT(alike(a, b), 0.95) << a;
    EXPECT_LT(alike("منى", "منة"), 0.95) << "another letter";
}

TEST(Similarity, TakesAnInitialForTheNameThatBeginsWithIt)
{
    EXPECT_GT(alike("F. Zahra", "فاطمة الزهراء"), 0.8);
    EXPECT_GT(alike("Fatima Z.", "Fatima Zahra"), 0.8);
    EXPECT_LT(alike("F. Zahra", "Fatima Zahra"), alike("Fatema Zahra", "Fatima Zahra"));
    EXPECT_LT(alike("F. Zahra", "خديجة الزهراء"), 0.7);
}

TEST(Similarity, OfTheLongestNamesTakesMilliseconds)
{
    std::string latin, arabic;
    for (std::size_t i = 0; i < kMostTokens; ++i) {
        for (std::size_t letter = 0; letter < kMostLetters; ++letter)
            latin += static_cast<char>('a' + (7 * i + 5 * letter) % 26);
        latin += ' ';
        if (i == 0)
            continue; // fewer tokens, so that joining is tried
        for (std::size_t letter = 0; letter < kMostLetters; ++letter)
            arabic += std::string_view("بتجحدرزسشعفقكلمن").substr((6 * i + 2 * letter) % 32, 2);
        arabic += ' ';
    }
    const auto used = std::clock();
    for (const auto& [a, b] : {std::pair(latin, arabic), std::pair(latin, latin.substr(60))})
        similarity(read_name(a), read_name(b));
    const double seconds = static_cast<double>(std::clock() - used) / CLOCKS_PER_SEC;
    EXPECT_LT(seconds, 0.2) << "some 20 ms each, on a machine that has other work";
}

} // namespace jisr::linkage
