#include "modules/convergence/table.hpp"

#include "core/equations.hpp"
#include "core/suppression.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>

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
    EXPECT_EQ(only.programmes[0].persons, 42); // of how many in all is not told
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

TEST(ConvergenceTable, AYearsSmallNumberIsNoDifferenceOfTheOthers)
{
    const YearCounts counts{
        {province("01.1", 23), province("01.2", 40), province("01.3", 50)},
        {{2025, {province("01.1", 20), province("01.2", 40), province("01.3", 50)}},
         {2026, {province("01.1", 3)}}}};
    for (const auto year : {2025, 2026}) {
        const auto table = table_of(counts, year, kProgrammes, outsider());
        EXPECT_EQ(line(table, "01", "01.1").any, std::nullopt) << year;
    }
    EXPECT_EQ(line(table_of(counts, {}, kProgrammes, outsider()), "01", "01.1").any, 23);
    EXPECT_EQ(line(table_of(counts, 2025, kProgrammes, outsider()), "01", "01.3").any, 50);
    EXPECT_EQ(line(table_of(counts, 2024, kProgrammes, outsider()), "01", "01.3").any, 0);
}

TEST(ConvergenceTable, TheDifferenceOfAYearAndAllYearsIsNoSmallNumber)
{
    // Two women took part in 2026 alone: 42 - 40 would tell.
    const YearCounts counts{{province("01.1", 42)},
                            {{2025, {province("01.1", 40)}}, {2026, {province("01.1", 41)}}}};
    for (const auto year : {2025, 2026})
        EXPECT_EQ(line(table_of(counts, year, kProgrammes, outsider()), "01", "01.1").any,
                  std::nullopt);
    EXPECT_EQ(line(table_of(counts, {}, kProgrammes, outsider()), "01", "01.1").any, 42);
}

TEST(ConvergenceTable, TheProgrammesTogetherTellNoSmallNumberEither)
{
    // 40 + 42 are in programmes, of 42: all but two in both.
    const auto table = table_of({{province("01.1", 2, 40)}, {}}, {}, kProgrammes, outsider());
    const auto& only = line(table, "01", "01.1");
    EXPECT_FALSE(only.any && only.programmes[0].persons && only.programmes[1].persons);
}

/// Registrants over three regions, by what the lists of several years say of them.
YearCounts drawn_counts(std::uint32_t seed, std::int64_t years)
{
    std::mt19937 random(seed);
    YearCounts counts;
    std::map<std::string, PlaceCount> all;
    std::map<std::int64_t, std::map<std::string, PlaceCount>> of_year;
    const auto put = [](std::map<std::string, PlaceCount>& into, const std::string& code,
                        const std::set<std::size_t>& held) {
        auto& count = into.try_emplace(code, province(code, 0)).first->second;
        for (const auto programme : held)
            ++count.of_programme[programme];
        auto& number = held.size() == 1 ? count.one : count.two;
        number += held.empty() ? 0 : 1;
    };
    const auto many = 30 + random() % 300;
    for (std::size_t i = 0; i < many; ++i) {
        const auto at = random() % 9;
        const auto code = std::string("0")
                              .append(std::to_string(1 + at % 3))
                              .append(".")
                              .append(std::to_string(1 + at * at % 4));
        std::set<std::size_t> ever;
        for (std::int64_t year = 0; year < years; ++year) {
            std::set<std::size_t> held;
            for (std::size_t programme = 0; programme < 2; ++programme)
                if (random() % 10 < (year == 0 ? 7U : 2U))
                    held.insert(programme);
            ever.insert(held.begin(), held.end());
            put(of_year[2024 + year], code, held);
        }
        put(all, code, ever);
    }
    for (const auto& [unused, count] : all)
        counts.all.push_back(count);
    for (const auto& [year, places] : of_year)
        for (const auto& [unused, count] : places)
            counts.of_year[year].push_back(count);
    return counts;
}

/// What an outsider was told by all tables together, and what she can reckon from it: told numbers
/// and what follows from them, by name.
class Reckoning
{
  public:
    Reckoning(const YearCounts& counts, const Sight& sight) : counts_(counts), sight_(sight)
    {
        hear({});
        std::vector<std::string> years;
        for (const auto& [year, unused] : counts.of_year) {
            hear(year);
            years.push_back(std::to_string(year));
        }
        for (const auto& place : places_)
            for (const auto* what : {"any", "first", "second", "two"})
                relate_years(place, what, years);
    }

    /// Numbers below five that she was told or can reckon.
    [[nodiscard]] std::vector<std::string> small() const
    {
        std::vector<std::string> names;
        std::map<std::string, std::size_t> unknown;
        for (const auto& [name, number] : truth_)
            if (!told_.contains(name)) {
                unknown.emplace(name, names.size());
                names.push_back(name);
            }
        std::vector<core::Equation> equations;
        for (const auto& [whole, parts] : relations_) {
            std::map<std::size_t, std::int64_t> terms;
            std::int64_t result = 0;
            const auto add = [&](const std::string& name, std::int64_t times) {
                if (told_.contains(name))
                    result -= times * truth_.at(name);
                else
                    terms[unknown.at(name)] += times;
            };
            add(whole, -1);
            for (const auto& part : parts)
                add(part, 1);
            auto& equation = equations.emplace_back();
            equation.result = result;
            for (const auto& [number, times] : terms)
                equation.terms.push_back({number, times});
        }
        std::vector<core::Bounds> bounds(names.size());
        for (std::size_t i = 0; i < names.size(); ++i)
            bounds[i].least = left_out_.contains(names[i]) ? 1 : 0;
        core::narrow(bounds, equations);
        const auto known = core::determined(std::move(equations), names.size());
        std::vector<std::string> found;
        const auto look_at = [&](const std::string& name) {
            const auto number = truth_.at(name);
            if (number > 0 && number < core::kSmall)
                found.push_back(std::string(name).append(" ").append(std::to_string(number)));
        };
        for (std::size_t i = 0; i < names.size(); ++i)
            if (known[i] || bounds[i].least == bounds[i].most)
                look_at(names[i]);
        for (const auto& name : told_)
            look_at(name);
        return found;
    }

  private:
    static std::string name_of(const std::string& table, const std::string& place,
                               const std::string& what)
    {
        return std::string(table).append(" ").append(place).append(" ").append(what);
    }

    static std::vector<std::pair<std::string, std::optional<std::int64_t>>>
    numbers(const Line& line)
    {
        return {{"any", line.any},
                {"one", line.one},
                {"two", line.two},
                {"first", line.programmes[0].persons},
                {"second", line.programmes[1].persons}};
    }

    void hear(std::optional<std::int64_t> year)
    {
        const auto table = year ? std::to_string(*year) : "all";
        const auto shown = table_of(counts_, year, kProgrammes, sight_);
        const auto true_lines = table_of(counts_, year, kProgrammes,
                                         {{}, [](const auto&, const auto&) { return true; }});
        std::map<std::string, std::vector<std::string>> parts;
        for (const auto& line : true_lines) {
            if (line.commune_code)
                continue;
            const auto place = line.province_code.value_or(line.region_code.value_or(""));
            places_.insert(place);
            for (const auto& [what, number] : numbers(line))
                truth_[name_of(table, place, what)] = *number;
            relations_.push_back({name_of(table, place, "any"),
                                  {name_of(table, place, "one"), name_of(table, place, "two")}});
            // In one programme she counts once there, in two twice.
            relations_.push_back({name_of(table, place, "held"),
                                  {name_of(table, place, "any"), name_of(table, place, "two")}});
            relations_.push_back(
                {name_of(table, place, "held"),
                 {name_of(table, place, "first"), name_of(table, place, "second")}});
            truth_[name_of(table, place, "held")] = *line.any + *line.two;
            if (!place.empty())
                parts[line.province_code ? *line.region_code : ""].push_back(place);
        }
        for (const auto& [whole, places] : parts)
            for (const auto* what : {"any", "one", "two", "first", "second"}) {
                std::vector<std::string> names;
                for (const auto& place : places)
                    names.push_back(name_of(table, place, what));
                relations_.push_back({name_of(table, whole, what), std::move(names)});
            }
        for (const auto& line : shown)
            for (const auto& [what, number] : numbers(line))
                (number ? told_ : left_out_)
                    .insert(name_of(
                        table, line.province_code.value_or(line.region_code.value_or("")), what));
    }

    /// All years are a year and what it leaves of them; of two years, each is both and what the
    /// other leaves.
    void relate_years(const std::string& place, const std::string& what,
                      const std::vector<std::string>& years)
    {
        const auto all = name_of("all", place, what);
        const auto rest = [&](const std::string& year) {
            return name_of(std::string("not ").append(year), place, what);
        };
        for (const auto& year : years) {
            const auto in_year = name_of(year, place, what);
            truth_[rest(year)] = truth_.at(all) - truth_.at(in_year);
            relations_.push_back({all, {in_year, rest(year)}});
        }
        if (years.size() != 2 || what == "two")
            return;
        const auto both = name_of("both", place, what);
        const auto first = name_of(years[0], place, what);
        truth_[both] = truth_.at(first) - truth_.at(rest(years[1]));
        relations_.push_back({first, {both, rest(years[1])}});
        relations_.push_back({name_of(years[1], place, what), {both, rest(years[0])}});
    }

    const YearCounts& counts_;
    const Sight& sight_;
    std::set<std::string> places_;
    std::map<std::string, std::int64_t> truth_;
    std::set<std::string> told_;
    std::set<std::string> left_out_; ///< nobody is not left out
    std::vector<std::pair<std::string, std::vector<std::string>>> relations_;
};

TEST(ConvergenceTable, NoSmallNumberCanBeReckonedFromAllTablesTogether)
{
    const auto sight = outsider();
    for (std::uint32_t seed = 1; seed <= 60; ++seed) {
        const auto counts = drawn_counts(seed, 1 + seed % 3);
        EXPECT_TRUE(Reckoning(counts, sight).small().empty())
            << seed << " " << testing::PrintToString(Reckoning(counts, sight).small());
    }
}

/// A list of the whole nation, four of each region and more of one, and another of that region.
TEST(ConvergenceTable, TellsAsManyTotalsAsItMay)
{
    std::vector<PlaceCount> last;
    std::vector<PlaceCount> now{province("10.1", 6), province("10.2", 5)};
    std::vector<PlaceCount> all;
    for (const auto* code : {"01.1", "02.1", "03.1", "04.1", "05.1", "06.1", "07.1", "08.1"})
        last.push_back(province(code, 4));
    last.push_back(province("10.1", 9));
    last.push_back(province("10.2", 6));
    all = last;
    all[8].of_programme[0] = all[8].one = 15;
    all[9].of_programme[0] = all[9].one = 11;
    const YearCounts counts{all, {{2025, last}, {2026, now}}};
    for (const std::optional<std::int64_t> year :
         {std::optional<std::int64_t>(), std::optional<std::int64_t>(2025),
          std::optional<std::int64_t>(2026)}) {
        const auto table = table_of(counts, year, kProgrammes, outsider());
        EXPECT_TRUE(line(table, "", "").any) << year.value_or(0);
        EXPECT_TRUE(line(table, "10", "").any) << year.value_or(0);
    }
    EXPECT_EQ(line(table_of(counts, {}, kProgrammes, outsider()), "", "").any, 58);
}

/// The lists of the demonstration: one of the nation, and two of one region, which tell each other.
TEST(ConvergenceTable, TellsTheNationsTotalOfRegionsThatAreAllSmall)
{
    const std::vector<core::Id> programmes(3);
    const auto count = [](const std::string& code, std::vector<std::int64_t> held, std::int64_t one,
                          std::int64_t two) {
        auto place = province(code, one, two);
        place.of_programme = std::move(held);
        return place;
    };
    std::vector<PlaceCount> last;
    for (const auto& [region, women] : std::map<std::string, std::int64_t>{{"01", 4},
                                                                           {"02", 2},
                                                                           {"03", 5},
                                                                           {"04", 6},
                                                                           {"05", 4},
                                                                           {"06", 2},
                                                                           {"07", 5},
                                                                           {"08", 2},
                                                                           {"09", 5},
                                                                           {"11", 4},
                                                                           {"12", 5}})
        last.push_back(count(std::string(region).append(".1"), {0, women, 0}, women, 0));
    auto all = last;
    for (const auto& place : {count("10.1", {0, 0, 1}, 1, 0), count("10.2", {0, 3, 3}, 4, 1),
                              count("10.3", {0, 1, 3}, 4, 0), count("10.4", {0, 0, 1}, 1, 0)})
        last.push_back(place);
    for (const auto& place : {count("10.1", {2, 0, 1}, 1, 1), count("10.2", {5, 3, 3}, 1, 5),
                              count("10.3", {4, 1, 3}, 2, 3), count("10.4", {1, 0, 1}, 0, 1)})
        all.push_back(place);
    const YearCounts counts{all,
                            {{2025, last},
                             {2026,
                              {count("10.1", {2, 0, 0}, 2, 0), count("10.2", {5, 0, 0}, 5, 0),
                               count("10.3", {4, 0, 0}, 4, 0), count("10.4", {1, 0, 0}, 1, 0)}}}};
    const auto table = table_of(counts, {}, programmes, outsider());
    EXPECT_EQ(line(table, "", "").any, 58);
    EXPECT_EQ(line(table, "", "").programmes[1].persons, 48);
    EXPECT_EQ(line(table, "10", "").one, std::nullopt);
}

} // namespace
} // namespace jisr::convergence
