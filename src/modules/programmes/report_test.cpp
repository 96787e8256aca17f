#include "modules/programmes/drawn_year.hpp"

#include <gtest/gtest.h>

namespace jisr::programmes {
namespace {

const Openness kEverywhere{.nation = true};
const Openness kNowhere{};

std::int64_t sum_of(const std::vector<ReportCell>& cells)
{
    std::int64_t sum = 0;
    for (const auto& cell : cells)
        sum += cell.registered.value_or(0);
    return sum;
}

const ReportCell& cell(const std::vector<ReportCell>& cells, std::string_view code)
{
    return *std::find_if(cells.begin(), cells.end(),
                         [&](const ReportCell& one) { return one.code == code; });
}

TEST(Report, EverySortAndPlaceAndDayAddsUpToTheSameWomen)
{
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        const auto year = drawn_year(seed, 500 + seed * 37);
        for (const auto& query :
             {ReportQuery{}, ReportQuery{.region = "10"}, ReportQuery{.area = Area::Rural},
              ReportQuery{.region = "06", .group = PriorityGroup::Rural, .disability = true},
              ReportQuery{.from = core::Date::make(2026, 3, 1), .to = core::Date::make(2026, 4, 2)},
              ReportQuery{.region = "10", .province = "10.261"}}) {
            const auto report = report_of(year, query, kEverywhere).value();
            const auto women = report.total.women.value();
            EXPECT_EQ(sum_of(report.areas), women);
            EXPECT_EQ(sum_of(report.disability), women);
            EXPECT_EQ(sum_of(report.phases), women);
            EXPECT_EQ(cell(report.kinds, "woman").registered, women);
            EXPECT_EQ(cell(report.kinds, "cooperative").registered, report.total.cooperatives);
            std::int64_t of_places = 0;
            for (const auto& place : report.places)
                of_places += place.women.value();
            EXPECT_EQ(of_places, women);
            std::int64_t of_days = 0;
            for (const auto& point : report.trend)
                of_days += point.women.value();
            EXPECT_EQ(of_days, women);
        }
    }
}

TEST(Report, CountsWhatTheLiveProgressCounts)
{
    const auto year = drawn_year(7, 2000);
    const auto progress =
        progress_of(year, view_from({{service::Role::NationalAdministrator, {}}}));
    const auto report = report_of(year, {}, kEverywhere).value();
    EXPECT_EQ(report.total.women, progress.women.registered);
    EXPECT_EQ(report.total.cooperatives, progress.cooperatives.registered);
    for (std::size_t i = 0; i < report.places.size(); ++i)
        EXPECT_EQ(report.places[i].women, progress.regions[i].women.registered);
}

TEST(Report, TellsTargetsOfPlacesAndTheActivityRateBesideThem)
{
    const std::vector<Target> targets{
        {.region_code = "10", .value = 3000},
        {.region_code = "10", .province_code = "10.261", .value = 1200},
        {.region_code = "09", .value = 500},
        {.region_code = "10", .measure = Measure::Cooperatives, .value = 300}};
    const auto year = drawn_year(1, 100, 0, targets);
    const auto nation = report_of(year, {}, kEverywhere).value();
    EXPECT_EQ(nation.total.women_target, 3500);
    EXPECT_EQ(nation.total.cooperatives_target, 300);
    EXPECT_EQ(nation.activity.women, 16.8); // HCP, RGPH 2024
    const auto region = report_of(year, {.region = "10"}, kEverywhere).value();
    EXPECT_EQ(region.total.women_target, 3000);
    EXPECT_NE(region.activity.women, nation.activity.women);
    EXPECT_EQ(region.places.size(), 4U);
    const auto province =
        report_of(year, {.region = "10", .province = "10.261"}, kEverywhere).value();
    EXPECT_EQ(province.total.women_target, 1200);
    EXPECT_EQ(report_of(year, {.region = "10", .area = Area::Urban}, kEverywhere)
                  .value()
                  .total.women_target,
              std::nullopt);
}

TEST(Report, TellsDaysOfAQuarterAndMonthsOfAYear)
{
    const auto year = drawn_year(3, 400);
    const auto months = report_of(year, {}, kEverywhere).value();
    EXPECT_EQ(months.trend_step, TrendStep::Month);
    EXPECT_EQ(months.trend.size(), 11U); // until today
    const auto days =
        report_of(year, {.from = core::Date::make(2026, 2, 27), .to = core::Date::make(2026, 3, 2)},
                  kEverywhere)
            .value();
    EXPECT_EQ(days.trend_step, TrendStep::Day);
    EXPECT_EQ(days.trend.size(), 4U);
    EXPECT_EQ(days.trend[1].from, *core::Date::make(2026, 2, 28));
}

TEST(Report, RefusesAPeriodOutsideItsYear)
{
    const auto year = drawn_year(3, 0);
    EXPECT_FALSE(report_of(year, {.from = core::Date::make(2025, 12, 31)}, kEverywhere));
    EXPECT_FALSE(report_of(year, {.to = core::Date::make(2027, 1, 1)}, kEverywhere));
    EXPECT_FALSE(
        report_of(year, {.from = core::Date::make(2026, 3, 2), .to = core::Date::make(2026, 3, 1)},
                  kEverywhere));
}

TEST(Report, GivesOutsidersOneCutAtATime)
{
    const auto year = drawn_year(3, 900);
    const auto is_told = [&](const ReportQuery& query) {
        return report_of(year, query, kNowhere).has_value();
    };
    EXPECT_TRUE(is_told({.disability = true}));
    EXPECT_FALSE(is_told({.disability = true, .area = Area::Rural}));
    EXPECT_FALSE(is_told({.from = core::Date::make(2026, 3, 1),
                          .to = core::Date::make(2026, 3, 31),
                          .disability = true}));
    EXPECT_FALSE(is_told({.region = "10", .province = "10.261", .disability = true}));
    EXPECT_TRUE(report_of(year, {.disability = true}, kNowhere).value().trend.empty());
}

TEST(Report, GivesOutsidersNoOtherPeriodThanAMonthOrTheYear)
{
    const auto year = drawn_year(3, 900);
    const auto date = [](int month, int day) { return core::Date::make(2026, month, day); };
    for (const auto& place : {ReportQuery{}, ReportQuery{.region = "10"},
                              ReportQuery{.region = "10", .province = "10.261"}}) {
        const auto told = [&](auto from, auto to) {
            auto query = place;
            query.from = from;
            query.to = to;
            return report_of(year, query, kNowhere);
        };
        EXPECT_FALSE(told(date(3, 2), date(3, 31)));
        EXPECT_FALSE(told(date(3, 1), date(3, 30)));
        EXPECT_FALSE(told(date(3, 1), date(4, 30)));
        EXPECT_FALSE(told(date(3, 1), std::nullopt));
        EXPECT_FALSE(told(std::nullopt, date(11, 21)));
        EXPECT_TRUE(told(date(1, 1), date(12, 31)));
        const auto month = told(date(3, 1), date(3, 31)).value();
        EXPECT_TRUE(month.areas.empty());
        EXPECT_TRUE(month.trend.empty());
        EXPECT_EQ(month.total.women, told(std::nullopt, std::nullopt).value().trend[2].women);
    }
}

TEST(Report, TellsOutsidersATrendByMonthsAlone)
{
    const auto year = drawn_year(4, 2000);
    for (const auto& query : {ReportQuery{}, ReportQuery{.region = "10"},
                              ReportQuery{.region = "10", .province = "10.261"}}) {
        const auto report = report_of(year, query, kNowhere).value();
        EXPECT_EQ(report.trend_step, TrendStep::Month);
        ASSERT_EQ(report.trend.size(), 11U); // until today
        for (const auto& point : report.trend)
            EXPECT_TRUE(!point.women || *point.women == 0 || *point.women >= core::kSmall);
    }
}

TEST(Report, TellsOutsidersTheSameNumbersHoweverTheyAreAskedFor)
{
    const auto year = drawn_year(5, 900);
    const auto by_region = report_of(year, {.disability = true}, kNowhere).value();
    for (const auto& place : by_region.places) {
        const auto region = report_of(year, {.region = place.code}, kNowhere).value();
        EXPECT_EQ(region.disability.at(0).registered, place.women);
        const auto cut = report_of(year, {.region = place.code, .disability = true}, kNowhere);
        EXPECT_EQ(cut.value().total.women, place.women);
        EXPECT_TRUE(cut.value().places.empty()); // of provinces no sorts are told
    }
}

TEST(Report, TellsOutsidersNoSmallCommune)
{
    const auto year = drawn_year(5, 9000);
    const auto told = report_of(year, {.region = "10", .province = "10.261"}, kNowhere).value();
    EXPECT_FALSE(told.places.empty());
    for (const auto& place : told.places)
        EXPECT_TRUE(!place.women || *place.women == 0 || *place.women >= core::kSmall);
    EXPECT_TRUE(told.areas.empty());
}

TEST(Report, SetsTargetsBesideTheYearAlone)
{
    const auto year = drawn_year(1, 100, 0,
                                 {{.region_code = "10", .value = 3000},
                                  {.region_code = "10", .province_code = "10.261", .value = 700}});
    const auto target = [&](const Openness& open, std::optional<core::Date> from,
                            std::optional<core::Date> to) {
        const auto report = report_of(year, {.region = "10", .from = from, .to = to}, open).value();
        EXPECT_EQ(report.places[0].women_target.has_value(), report.total.women_target.has_value());
        return report.total.women_target;
    };
    for (const auto& open : {kEverywhere, kNowhere}) {
        EXPECT_EQ(target(open, {}, {}), 3000);
        EXPECT_EQ(target(open, core::Date::make(2026, 1, 1), core::Date::make(2026, 12, 31)), 3000);
        EXPECT_EQ(target(open, core::Date::make(2026, 3, 1), core::Date::make(2026, 3, 31)),
                  std::nullopt);
    }
}

TEST(Report, TellsTheActivityRateOfThePlaceItself)
{
    const auto year = drawn_year(1, 0);
    const auto rate = [&](const ReportQuery& query) {
        return report_of(year, query, kEverywhere).value().activity;
    };
    EXPECT_EQ(rate({}).women, 16.8); // HCP, RGPH 2024
    EXPECT_EQ(rate({.area = Area::Rural}).women, 6.8);
    EXPECT_EQ(rate({.area = Area::Rural}).area, Area::Rural);
    EXPECT_EQ(rate({.region = "01"}).women, 20.8);
    EXPECT_EQ(rate({.region = "01"}).place, "01");
    const auto province = rate({.region = "01", .province = "01.511", .area = Area::Urban});
    EXPECT_EQ(province.women, 28.8);
    EXPECT_EQ(province.place, "01.511");
    EXPECT_EQ(province.area, std::nullopt); // not told of provinces
    EXPECT_EQ(province.source, "HCP RGPH 2024");
}

} // namespace
} // namespace jisr::programmes
