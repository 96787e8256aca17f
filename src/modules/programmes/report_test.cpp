#include "modules/programmes/report.hpp"

#include "modules/programmes/progress.hpp"
#include "modules/territory/territory.hpp"

#include <gtest/gtest.h>

#include <random>

namespace jisr::programmes {
namespace {

const auto kEverywhere = [](const std::string& /*code*/) { return true; };

/// Registrants drawn over all communes, and what reports are made from.
class Year
{
  public:
    explicit Year(std::uint32_t seed, std::size_t many = 0)
    {
        std::mt19937 random(seed);
        for (std::size_t i = 0; i < many; ++i) {
            auto& one = registrants.emplace_back();
            one.commune = static_cast<std::uint16_t>(random() % territory::communes().size());
            one.kind = static_cast<RegistrantKind>(random() % 9 < 6 ? 0 : random() % 4);
            one.is_self_employed = random() % 5 == 0;
            one.has_disability = random() % 30 == 0;
            one.day = static_cast<std::uint16_t>(random() % 365);
            one.phase = static_cast<Phase>(random() % 20 < 17 ? 0 : random() % 10);
            one.groups = static_cast<std::uint16_t>(random() % 3 == 0 ? 1 : 8192);
        }
    }

    [[nodiscard]] core::Result<Report> report(const ReportQuery& query, bool limited) const
    {
        return report_of({{}, 2026, {}, *core::Date::make(2026, 11, 22), registrants, targets},
                         query, limited, kEverywhere);
    }

    std::vector<Registrant> registrants;
    std::vector<Target> targets;
};

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
        const Year year(seed, 500 + seed * 37);
        for (const auto& query :
             {ReportQuery{}, ReportQuery{.region = "10"}, ReportQuery{.area = Area::Rural},
              ReportQuery{.region = "06", .group = PriorityGroup::Rural, .disability = true},
              ReportQuery{.from = core::Date::make(2026, 3, 1), .to = core::Date::make(2026, 4, 2)},
              ReportQuery{.region = "10", .province = "10.261"}}) {
            const auto report = year.report(query, false).value();
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
                of_days += point.women;
            EXPECT_EQ(of_days, women);
        }
    }
}

TEST(Report, CountsWhatTheLiveProgressCounts)
{
    const Year year(7, 2000);
    Count sum;
    for (const auto& count : counts_of(year.registrants, 0))
        sum += count;
    const auto report = year.report({}, false).value();
    Year later(7, 2000);
    EXPECT_EQ(cell(report.kinds, "self_employed").registered,
              std::count_if(
                  later.registrants.begin(), later.registrants.end(),
                  [](const Registrant& one) { return one.is_self_employed && one.day <= 325; }));
    const auto whole = year.report({.to = core::Date::make(2026, 12, 31)}, false).value();
    EXPECT_EQ(whole.total.women, sum.women);
    EXPECT_EQ(whole.total.cooperatives, sum.cooperatives);
    EXPECT_EQ(cell(whole.kinds, "company").registered, sum.companies);
}

TEST(Report, TellsTargetsOfPlacesAndTheActivityRateBesideThem)
{
    Year year(1, 100);
    year.targets = {{.region_code = "10", .value = 3000},
                    {.region_code = "10", .province_code = "10.261", .value = 1200},
                    {.region_code = "09", .value = 500},
                    {.region_code = "10", .measure = Measure::Cooperatives, .value = 300}};
    const auto nation = year.report({}, false).value();
    EXPECT_EQ(nation.total.women_target, 3500);
    EXPECT_EQ(nation.total.cooperatives_target, 300);
    EXPECT_EQ(nation.activity.women, 16.8); // HCP, RGPH 2024
    const auto region = year.report({.region = "10"}, false).value();
    EXPECT_EQ(region.total.women_target, 3000);
    EXPECT_NE(region.activity.women, nation.activity.women);
    EXPECT_EQ(region.places.size(), 4U);
    const auto province = year.report({.region = "10", .province = "10.261"}, false).value();
    EXPECT_EQ(province.total.women_target, 1200);
    EXPECT_EQ(year.report({.region = "10", .area = Area::Urban}, false).value().total.women_target,
              std::nullopt);
}

TEST(Report, TellsDaysOfAQuarterAndMonthsOfAYear)
{
    const Year year(3, 400);
    const auto months = year.report({}, false).value();
    EXPECT_EQ(months.trend_step, TrendStep::Month);
    EXPECT_EQ(months.trend.size(), 11U); // until today
    const auto days =
        year.report({.from = core::Date::make(2026, 2, 27), .to = core::Date::make(2026, 3, 2)},
                    false)
            .value();
    EXPECT_EQ(days.trend_step, TrendStep::Day);
    EXPECT_EQ(days.trend.size(), 4U);
    EXPECT_EQ(days.trend[1].from, *core::Date::make(2026, 2, 28));
}

TEST(Report, RefusesAPeriodOutsideItsYear)
{
    const Year year(3);
    EXPECT_FALSE(year.report({.from = core::Date::make(2025, 12, 31)}, false));
    EXPECT_FALSE(year.report({.to = core::Date::make(2027, 1, 1)}, false));
    EXPECT_FALSE(year.report(
        {.from = core::Date::make(2026, 3, 2), .to = core::Date::make(2026, 3, 1)}, false));
}

TEST(Report, GivesOutsidersOneCutAtATime)
{
    const Year year(3, 900);
    EXPECT_FALSE(year.report({.disability = true, .area = Area::Rural}, true));
    EXPECT_FALSE(year.report({.from = core::Date::make(2026, 3, 2), .disability = true}, true));
    EXPECT_FALSE(year.report({.region = "10", .disability = true}, true));
    const auto period = year.report({.from = core::Date::make(2026, 3, 2)}, true).value();
    EXPECT_TRUE(period.areas.empty());
    EXPECT_FALSE(period.trend.empty());
    EXPECT_TRUE(year.report({.disability = true}, true).value().trend.empty());
}

/// Whether the hidden ones of these cells, whose sum is known, could be something else.
void expect_untold(const std::vector<std::optional<std::int64_t>>& shown,
                   const std::vector<std::int64_t>& true_numbers)
{
    std::int64_t sum = 0;
    std::int64_t hidden = 0;
    std::int64_t others = 0;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        EXPECT_TRUE(!shown[i] || *shown[i] == 0 || *shown[i] >= core::kSmall);
        if (shown[i]) {
            others += *shown[i] > 0 ? 1 : 0;
            continue;
        }
        sum += true_numbers[i];
        ++hidden;
    }
    if (hidden > 0 && others > 0) {
        EXPECT_GE(hidden, 2);
        EXPECT_GE(sum, core::kSmall + hidden);
    }
}

TEST(Report, TellsOutsidersNoSmallNumberNorOneBySubtraction)
{
    for (std::uint32_t seed = 1; seed <= 30; ++seed) {
        const Year year(seed, 100 * seed);
        std::vector<std::optional<std::int64_t>> column;
        std::vector<std::int64_t> true_column;
        for (const auto& region : territory::regions()) {
            const auto told = year.report({.region = region.code}, true).value();
            const auto known =
                year.report({.region = region.code, .to = core::Date::make(2026, 12, 31)}, false)
                    .value();
            for (const auto part : {&Report::areas, &Report::disability, &Report::phases}) {
                std::vector<std::optional<std::int64_t>> shown;
                std::vector<std::int64_t> numbers;
                for (std::size_t i = 0; i < (told.*part).size(); ++i) {
                    shown.push_back((told.*part)[i].registered);
                    numbers.push_back(*(known.*part)[i].registered);
                }
                expect_untold(shown, numbers);
            }
            column.push_back(told.disability[0].registered);
            true_column.push_back(*known.disability[0].registered);
        }
        const auto nation = year.report({}, true).value();
        if (nation.disability[0].registered)
            expect_untold(column, true_column);
        else
            EXPECT_TRUE(std::any_of(column.begin(), column.end(), [](auto cell) { return !cell; }));
        // The same numbers, asked for the other way round.
        const auto by_region = year.report({.disability = true}, true).value();
        for (std::size_t i = 0; i < column.size(); ++i)
            EXPECT_EQ(by_region.places[i].women, column[i]);
    }
}

TEST(Report, TellsOutsidersNoSmallCommune)
{
    const Year year(5, 3000);
    const auto told = year.report({.region = "10", .province = "10.261"}, true).value();
    for (const auto& place : told.places)
        EXPECT_TRUE(!place.women || *place.women == 0 || *place.women >= core::kSmall);
    EXPECT_TRUE(told.areas.empty());
}

} // namespace
} // namespace jisr::programmes
