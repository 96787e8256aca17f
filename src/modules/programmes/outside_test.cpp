#include "modules/programmes/outside.hpp"

#include "modules/programmes/drawn_year.hpp"

#include <gtest/gtest.h>

namespace jisr::programmes {
namespace {

Registrant woman_of(std::string_view province)
{
    const auto& communes = territory::communes();
    const auto commune = std::ranges::find(communes, province, &territory::Commune::province_code);
    Registrant woman;
    woman.commune = static_cast<std::uint16_t>(commune - communes.begin());
    return woman;
}

/// So many women in Guelmim, and so many in Sidi Ifni.
Outside::Shared year_with(std::size_t here, std::size_t elsewhere, core::Date day = kSomeDay)
{
    std::vector<Registrant> registrants(here, woman_of("10.261"));
    registrants.insert(registrants.end(), elsewhere, woman_of("10.473"));
    return std::make_shared<const Snapshot>(
        snapshot_of({}, 2026, noon_of(day), std::move(registrants), {}));
}

std::int64_t women(const Outside::Shared& snapshot)
{
    return snapshot->tally.nation[column::kWomen];
}

TEST(Outside, NumbersMoveOnceFiveCameInAProvince)
{
    Outside outside;
    EXPECT_EQ(women(outside.told(year_with(121, 40), {})), 121 + 40);
    EXPECT_EQ(women(outside.told(year_with(122, 40), {})), 121 + 40);
    EXPECT_EQ(women(outside.told(year_with(125, 44), {})), 121 + 40); // four in each
    EXPECT_EQ(women(outside.told(year_with(126, 44), {})), 126 + 40);
    EXPECT_EQ(women(outside.told(year_with(122, 44), {})), 126 + 40); // going is not told either
    EXPECT_EQ(women(outside.told(year_with(121, 44), {})), 121 + 40);
}

TEST(Outside, CooperativesAreToldAsTheyComeAndMoveNoNumberOfPersons)
{
    Outside outside;
    outside.told(year_with(7, 0), {});
    std::vector<Registrant> registrants(8, woman_of("10.261"));
    auto cooperative = woman_of("10.261");
    cooperative.kind = RegistrantKind::Cooperative;
    registrants.insert(registrants.end(), 4, cooperative);
    const auto told = outside.told(
        std::make_shared<const Snapshot>(snapshot_of({}, 2026, noon_of(kSomeDay), registrants, {})),
        {});
    EXPECT_EQ(told->tally.nation[column::kCooperatives], 4);
    EXPECT_EQ(women(told), 7); // four came that everybody sees: the fifth would be told
}

TEST(Outside, AnotherDayTellsAll)
{
    Outside outside;
    EXPECT_EQ(women(outside.told(year_with(7, 0), {})), 7);
    EXPECT_EQ(women(outside.told(year_with(8, 0), {})), 7);
    const auto next = core::Date::from_days(kSomeDay.days_since_epoch() + 1);
    EXPECT_EQ(women(outside.told(year_with(8, 0, next), {})), 8);
}

TEST(Outside, WhoMaySeeThePersonsSeesThemComeOneByOne)
{
    Outside outside;
    const Openness own{.provinces = {"10.473"}};
    EXPECT_EQ(women(outside.told(year_with(7, 7), own)), 14);
    const auto told = outside.told(year_with(8, 8), own);
    EXPECT_EQ(women(told), 7 + 8); // her own, and of the other what she knew
    const auto region = std::ranges::find(territory::regions(), "10", &territory::Region::code);
    EXPECT_EQ(told->tally.regions[static_cast<std::size_t>(region - territory::regions().begin())]
                                 [column::kWomen],
              7 + 8);
    EXPECT_EQ(women(outside.told(year_with(9, 9), {.nation = true})), 18);
}

} // namespace
} // namespace jisr::programmes
