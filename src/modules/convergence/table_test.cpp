#include "modules/convergence/table.hpp"

#include <gtest/gtest.h>

namespace jisr::convergence {
namespace {

const std::vector<core::Id> kProgrammes{core::Id::make(), core::Id::make()};

Sight outsider()
{
    return {{}, [](const auto&, const auto&) { return false; }};
}

/// A province in which so many take part in the first programme alone, and so many in both.
PlaceCount province(const std::string& code, std::int64_t first, std::int64_t both = 0)
{
    return {.region_code = code.substr(0, 2),
            .province_code = code,
            .commune_code = code + ".1",
            .of_programme = {first + both, both},
            .one = first,
            .two = both};
}

const Line& line(const std::vector<Line>& table, const std::string& region,
                 const std::string& province)
{
    for (const auto& one : table)
        if (one.region_code.value_or("") == region && one.province_code.value_or("") == province &&
            !one.commune_code)
            return one;
    throw std::runtime_error("no line");
}

TEST(ConvergenceTable, TellsWhoMaySeeThePersonsEverything)
{
    const auto table = table_of({{province("01.1", 2), province("01.2", 9)}, {}}, {}, kProgrammes,
                                {{"02"}, [](const auto&, const auto&) { return true; }});
    EXPECT_EQ(line(table, "", "").any, 11);
    EXPECT_EQ(line(table, "01", "01.1").one, 2);
    EXPECT_EQ(line(table, "02", "").any, 0);
}

TEST(ConvergenceTable, LeavesOutASmallNumberAndAnotherThatWouldTellIt)
{
    const auto table =
        table_of({{province("01.1", 2), province("01.2", 20), province("01.3", 30)}, {}}, {},
                 kProgrammes, outsider());
    EXPECT_EQ(line(table, "01", "01.1").any, std::nullopt);
    EXPECT_EQ(line(table, "01", "01.2").any, std::nullopt); // else 52 - 50 would tell
    EXPECT_EQ(line(table, "01", "01.3").any, 30);
    EXPECT_EQ(line(table, "01", "").any, 52);
    EXPECT_EQ(line(table, "", "").any, 52);
}

TEST(ConvergenceTable, LeavesOutTheSumWhereNothingElseIsLeft)
{
    const auto table =
        table_of({{province("01.1", 3), province("02.1", 40), province("03.1", 50)}, {}}, {},
                 kProgrammes, outsider());
    // The province is the whole region, and so is the one that protects it.
    EXPECT_EQ(line(table, "01", "").any, std::nullopt);
    EXPECT_EQ(line(table, "02", "").any, std::nullopt);
    EXPECT_EQ(line(table, "02", "02.1").any, std::nullopt);
    EXPECT_EQ(line(table, "03", "").any, 50);
    EXPECT_EQ(line(table, "", "").any, 93);
}

TEST(ConvergenceTable, TwoSmallNumbersDoNotTellEachOtherByTheirSum)
{
    const auto table =
        table_of({{province("01.1", 1), province("01.2", 1), province("01.3", 30)}, {}}, {},
                 kProgrammes, outsider());
    EXPECT_EQ(line(table, "01", "01.3").any, std::nullopt); // 32 - 30 = 2 would be one and one
    EXPECT_EQ(line(table, "01", "").any, 32);
}

TEST(ConvergenceTable, ALineAloneDoesNotTellItsSmallNumber)
{
    const auto table = table_of({{province("01.1", 40, 2)}, {}}, {}, kProgrammes, outsider());
    const auto& only = line(table, "01", "01.1");
    EXPECT_EQ(only.two, std::nullopt);
    EXPECT_EQ(only.one, std::nullopt); // any - one = two
    EXPECT_EQ(only.any, 42);
    EXPECT_EQ(only.programmes[1].persons, std::nullopt);
    EXPECT_EQ(only.programmes[0].persons, std::nullopt);
}

TEST(ConvergenceTable, ShowsThatThereIsNobody)
{
    const auto table = table_of({{province("01.1", 40)}, {}}, {}, kProgrammes, outsider());
    EXPECT_EQ(line(table, "01", "").two, 0);
    EXPECT_EQ(line(table, "01", "").programmes[1].persons, 0);
}

TEST(ConvergenceTable, NamesCommunesToWhoMaySeeThePersonsAlone)
{
    const YearCounts counts{{province("01.1", 9)}, {}};
    const auto open = [](const auto&, const auto&) { return true; };
    const auto seen = table_of(counts, {}, kProgrammes, {{}, open});
    EXPECT_EQ(seen.back().commune_code, "01.1.1");
    EXPECT_EQ(seen.back().any, 9);
    EXPECT_EQ(table_of(counts, {}, kProgrammes, outsider()).size(), 3U);
}

TEST(ConvergenceTable, AYearHidesWhatIsSmallInAnyYearAndInAllTogether)
{
    const YearCounts counts{
        {province("01.1", 23), province("01.2", 40), province("01.3", 50)},
        {{2025, {province("01.1", 20), province("01.2", 40), province("01.3", 50)}},
         {2026, {province("01.1", 3)}}}};
    for (const std::optional<std::int64_t> year :
         {std::optional<std::int64_t>(), std::optional<std::int64_t>(2025),
          std::optional<std::int64_t>(2026)}) {
        const auto table = table_of(counts, year, kProgrammes, outsider());
        EXPECT_EQ(line(table, "01", "01.1").any, std::nullopt) << year.value_or(0);
    }
    EXPECT_EQ(line(table_of(counts, 2025, kProgrammes, outsider()), "01", "01.3").any, 50);
    EXPECT_EQ(line(table_of(counts, 2024, kProgrammes, outsider()), "01", "01.3").any, 0);
}

TEST(ConvergenceTable, TheDifferenceOfAYearAndAllYearsIsNoSmallNumber)
{
    // Two women took part in 2026 alone: 42 - 40 would tell.
    const YearCounts counts{{province("01.1", 42)},
                            {{2025, {province("01.1", 40)}}, {2026, {province("01.1", 41)}}}};
    EXPECT_EQ(line(table_of(counts, {}, kProgrammes, outsider()), "01", "01.1").any, std::nullopt);
    EXPECT_EQ(line(table_of(counts, 2025, kProgrammes, outsider()), "01", "01.1").any,
              std::nullopt);
}

} // namespace
} // namespace jisr::convergence
