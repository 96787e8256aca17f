#include "linkage/experience.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

namespace jisr::linkage {
namespace {

constexpr std::size_t kRecords = 100'000;

double probability(const Person& a, const Person& b)
{
    return explain_matches(a, std::span(&b, 1), default_experience(kRecords))[0].probability();
}

Person someone()
{
    return {.given_name = "خديجة",
            .family_name = "الإدريسي",
            .father_name = "محمد",
            .birth_date = {1985, 3, 7},
            .national_id = "JC621097",
            .phone = "0612345678",
            .commune = "Tiznit",
            .sex = Sex::Female};
}

TEST(Records, OfOnePersonAreFoundInAnotherScriptAndWithSlips)
{
    Person other = someone();
    other.given_name = "Khadidja";
    other.family_name = "El Idrissi";
    EXPECT_GT(probability(someone(), other), 0.99);
    other.birth_date = {1985, 7, 3};
    other.national_id = "JC621907";
    EXPECT_GT(probability(someone(), other), 0.99);
    other.national_id = {};
    other.phone = {};
    other.father_name = "Mohamed";
    EXPECT_GT(probability(someone(), other), 0.9);
}

TEST(Records, OfOnePersonAreFoundWithTheNamesInEachOthersPlace)
{
    Person other = someone();
    std::swap(other.given_name, other.family_name);
    other.national_id = {};
    EXPECT_GT(probability(someone(), other), 0.99);
}

TEST(Records, OfTwinsAreKeptApart)
{
    Person twin = someone();
    twin.given_name = "فاطمة";
    twin.national_id = {};
    EXPECT_LT(probability(someone(), twin), 0.5);
    twin.national_id = "JC621310";
    EXPECT_LT(probability(someone(), twin), 0.1);
}

TEST(Records, OfSistersAreKeptApart)
{
    Person sister = someone();
    sister.given_name = "Samira";
    sister.birth_date = {1988, 11, 21};
    sister.national_id = {};
    EXPECT_LT(probability(someone(), sister), 0.1);
}

TEST(Records, OfMotherAndDaughterAreKeptApart)
{
    Person daughter = someone();
    daughter.father_name = "عمر";
    daughter.birth_date = {2006, 9, 14};
    daughter.national_id = "JC812345";
    EXPECT_LT(probability(someone(), daughter), 0.1);
    daughter.national_id = {};
    daughter.given_name = "سلمى";
    EXPECT_LT(probability(someone(), daughter), 0.01);
}

TEST(Records, OfHusbandAndWifeAreKeptApart)
{
    const Person husband{.given_name = "Youssef",
                         .family_name = "الإدريسي",
                         .birth_date = {1980, 12, 25},
                         .phone = "0612345678",
                         .commune = "Tiznit",
                         .sex = Sex::Male};
    EXPECT_LT(probability(someone(), husband), 0.01);
}

TEST(Records, WithTheSameNameInOneDouarAreKeptApart)
{
    Person namesake = someone();
    namesake.father_name = "Brahim";
    namesake.birth_date = {1961, 10, 29};
    namesake.national_id = "JC100200";
    namesake.phone = "0698765432";
    EXPECT_LT(probability(someone(), namesake), 0.1);
    namesake.national_id = {};
    namesake.phone = {};
    EXPECT_LT(probability(someone(), namesake), 0.5);
}

TEST(Records, ThatSayNothingOrOnlyAGivenNameAreNotLinked)
{
    EXPECT_LT(probability({}, {}), 0.001);
    EXPECT_LT(probability({.given_name = "Fatima"}, {.given_name = "Fatima"}), 0.05);
}

TEST(Explanations, AddUpToTheProbabilityAndAreTheSameFromBothSides)
{
    Person slips = someone();
    slips.family_name = "Idrisi";
    slips.birth_date = {1985, 0, 0};
    slips.phone = "0612345687";
    const std::vector<Person> people{
        someone(),
        slips,
        {},
        {.given_name = "Khadija", .phone = "0612345678"},
        {.given_name = "\xFF\xFE", .family_name = "😀", .national_id = "!!", .sex = Sex::Male}};
    const auto experience = default_experience(kRecords);
    for (const auto& a : people)
        for (const auto& b : people) {
            const auto one = explain_matches(a, std::span(&b, 1), experience)[0];
            double sum = one.prior_bits + one.relatives_bits;
            for (const auto& reason : one.fields)
                sum += reason.bits;
            EXPECT_NEAR(one.probability(), 1 / (1 + std::exp2(-sum)), 1e-12);
            EXPECT_LE(one.relatives_bits, 0);
            const auto other = explain_matches(b, std::span(&a, 1), experience)[0];
            EXPECT_DOUBLE_EQ(one.probability(), other.probability());
        }
}

TEST(Explanations, NameTheFieldsThatAreKnownOnBothSides)
{
    Person other = someone();
    other.phone = {};
    other.birth_date = {1985, 7, 3};
    const auto explanation =
        explain_matches(someone(), std::span(&other, 1), default_experience(kRecords))[0];
    const auto level_of = [&](Field field) {
        for (const auto& reason : explanation.fields)
            if (reason.field == field)
                return reason.level;
        return Level::Missing;
    };
    EXPECT_EQ(level_of(Field::BirthDate), Level::Swapped);
    EXPECT_EQ(level_of(Field::NationalId), Level::Equal);
    EXPECT_EQ(level_of(Field::Phone), Level::Missing);
    EXPECT_EQ(level_of(Field::HusbandName), Level::Missing);
}

TEST(Rarity, MakesACommonNameSayLittleAndARareOneMuch)
{
    People people;
    for (int i = 0; i < 3000; ++i)
        people.add({.given_name = i % 3 == 0 ? "Fatima" : "Khadija",
                    .birth_date = {1950 + i % 50, 1 + i % 12, 1 + i % 28}});
    people.add({.given_name = "Ytto"});
    people.add({.given_name = "Ytto"});
    const auto experience = learn_from(people);
    const auto bits = [&](const char* name) {
        const Person person{.given_name = name};
        return explain_matches(person, std::span(&person, 1), experience)[0].fields[0].bits;
    };
    EXPECT_LT(bits("Fatima"), 2);
    EXPECT_GT(bits("Ytto"), 8);
}

/// Of a register in which one name is common.
Experience some_experience()
{
    People people;
    for (int i = 0; i < 300; ++i)
        people.add({.given_name = i % 3 == 0 ? "Fatima" : "Khadija",
                    .birth_date = {1950 + i % 50, 1 + i % 12, 1 + i % 28}});
    return learn_from(people);
}

TEST(Experience, JudgesAlikeAfterItWasKept)
{
    const auto experience = some_experience();
    std::stringstream file;
    save_experience(file, experience);
    const auto loaded = load_experience(file);
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->records, 300U);
    const Person one{.given_name = "Fatima", .family_name = "Tazi", .birth_date = {1960, 2, 3}};
    const Person other{.given_name = "فاطمة", .family_name = "التازي", .birth_date = {1960, 3, 2}};
    EXPECT_EQ(explain_matches(one, std::span(&other, 1), *loaded)[0].bits(),
              explain_matches(one, std::span(&other, 1), experience)[0].bits());
}

TEST(Experience, IsNotReadFromAnythingElse)
{
    std::stringstream file;
    save_experience(file, some_experience());
    const std::string whole = file.str();
    const auto is_refused = [](const std::string& bytes) {
        std::stringstream in(bytes);
        const auto loaded = load_experience(in);
        return !loaded && loaded.error().status == 422 &&
               loaded.error().slug == "snapshot_unreadable";
    };
    EXPECT_TRUE(is_refused(""));
    EXPECT_TRUE(is_refused(std::string(10'000, '\xff')));
    for (std::size_t at = 0; at < whole.size(); at += 7) {
        std::string damaged = whole;
        damaged[at] ^= 1;
        EXPECT_TRUE(is_refused(damaged)) << "byte " << at;
        EXPECT_TRUE(is_refused(whole.substr(0, at))) << "cut at " << at;
    }
}

} // namespace
} // namespace jisr::linkage
