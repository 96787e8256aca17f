#include "linkage/name_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <sstream>

namespace jisr::linkage {

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Slot = NameIndex::Slot;

NameIndex index_of(const std::vector<std::string>& names)
{
    NameIndex index;
    for (std::size_t i = 0; i < names.size(); ++i)
        index.put(static_cast<Slot>(i), read_name(names[i]));
    return index;
}

std::vector<Slot> slots(const std::vector<NameIndex::Hit>& hits)
{
    std::vector<Slot> slots;
    for (const auto& hit : hits)
        slots.push_back(hit.slot);
    return slots;
}

std::vector<Slot> found(const NameIndex& index, std::string_view query, std::size_t k = 1)
{
    return slots(index.search(read_name(query), k));
}

std::vector<Slot> found_typing(const NameIndex& index, std::string_view query, std::size_t k = 1)
{
    return slots(index.search(read_name(query), k, true, [](Slot) { return true; }));
}

const std::vector<std::string> kNames{"فاطمة الزهراء الإدريسي", "Fatima Alaoui", "خديجة بناني",
                                      "Naïma Cherkaoui",        "ⴼⴰⵟⵉⵎⴰ Amrani", "حنان آيت لحسن"};

} // namespace

TEST(NameIndex, FindsNamesInAnyScript)
{
    const auto index = index_of(kNames);
    EXPECT_THAT(found(index, "Fatima Zahra El Idrissi"), ElementsAre(0));
    EXPECT_THAT(found(index, "فاطمة العلوي"), ElementsAre(1));
    EXPECT_THAT(found(index, "Khadija Bennani"), ElementsAre(2));
    EXPECT_THAT(found(index, "نعيمة الشرقاوي"), ElementsAre(3));
    EXPECT_THAT(found(index, "Hanane Ait Lahcen"), ElementsAre(5));
}

TEST(NameIndex, FindsNamesMisspeltPartialAndInAnotherOrder)
{
    const auto index = index_of(kNames);
    EXPECT_THAT(found(index, "Fatiam Alaoui"), ElementsAre(1));
    EXPECT_THAT(found(index, "خدجية بناني"), ElementsAre(2));
    EXPECT_THAT(found(index, "Cherkaoui Naima"), ElementsAre(3));
    EXPECT_THAT(found(index, "Idrissi"), ElementsAre(0));
}

TEST(NameIndex, FindsTwoWordsByOneAndOneByTwoInEitherScript)
{
    const std::vector<std::string> as_two{"نور الهدى العمراني", "فاطمة الزهراء الإدريسي",
                                          "Fatima Alaoui", "زهراء بناني"};
    for (const char* query : {"FATIMAZAHRA IDRISSI", "Fatimazzahra El Idrissi",
                              "فاطمةالزهراء الإدريسي", "FATIMAZAHRA", "فاطمةالزهراء"})
        EXPECT_THAT(found(index_of(as_two), query), ElementsAre(1)) << query;
    const std::vector<std::string> as_one{"Hasna Tazi", "Fatimazahra Idrissi", "Fatima Tazi",
                                          "Zahra Tazi"};
    const std::vector<std::string> as_one_in_arabic{"حسناء التازي", "فاطمةالزهراء الإدريسي",
                                                    "فاطمة التازي", "زهراء التازي"};
    for (const char* query :
         {"Fatima Zahra", "Fatima Ezzahra Idrissi", "فاطمة الزهراء", "الإدريسي فاطمة الزهراء"}) {
        EXPECT_THAT(found(index_of(as_one), query), ElementsAre(1)) << query;
        EXPECT_THAT(found(index_of(as_one_in_arabic), query), ElementsAre(1)) << query;
    }
}

TEST(NameIndex, FindsNamesWhoseSpaceWasMissed)
{
    const auto index = index_of({"سلمى أومغار", "Salma Oumghar", "سعيدة بنجلون", "إلهام آيت طشيح",
                                 "رحيمة العلوي", "Zajiba Ait Hayif", "زينب بن خكاع"});
    EXPECT_THAT(found(index, "SalmaOumghar"), ElementsAre(1));  // left out
    EXPECT_THAT(found(index, "SalmajOumghar"), ElementsAre(1)); // a letter instead
    EXPECT_THAT(found(index, "Salm aOumghar"), ElementsAre(1)); // changed places
    EXPECT_THAT(found(index, "سعيد ةبنجلون"), ElementsAre(2));
    EXPECT_THAT(found(index, "إلهامآيت طشيح"), ElementsAre(3));
    EXPECT_THAT(found(index, "رح مة العلوي"), ElementsAre(4)); // instead of a letter
    EXPECT_THAT(found(index, "Zajiba Aim Hayif"),
                ElementsAre(5));                                // in a word that stands never alone
    EXPECT_THAT(found(index, "زينب بنm خكاع"), ElementsAre(6)); // the other keyboard
}

TEST(NameIndex, TakesASlipForOneBeforeTheSoundOfAnotherScript)
{
    const auto index = index_of({"إحسنا العلوي", "حسناء العوي", "Hasna Alaoui", "حسان العلوي"});
    EXPECT_THAT(found(index, "Hsana Alaoui"), ElementsAre(2));
}

TEST(NameIndex, DoesNotTakeWordsApartThatNobodyWritesAsTwo)
{
    const auto index = index_of({"Karima Tazi", "Kari Matazi", "Mina Fassi"});
    EXPECT_THAT(found(index, "Karima Tazi"), ElementsAre(0));
    EXPECT_THAT(found(index, "Mina Karima"), ElementsAre(0));
}

TEST(NameIndex, KeepsNamesOfAnyLengthWhileTheyChange)
{
    NameIndex index;
    std::mt19937 random(5);
    const std::vector<std::string> words{"Amina", "Salma", "Nadia", "Karim", "Rachid", "Driss"};
    std::vector<std::string> names(50);
    for (int round = 0; round < 2000; ++round) {
        const auto slot = random() % names.size();
        names[slot].clear();
        for (auto left = random() % 8; left > 0; --left)
            names[slot] += words[random() % words.size()] + ' ';
        index.put(static_cast<Slot>(slot), read_name(names[slot]));
    }
    for (std::size_t slot = 0; slot < names.size(); ++slot) {
        if (names[slot].empty())
            continue;
        const auto hits = index.search(read_name(names[slot]), names.size());
        EXPECT_THAT(slots(hits), ::testing::Contains(slot)) << names[slot];
    }
}

TEST(NameIndex, FindsWhileTheLastTokenIsTyped)
{
    const auto index = index_of(kNames);
    EXPECT_THAT(found_typing(index, "Fatima Ala"), ElementsAre(1));
    EXPECT_THAT(found_typing(index, "خدي"), ElementsAre(2));
    EXPECT_THAT(found_typing(index, "Khadi"), ElementsAre(2));
    EXPECT_THAT(found_typing(index, "نعيمة الشر"), ElementsAre(3));
}

TEST(NameIndex, FiltersBeforeItRanks)
{
    const auto index = index_of(kNames);
    const auto odd = [](Slot slot) { return slot % 2 == 1; };
    const auto hits = index.search(read_name("Fatima"), 10, false, odd);
    EXPECT_THAT(slots(hits), ElementsAre(1));
}

TEST(NameIndex, ScoresTheNameItselfHighest)
{
    const auto index = index_of(kNames);
    for (Slot slot = 0; slot < kNames.size(); ++slot) {
        const auto hits = index.search(read_name(kNames[slot]), 3);
        ASSERT_FALSE(hits.empty());
        EXPECT_EQ(hits[0].slot, slot);
        EXPECT_GT(hits[0].score, 0.9);
        EXPECT_TRUE(std::ranges::is_sorted(hits, std::greater{}, &NameIndex::Hit::score));
    }
}

TEST(NameIndex, FollowsChangesAndRemovals)
{
    auto index = index_of(kNames);
    index.put(1, read_name("Salma Tazi"));
    EXPECT_THAT(found(index, "سلمى التازي"), ElementsAre(1));
    EXPECT_THAT(found(index, "Alaoui"), IsEmpty());
    index.remove(1);
    index.remove(1);
    index.remove(99);
    EXPECT_THAT(found(index, "Salma Tazi"), IsEmpty());
    EXPECT_EQ(index.size(), kNames.size() - 1);
}

TEST(NameIndex, AnswersTheSameHoweverItWasBuilt)
{
    std::mt19937 random(3);
    NameIndex changed;
    for (int round = 0; round < 2'000; ++round)
        changed.put(random() % kNames.size(), read_name(kNames[random() % kNames.size()]));
    for (Slot slot = 0; slot < kNames.size(); ++slot)
        changed.put(slot, read_name(kNames[slot]));
    const auto fresh = index_of(kNames);
    for (const auto& name : kNames)
        EXPECT_EQ(changed.search(read_name(name), 6), fresh.search(read_name(name), 6)) << name;
}

TEST(NameIndex, IsDefinedForEmptyQueriesAndNames)
{
    auto index = index_of({"", "😀", "\xff", "Fatima"});
    EXPECT_EQ(index.size(), 4U);
    EXPECT_THAT(found(index, ""), IsEmpty());
    EXPECT_THAT(found(index, "Fatima", 0), IsEmpty());
    EXPECT_THAT(found(index, "Fatima", 9), ElementsAre(3));
    EXPECT_THAT(found(NameIndex(), "Fatima"), IsEmpty());
    index.put(0, read_name(std::string(10'000, 'q')));
    EXPECT_THAT(found(index, std::string(10'000, 'q')), ElementsAre(0));
}

TEST(NameIndex, ComesBackFromItsSnapshot)
{
    auto index = index_of(kNames);
    index.put(2, read_name("Salma Tazi"));
    index.remove(0);
    std::stringstream file;
    index.save(file);
    const auto loaded = NameIndex::load(file);
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->size(), index.size());
    for (const auto& name : kNames)
        EXPECT_EQ(loaded->search(read_name(name), 6), index.search(read_name(name), 6)) << name;
}

TEST(NameIndex, RefusesADamagedSnapshot)
{
    std::stringstream file;
    index_of(kNames).save(file);
    const std::string whole = file.str();
    for (const std::size_t at : {std::size_t{3}, whole.size() / 2, whole.size() - 1}) {
        std::string damaged = whole;
        damaged[at] ^= 1;
        std::stringstream in(damaged);
        EXPECT_FALSE(NameIndex::load(in)) << "byte " << at;
        std::stringstream shorter(whole.substr(0, at));
        EXPECT_FALSE(NameIndex::load(shorter)) << "cut at " << at;
    }
    std::stringstream empty;
    EXPECT_FALSE(NameIndex::load(empty));
}

} // namespace jisr::linkage
