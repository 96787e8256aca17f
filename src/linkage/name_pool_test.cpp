#include "linkage/name_pool.hpp"

#include <gtest/gtest.h>

namespace jisr::linkage {
namespace {

Level compare_names(std::string_view a, std::string_view b)
{
    NamePool pool;
    const auto one = pool.add(a);
    return pool.compare(one, pool.add(b));
}

TEST(NamePool, GradesNamesByTheirParts)
{
    EXPECT_EQ(compare_names("Khadija", "KHADIJA "), Level::Equal);
    EXPECT_EQ(compare_names("Zahra Fatima", "Fatima Zahra"), Level::Equal);
    EXPECT_EQ(compare_names("Khadija", "Khadidja"), Level::SameSounds);
    EXPECT_EQ(compare_names("Fatima Zahra", "Fatimazahra"), Level::SameSounds);
    EXPECT_EQ(compare_names("Benali", "Benari"), Level::Near);
    EXPECT_EQ(compare_names("Fatima Zahra", "Fatima"), Level::PartOnly);
    EXPECT_EQ(compare_names("Khadija", "Samira"), Level::Different);
    EXPECT_EQ(compare_names("Khadija", ""), Level::Missing);
}

TEST(NamePool, HearsNamesAcrossScripts)
{
    EXPECT_EQ(compare_names("Khadija", "خديجة"), Level::SameSounds);
    EXPECT_EQ(compare_names("El Idrissi", "الإدريسي"), Level::SameSounds);
    EXPECT_EQ(compare_names("Khadija", "سميرة"), Level::Different);
}

TEST(NamePool, TakesTheBetterOfTwoScripts)
{
    NamePool pool;
    const auto both = pool.add("خديجة", "Hadija");
    EXPECT_EQ(pool.compare(both, pool.add("Hadija")), Level::Equal);
    EXPECT_EQ(pool.compare(both, pool.add("خديجة")), Level::Equal);
    EXPECT_EQ(pool.compare(both, pool.add("سميرة")), Level::Different);
}

TEST(NamePool, GradesTheSameFromBothSidesAndInEveryPool)
{
    const std::vector<std::string> names{
        "Fatima",  "Fatima Zahra", "Fatma",      "فاطمة",    "فاطمة الزهراء", "Zahra",
        "Ben Ali", "Benali",       "Aït Lahcen", "J",        "John",          "Jon",
        "12",      "عبد الله",     "Abdellah",   "\xFF\xC3", "Zohra Fatim",   "Fatima Fatma Fatim"};
    NamePool forwards;
    NamePool backwards;
    for (const auto& name : names)
        forwards.add(name);
    for (auto name = names.rbegin(); name != names.rend(); ++name)
        backwards.add(*name);
    for (const auto& a : names)
        for (const auto& b : names) {
            const auto level = forwards.compare(forwards.add(a), forwards.add(b));
            EXPECT_EQ(level, forwards.compare(forwards.add(b), forwards.add(a))) << a << ' ' << b;
            EXPECT_EQ(level, backwards.compare(backwards.add(a), backwards.add(b)))
                << a << ' ' << b;
        }
}

TEST(NamePool, ComparesWordsOfMoreSoundsThanLetters)
{
    std::string arabic;
    for (int i = 0; i < 20; ++i)
        arabic += "كس";
    EXPECT_EQ(compare_names(std::string(30, 'x'), arabic), Level::SameSounds);
    EXPECT_EQ(compare_names(std::string(30, 'x'), "سميرة"), Level::Different);
}

TEST(NamePool, HoldsWhatIsNoNameToItselfAlone)
{
    EXPECT_EQ(compare_names("12345", "12345"), Level::Equal);
    EXPECT_EQ(compare_names("12345", "12346"), Level::Different);
    EXPECT_EQ(compare_names("\xF0\x9F\x98\x80", "Samira"), Level::Different);
    EXPECT_EQ(compare_names("   ", "Samira"), Level::Missing);
    EXPECT_EQ(compare_names(std::string(10'000, 'x'), std::string(9'000, 'x')), Level::Equal);
}

} // namespace
} // namespace jisr::linkage
