#include "modules/programmes/programme.hpp"

#include <gtest/gtest.h>

namespace jisr::programmes {
namespace {

Edition edition_2026()
{
    return {.id = *core::Id::parse("0199f000-0000-7000-8000-000000000001"),
            .code = "2026",
            .starts_on = *core::Date::make(2026, 1, 1),
            .ends_on = *core::Date::make(2026, 12, 31)};
}

TargetChange women_of_guelmim()
{
    return {.region_code = "10", .province_code = "10.261", .year = 2026, .value = 900};
}

std::vector<std::string> faults(const core::Result<void>& outcome)
{
    std::vector<std::string> list;
    if (!outcome)
        for (const auto& error : outcome.error().errors)
            list.push_back(error.pointer + " " + error.code);
    return list;
}

using Faults = std::vector<std::string>;

TEST(Targets, NeedAReasonAndAtLeastOneEntry)
{
    EXPECT_EQ(faults(validate({{women_of_guelmim()}, "Partner's request"}, edition_2026())),
              Faults{});
    EXPECT_EQ(faults(validate({{}, " "}, edition_2026())),
              (Faults{"/items required", "/reason required"}));
}

TEST(Targets, OfAProvinceOutsideItsRegionAreRefused)
{
    auto change = women_of_guelmim();
    change.region_code = "09";
    EXPECT_EQ(faults(validate({{change}, "x"}, edition_2026())),
              Faults{"/items/0/province_code unknown_place"});
}

TEST(Targets, OfAnotherYearOrGivenTwiceAreRefused)
{
    auto later = women_of_guelmim();
    later.year = 2027;
    EXPECT_EQ(faults(validate({{later}, "x"}, edition_2026())),
              Faults{"/items/0/year year_outside_edition"});
    EXPECT_EQ(faults(validate({{women_of_guelmim(), women_of_guelmim()}, "x"}, edition_2026())),
              Faults{"/items/1 given_twice"});
}

TEST(Targets, TheIdOfATargetNamesItsPlaceYearAndMeasure)
{
    const auto id = edition_2026().id;
    auto other = women_of_guelmim();
    EXPECT_EQ(target_id(id, women_of_guelmim()), target_id(id, other));
    other.value = 1; // the value is what changes, not which target it is
    EXPECT_EQ(target_id(id, women_of_guelmim()), target_id(id, other));
    other.measure = Measure::Cooperatives;
    EXPECT_NE(target_id(id, women_of_guelmim()), target_id(id, other));
    other = women_of_guelmim();
    other.province_code.reset();
    EXPECT_NE(target_id(id, women_of_guelmim()), target_id(id, other));
}

TEST(Targets, WhatARegionHasNotSharedOutIsReported)
{
    const Target region{.region_code = "10", .year = 2026, .value = 3000};
    Target province = region;
    province.province_code = "10.261";
    province.value = 1200;
    const auto left = unassigned_of({region, province});
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left[0].value, 1800);
    EXPECT_TRUE(unassigned_of({region}).empty()); // nothing is shared out at all
}

TEST(Programmes, ACodeIsPlainLatinAndNamesAreNotBlank)
{
    const auto programme =
        apply(ProgrammeDraft{.code = "pôle 1", .name_ar = "برنامج", .name_fr = " "}, {});
    ASSERT_FALSE(programme);
    ASSERT_EQ(programme.error().errors.size(), 2U);
    EXPECT_EQ(programme.error().errors[0].pointer, "/code");
    EXPECT_EQ(programme.error().errors[1].pointer, "/name_fr");
}

TEST(Editions, EndOnOrAfterTheirFirstDay)
{
    EditionDraft draft{.code = "2026",
                       .name_ar = "دورة",
                       .name_fr = "Édition",
                       .starts_on = *core::Date::make(2026, 6, 1),
                       .ends_on = *core::Date::make(2026, 6, 1)};
    EXPECT_TRUE(apply(draft, Edition{}));
    draft.ends_on = *core::Date::make(2026, 5, 31);
    EXPECT_FALSE(apply(draft, Edition{}));
}

} // namespace
} // namespace jisr::programmes
