#include "modules/programmes/drawn_year.hpp"

#include <gtest/gtest.h>

namespace jisr::programmes {
namespace {

View partner(service::ScopeLevel level, std::string code)
{
    return view_from({{service::Role::Partner, {level, std::move(code)}}});
}

Registrant woman_of(std::string_view province)
{
    const auto& communes = territory::communes();
    const auto commune = std::find_if(communes.begin(), communes.end(), [&](const auto& one) {
        return one.province_code == province;
    });
    Registrant woman;
    woman.commune = static_cast<std::uint16_t>(commune - communes.begin());
    return woman;
}

/// 128 women, 80 of them in 10.261, 41 in 10.473.
Snapshot launch_day()
{
    std::vector<Registrant> registrants;
    const auto add = [&](std::size_t many, const Registrant& one) {
        registrants.insert(registrants.end(), many, one);
    };
    add(7, woman_of("09.001"));
    add(60, woman_of("10.261"));
    add(40, woman_of("10.473"));
    auto one = woman_of("10.261");
    one.day = 325; // 22 November
    add(5, one);
    one = woman_of("10.261");
    one.is_self_employed = true;
    add(12, one);
    one = woman_of("10.261");
    one.has_disability = true;
    add(3, one);
    one = woman_of("10.473");
    one.has_disability = true;
    add(1, one);
    one = woman_of("10.261");
    one.kind = RegistrantKind::Cooperative;
    add(6, one);
    return snapshot_of({}, 2026, noon_of(kSomeDay), std::move(registrants),
                       {{.region_code = "10", .value = 3000},
                        {.region_code = "10", .province_code = "10.261", .value = 1200},
                        {.region_code = "10", .measure = Measure::Cooperatives, .value = 300}});
}

TEST(Progress, OfTheNationAddsUpItsRegionsAndListsNoProvinces)
{
    const auto progress = progress_of(launch_day(), partner(service::ScopeLevel::Nation, ""));
    EXPECT_EQ(progress.regions.size(), 12U);
    EXPECT_EQ(progress.women.registered, 128);
    EXPECT_EQ(progress.women.target, 3000);
    EXPECT_EQ(progress.women.today, 5);
    EXPECT_EQ(progress.cooperatives.registered, 6);
    EXPECT_TRUE(progress.regions[9].provinces.empty());
    EXPECT_EQ(progress.regions[8].women.target, std::nullopt);
}

TEST(Progress, OfARegionListsAllItsProvincesAndNoOtherRegion)
{
    const auto progress = progress_of(launch_day(), partner(service::ScopeLevel::Region, "10"));
    ASSERT_EQ(progress.regions.size(), 1U);
    EXPECT_EQ(progress.regions[0].women.registered, 121);
    EXPECT_EQ(progress.regions[0].provinces.size(), 4U);
    EXPECT_EQ(progress.women.registered, 121);
}

TEST(Progress, OfAProvinceShowsTheRegionsTotalAndItsOwnNumbersAlone)
{
    const auto progress =
        progress_of(launch_day(), partner(service::ScopeLevel::Province, "10.473"));
    ASSERT_EQ(progress.regions.size(), 1U);
    EXPECT_EQ(progress.regions[0].women.registered, 121);
    ASSERT_EQ(progress.regions[0].provinces.size(), 1U);
    EXPECT_EQ(progress.regions[0].provinces[0].province_code, "10.473");
}

TEST(Progress, SmallNumbersAreWithheldFromWhoeverMayNotSeeTheRegistrants)
{
    auto region =
        progress_of(launch_day(), partner(service::ScopeLevel::Region, "10")).regions.at(0);
    EXPECT_EQ(region.persons_with_disabilities, std::nullopt); // four
    EXPECT_EQ(region.self_employed, 12);
    EXPECT_EQ(region.companies, 0);
    EXPECT_TRUE(region.suppressed);
    region = progress_of(launch_day(), view_from({{service::Role::RegionalCoordinator,
                                                   {service::ScopeLevel::Region, "10"}}}))
                 .regions.at(0);
    EXPECT_EQ(region.persons_with_disabilities, 4);
    EXPECT_FALSE(region.suppressed);
}

TEST(Progress, WithholdsSmallNumbersOfWomenToo)
{
    std::vector<Registrant> registrants(3, woman_of("10.261"));
    registrants.insert(registrants.end(), 9, woman_of("10.473"));
    const auto year = snapshot_of({}, 2026, noon_of(kSomeDay), registrants, {});
    const auto told = progress_of(year, partner(service::ScopeLevel::Region, "10"));
    EXPECT_EQ(told.women.registered, 12);
    for (const auto& province : told.regions.at(0).provinces) {
        const bool has_some =
            province.province_code == "10.261" || province.province_code == "10.473";
        EXPECT_EQ(province.women.registered, has_some ? std::nullopt : std::optional(0));
    }
    for (const auto& event : events_of(year, partner(service::ScopeLevel::Province, "10.261")))
        EXPECT_EQ(event.women, event.province_code ? std::nullopt : std::optional(12));
}

TEST(Progress, KeepsNoNumberOfCooperativesOrCompaniesFromAnybody)
{
    auto cooperative = woman_of("10.261");
    cooperative.kind = RegistrantKind::Cooperative;
    auto company = woman_of("10.473");
    company.kind = RegistrantKind::Company;
    const std::vector<Registrant> registrants{cooperative, cooperative, company,
                                              woman_of("10.261")};
    const auto year = snapshot_of({}, 2026, noon_of(kSomeDay), registrants, {});
    const auto told = progress_of(year, partner(service::ScopeLevel::Region, "10"));
    EXPECT_EQ(told.cooperatives.registered, 2);
    EXPECT_EQ(told.regions.at(0).companies, 1);
    EXPECT_EQ(told.regions.at(0).provinces.at(0).cooperatives.registered, 2);
    EXPECT_EQ(told.women.registered, std::nullopt);
}

TEST(Progress, OfARegionWithoutATargetIsMeasuredByWhatItsProvincesAreToReach)
{
    const auto year = snapshot_of({}, 2026, noon_of(kSomeDay), {},
                                  {{.region_code = "09", .value = 100},
                                   {.region_code = "10", .province_code = "10.261", .value = 120},
                                   {.region_code = "10", .province_code = "10.473", .value = 80}});
    const auto progress = progress_of(year, partner(service::ScopeLevel::Nation, ""));
    EXPECT_EQ(progress.regions.at(9).women.target, 200);
    EXPECT_TRUE(progress.regions.at(9).women.target_is_sum);
    EXPECT_FALSE(progress.regions.at(8).women.target_is_sum);
    EXPECT_EQ(progress.regions.at(9).cooperatives.target, std::nullopt);
    EXPECT_EQ(progress.women.target, 300);
}

TEST(ProgressEvents, BeginWithTheTotalAndStayInsideTheScope)
{
    const auto events = events_of(launch_day(), partner(service::ScopeLevel::Province, "10.473"));
    ASSERT_EQ(events.size(), 3U);
    EXPECT_EQ(events[0].region_code, std::nullopt);
    EXPECT_EQ(events[0].women, 121);
    EXPECT_EQ(events[1].region_code, "10");
    EXPECT_EQ(events[1].province_code, std::nullopt);
    EXPECT_EQ(events[2].province_code, "10.473");
    EXPECT_EQ(events[2].women, 41);
}

TEST(ProgressEvents, OfTheNationNameProvincesOnlyForTheRegionAskedFor)
{
    auto view = partner(service::ScopeLevel::Nation, "");
    EXPECT_EQ(events_of(launch_day(), view).size(), 1U + 12U);
    view.region = "10";
    EXPECT_EQ(events_of(launch_day(), view).size(), 1U + 1U + 4U);
}

TEST(Progress, YearIsThisYearWhileTheEditionRuns)
{
    const Edition edition{.starts_on = *core::Date::make(2025, 9, 1),
                          .ends_on = *core::Date::make(2026, 8, 31)};
    EXPECT_EQ(year_of(edition, {}, *core::Date::make(2026, 3, 1)), 2026);
    EXPECT_EQ(year_of(edition, {}, *core::Date::make(2027, 3, 1)), 2026);
    EXPECT_EQ(year_of(edition, {}, *core::Date::make(2024, 3, 1)), 2025);
    EXPECT_EQ(year_of(edition, 2025, *core::Date::make(2026, 3, 1)), 2025);
}

} // namespace
} // namespace jisr::programmes
