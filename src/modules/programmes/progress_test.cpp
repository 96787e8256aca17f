#include "modules/programmes/progress.hpp"

#include "modules/territory/territory.hpp"

#include <gtest/gtest.h>

namespace jisr::programmes {
namespace {

/// Nobody is asked for a centre in these tests, so nothing may be read.
class NoReader : public db::Reader
{
  public:
    using OnRow = core::FunctionRef<bool(const db::Row&)>;

    core::Result<void> query(std::string_view, db::Params, OnRow) override
    {
        return core::fail(core::problems::internal("read"));
    }

    core::Result<void> stream(std::string_view sql, db::Params params, OnRow on_row) override
    {
        return query(sql, params, on_row);
    }
};

Visibility visibility(service::ScopeLevel level, std::string code)
{
    service::Actor actor;
    actor.assignments.push_back({service::Role::Partner, {level, std::move(code)}});
    NoReader reader;
    return *visibility_of(actor, reader);
}

Snapshot launch_day()
{
    Snapshot snapshot;
    snapshot.counts = {{.region_code = "09", .province_code = "09.001", .women = 7},
                       {.region_code = "10",
                        .province_code = "10.261",
                        .women = 80,
                        .women_today = 5,
                        .cooperatives = 2,
                        .persons_with_disabilities = 3,
                        .self_employed = 12},
                       {.region_code = "10",
                        .province_code = "10.473",
                        .women = 41,
                        .persons_with_disabilities = 1}};
    snapshot.targets = {{.region_code = "10", .value = 3000},
                        {.region_code = "10", .province_code = "10.261", .value = 1200},
                        {.region_code = "10", .measure = Measure::Cooperatives, .value = 300}};
    return snapshot;
}

TEST(Progress, OfTheNationAddsUpItsRegionsAndListsNoProvinces)
{
    const auto progress =
        progress_of(launch_day(), {visibility(service::ScopeLevel::Nation, ""), {}, {}});
    EXPECT_EQ(progress.regions.size(), 12U);
    EXPECT_EQ(progress.women.registered, 128);
    EXPECT_EQ(progress.women.target, 3000);
    EXPECT_EQ(progress.women.today, 5);
    EXPECT_EQ(progress.cooperatives.registered, 2);
    EXPECT_TRUE(progress.regions[9].provinces.empty());
    EXPECT_EQ(progress.regions[8].women.target, std::nullopt);
}

TEST(Progress, OfARegionListsAllItsProvincesAndNoOtherRegion)
{
    const auto progress =
        progress_of(launch_day(), {visibility(service::ScopeLevel::Region, "10"), {}, {}});
    ASSERT_EQ(progress.regions.size(), 1U);
    EXPECT_EQ(progress.regions[0].women.registered, 121);
    EXPECT_EQ(progress.regions[0].provinces.size(), 4U);
    EXPECT_EQ(progress.women.registered, 121);
}

TEST(Progress, OfAProvinceShowsTheRegionsTotalAndItsOwnNumbersAlone)
{
    const auto progress =
        progress_of(launch_day(), {visibility(service::ScopeLevel::Province, "10.473"), {}, {}});
    ASSERT_EQ(progress.regions.size(), 1U);
    EXPECT_EQ(progress.regions[0].women.registered, 121);
    ASSERT_EQ(progress.regions[0].provinces.size(), 1U);
    EXPECT_EQ(progress.regions[0].provinces[0].province_code, "10.473");
}

TEST(Progress, SmallNumbersAreWithheldFromWhoeverMayNotSeeTheRegistrants)
{
    View view{visibility(service::ScopeLevel::Region, "10"), {}, {}};
    auto region = progress_of(launch_day(), view).regions.at(0);
    EXPECT_EQ(region.persons_with_disabilities, std::nullopt); // four
    EXPECT_EQ(region.self_employed, 12);
    EXPECT_EQ(region.companies, 0);
    EXPECT_TRUE(region.suppressed);
    view.unsuppressed.insert("10");
    region = progress_of(launch_day(), view).regions.at(0);
    EXPECT_EQ(region.persons_with_disabilities, 4);
    EXPECT_FALSE(region.suppressed);
}

TEST(ProgressEvents, BeginWithTheTotalAndStayInsideTheScope)
{
    const auto events =
        events_of(launch_day(), {visibility(service::ScopeLevel::Province, "10.473"), {}, {}});
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
    View view{visibility(service::ScopeLevel::Nation, ""), {}, {}};
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
