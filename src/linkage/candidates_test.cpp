#include "linkage/candidates.hpp"

#include <gmock/gmock.h>

#include <string>

namespace jisr::linkage {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Person someone()
{
    return {.given_name = "خديجة",
            .family_name = "الإدريسي",
            .birth_date = {1985, 3, 7},
            .phone = "+212612345678",
            .commune = "10.581.0101"};
}

PersonKeys keys(const Person& person)
{
    return keys_of(person, {});
}

TEST(Candidates, FindWhoWasPutUnderEachKeyAlone)
{
    Candidates candidates;
    candidates.put(7, keys(someone()));
    Person given_and_date = someone();
    given_and_date.family_name = "Idrisi";
    given_and_date.phone = {};
    given_and_date.commune = {};
    Person swapped_date = given_and_date;
    swapped_date.birth_date = {1985, 7, 3};
    Person other_given = given_and_date;
    other_given.given_name = "Khadouj";
    Person year = {
        .given_name = "Khadija", .family_name = "El Idrissi", .birth_date = {1985, 0, 0}};
    Person place = {.given_name = "Khadija", .family_name = "Idrissi", .commune = "10.581.0101"};
    Person exchanged = {
        .given_name = "Idrissi", .family_name = "Khadija", .commune = place.commune};
    Person phone = {.given_name = "Khadija", .phone = "06 12 34 56 78"};
    for (const auto& person :
         {given_and_date, swapped_date, other_given, year, place, exchanged, phone})
        EXPECT_THAT(candidates.near(keys(person)), ElementsAre(7));
    EXPECT_THAT(candidates.near(keys_of({.given_name = "Khadija"}, "0612345678")), ElementsAre(7));
}

TEST(Candidates, LeaveOutWhoHasAnotherNameAltogether)
{
    Candidates candidates;
    candidates.put(0, keys(someone()));
    Person sister = someone();
    sister.given_name = "فاطمة";
    EXPECT_THAT(candidates.near(keys(sister)), IsEmpty());
    EXPECT_FALSE(may_be_one(keys(sister), keys(someone())));
}

TEST(Candidates, OfManyNamesakesFindThoseOfTheDate)
{
    Candidates candidates;
    for (int day = 1; day <= 28; ++day)
        for (int month = 1; month <= 12; ++month)
            candidates.put(static_cast<Candidates::Slot>(100 * month + day),
                           keys({.given_name = "Khadija", .birth_date = {1985, month, day}}));
    EXPECT_THAT(candidates.near(keys({.given_name = "خديجة", .birth_date = {1985, 3, 7}})),
                ElementsAre(307, 703));
}

TEST(Candidates, FindNobodyByWhatIsNotKnown)
{
    Candidates candidates;
    candidates.put(0, keys({}));
    candidates.put(1, keys({.given_name = "Khadija"}));
    candidates.put(2, keys({.given_name = "\xFF\xFE", .family_name = "😀", .phone = "123"}));
    EXPECT_THAT(candidates.near(keys({})), IsEmpty());
    EXPECT_THAT(candidates.near(keys({.given_name = "Khadija"})), IsEmpty());
}

TEST(Candidates, FindWhatIsNowKnownOfAPersonWhoWasChanged)
{
    Candidates candidates;
    candidates.put(3, keys({.given_name = "Ytto", .family_name = "Amrani", .phone = "0612345678"}));
    candidates.put(3, keys(someone()));
    EXPECT_THAT(candidates.near(keys(someone())), ElementsAre(3));
}

TEST(Candidates, KeepTheLatestOfManyWhoShareOneValueInBoundedTime)
{
    constexpr Candidates::Slot kMany = 200'000;
    Candidates candidates;
    const auto shared = keys(someone());
    for (Candidates::Slot slot = 0; slot < kMany; ++slot)
        candidates.put(slot, shared);
    const auto found = candidates.near(shared);
    ASSERT_EQ(found.size(), Candidates::kMostOfKey);
    EXPECT_EQ(found.front(), kMany - Candidates::kMostOfKey);
    EXPECT_EQ(found.back(), kMany - 1);
    EXPECT_LT(candidates.memory_bytes(), 20 * kMany);
}

TEST(Candidates, AreFoundAmongManyHoweverTheyGrow)
{
    constexpr Candidates::Slot kMany = 30'000;
    const auto phone_of = [](Candidates::Slot slot) {
        return "06" + std::to_string(10'000'000 + slot);
    };
    Candidates candidates;
    for (Candidates::Slot slot = 0; slot < kMany; ++slot)
        candidates.put(slot, keys({.given_name = "Ytto", .phone = phone_of(slot)}));
    for (Candidates::Slot slot = 0; slot < kMany; ++slot)
        ASSERT_THAT(candidates.near(keys({.phone = phone_of(slot)})), ElementsAre(slot));
}

TEST(Keys, ThatAreSharedAreTheSameFromBothSides)
{
    const auto a = keys(someone());
    const auto b = keys({.given_name = "Khadija", .phone = "0612345678"});
    EXPECT_TRUE(may_be_one(a, b));
    EXPECT_TRUE(may_be_one(b, a));
    EXPECT_TRUE(may_be_one(a, a));
}

} // namespace
} // namespace jisr::linkage
