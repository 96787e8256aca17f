#include "modules/programmes/outside.hpp"

#include "modules/programmes/drawn_year.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace jisr::programmes {
namespace {

/// What is told when it is asked for at every count.
class Outsider
{
  public:
    Outside::Shared told(const Outside::Shared& current, const Openness& open)
    {
        auto next = told_ ? told_next(*told_, *current) : told_first(*current);
        if (next)
            told_ = std::move(next);
        return std::make_shared<const Snapshot>(as_told(*told_, *current, open));
    }

  private:
    std::optional<Told> told_;
};

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
    Outsider outside;
    EXPECT_EQ(women(outside.told(year_with(121, 40), {})), 121 + 40);
    EXPECT_EQ(women(outside.told(year_with(122, 40), {})), 121 + 40);
    EXPECT_EQ(women(outside.told(year_with(125, 44), {})), 121 + 40); // four in each
    EXPECT_EQ(women(outside.told(year_with(126, 44), {})), 126 + 40);
    EXPECT_EQ(women(outside.told(year_with(122, 44), {})), 126 + 40); // going is not told either
    EXPECT_EQ(women(outside.told(year_with(121, 44), {})), 121 + 40);
}

TEST(Outside, CooperativesAreToldAsTheyComeAndMoveNoNumberOfPersons)
{
    Outsider outside;
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

core::Date days_later(int days)
{
    return core::Date::from_days(kSomeDay.days_since_epoch() + days);
}

Outside::Shared year_of(std::vector<Registrant> registrants, core::Date day = kSomeDay)
{
    return std::make_shared<const Snapshot>(
        snapshot_of({}, 2026, noon_of(day), std::move(registrants), {}));
}

const Counts& guelmim(const Outside::Shared& snapshot)
{
    const auto& provinces = territory::provinces();
    const auto here = std::ranges::find(provinces, "10.261", &territory::Province::code);
    return snapshot->tally.provinces[static_cast<std::size_t>(here - provinces.begin())];
}

TEST(Outside, AnotherDayTellsOfNobodyNew)
{
    const auto day = [](core::Date date) {
        return static_cast<std::uint16_t>(date.days_since_epoch() -
                                          core::Date::make(2026, 1, 1)->days_since_epoch());
    };
    Outsider outside;
    std::vector<Registrant> registrants(7, woman_of("10.261"));
    for (auto& woman : registrants)
        woman.day = day(kSomeDay);
    EXPECT_EQ(guelmim(outside.told(year_of(registrants), {}))[column::kToday], 7);
    registrants.push_back(woman_of("10.261"));
    registrants.back().day = day(days_later(1));
    registrants.back().has_disability = true;
    const auto next = guelmim(outside.told(year_of(registrants, days_later(1)), {}));
    EXPECT_EQ(next[column::kWomen], 7);
    EXPECT_EQ(next[column::kToday], 0);
    EXPECT_EQ(next[column::kEarlier], 7);
    EXPECT_EQ(next[column::kDisability], 0);
    const auto month = guelmim(outside.told(year_of(registrants, days_later(9)), {}));
    EXPECT_EQ(month[column::kWomen], 7);
    EXPECT_EQ(month[column::kEarlier], 0);
    for (int i = 0; i < 4; ++i)
        registrants.push_back(registrants.back());
    EXPECT_EQ(women(outside.told(year_of(registrants, days_later(9)), {})), 12);
}

TEST(Outside, TellsWhatIsSensitiveByFivesAlone)
{
    Outsider outside;
    std::vector<Registrant> registrants(44, woman_of("10.261"));
    for (std::size_t i = 0; i < 16; ++i)
        registrants[i].has_disability = true;
    outside.told(year_of(registrants), {});
    const auto come = [&](std::size_t many, std::size_t with) {
        for (std::size_t i = 0; i < many; ++i) {
            registrants.push_back(woman_of("10.261"));
            registrants.back().has_disability = i < with;
            registrants.back().groups = 2;
        }
        return guelmim(outside.told(year_of(registrants), {}));
    };
    auto told = come(6, 1);
    EXPECT_EQ(told[column::kWomen], 50);
    EXPECT_EQ(told[column::kGroups + 1], 6);
    EXPECT_EQ(told[column::kDisability], 16);
    EXPECT_EQ(told[column::kDisability + 1], 34);
    EXPECT_EQ(told[column::kDisabled], 16);
    told = come(5, 4); // five with a disability since, and six without
    EXPECT_EQ(told[column::kDisability], 21);
    EXPECT_EQ(told[column::kDisability + 1], 34);
    told = come(5, 5); // of whom nobody is without
    EXPECT_EQ(told[column::kWomen], 60);
    EXPECT_EQ(told[column::kDisability], 21);
}

TEST(Outside, GoesOnWithPhasesWhenNobodyRegistersAnyMore)
{
    Outsider outside;
    std::vector<Registrant> registrants(40, woman_of("10.261"));
    outside.told(year_of(registrants), {});
    const auto selected = [&](std::size_t many) {
        for (std::size_t i = 0; i < many; ++i)
            registrants[i].phase = Phase::Selected;
        return guelmim(outside.told(
            year_of(registrants), {}))[column::kPhases + static_cast<std::size_t>(Phase::Selected)];
    };
    EXPECT_EQ(selected(4), 0);
    EXPECT_EQ(selected(9), 9);
}

/// A programme as it goes on: women come and leave, are edited and go on, and days pass.
class Going
{
  public:
    explicit Going(std::uint32_t seed) : random_(seed) {}

    Outside::Shared next()
    {
        const auto many = random_() % 9;
        for (std::size_t i = 0; i < many; ++i)
            come();
        if (!registrants_.empty()) {
            registrants_[random_() % registrants_.size()].has_disability = random_() % 4 == 0;
            registrants_[random_() % registrants_.size()].phase =
                static_cast<Phase>(random_() % 10);
        }
        if (registrants_.size() > 20 && random_() % 3 == 0)
            registrants_.erase(registrants_.begin() +
                               static_cast<std::ptrdiff_t>(random_() % registrants_.size()));
        day_ += random_() % 5 == 0 ? 1 : 0;
        return year_of(registrants_, core::Date::from_days(day_));
    }

  private:
    void come()
    {
        auto one = woman_of(random_() % 3 == 0 ? "10.473" : "10.261");
        one.kind = random_() % 8 == 0 ? RegistrantKind::Man : RegistrantKind::Woman;
        one.has_disability = random_() % 4 == 0;
        one.groups = static_cast<std::uint16_t>(random_() % 8);
        one.day =
            static_cast<std::uint16_t>(day_ - core::Date::make(2026, 1, 1)->days_since_epoch());
        registrants_.push_back(one);
    }

    std::mt19937 random_;
    std::int32_t day_ = core::Date::make(2026, 3, 1)->days_since_epoch();
    std::vector<Registrant> registrants_;
};

std::int64_t sum(const Counts& counts, std::size_t first, std::size_t last)
{
    return std::accumulate(counts.begin() + static_cast<std::ptrdiff_t>(first),
                           counts.begin() + static_cast<std::ptrdiff_t>(last), std::int64_t{0});
}

void expect_sums(const Counts& told, std::size_t month)
{
    EXPECT_EQ(sum(told, column::kAreas, column::kDisability), told[column::kWomen]);
    EXPECT_EQ(sum(told, column::kDisability, column::kPhases), told[column::kWomen]);
    EXPECT_EQ(sum(told, column::kPhases, column::kMonths), told[column::kWomen]);
    EXPECT_EQ(sum(told, column::kMonths, column::kToday), told[column::kWomen]);
    EXPECT_EQ(sum(told, column::kToday, column::kCooperativeMonths), told[column::kMonths + month]);
    EXPECT_EQ(told[column::kDisability] + told[column::kDisabledOthers], told[column::kDisabled]);
    EXPECT_GE(*std::ranges::min_element(told), 0);
}

/// Of two readings one after the other.
void expect_no_small_step(const Counts& before, const Counts& now)
{
    std::int64_t persons = 0;
    for (std::size_t column = 0; column < column::kNumber; ++column) {
        const auto step = std::abs(now[column] - before[column]);
        persons += column == column::kToday || column == column::kEarlier ? 0 : step;
        if (column::is_sensitive(column) && column != column::kDisability + 1 &&
            column != column::kDisabled) { // which are reckoned from the others
            EXPECT_TRUE(step == 0 || step >= core::kSmall) << column << " by " << step;
        }
    }
    const auto came =
        std::abs(now[column::kWomen] - before[column::kWomen]) +
        std::abs(now[column::of(RegistrantKind::Man)] - before[column::of(RegistrantKind::Man)]);
    std::int64_t left = 0;
    for (auto phase = column::kPhases; phase < column::kMonths; ++phase)
        left += std::max<std::int64_t>(0, before[phase] - now[phase]);
    EXPECT_TRUE(persons == 0 || came >= core::kSmall || left >= core::kSmall);
}

TEST(Outside, ManyReadingsAddUpAndNoStepOfThemIsSmall)
{
    for (std::uint32_t seed = 1; seed <= 5; ++seed) {
        Going going(seed);
        Outsider outside;
        auto current = going.next();
        auto before = outside.told(current, {});
        for (int reading = 0; reading < 300; ++reading) {
            current = going.next();
            const auto told = outside.told(current, {});
            for (std::size_t i = 0; i < told->tally.provinces.size(); ++i) {
                expect_sums(told->tally.provinces[i], *told->tally.this_month);
                expect_no_small_step(before->tally.provinces[i], told->tally.provinces[i]);
            }
            before = told;
        }
        // And it has gone on, number by number.
        EXPECT_GT(current->tally.nation[column::kWomen], 800);
        for (const auto column : {column::kWomen, column::kDisability, column::kDisability + 1,
                                  column::kDisabledOthers, column::kGroups + 2})
            EXPECT_NEAR(static_cast<double>(before->tally.nation[column]),
                        static_cast<double>(current->tally.nation[column]), 2.0 * core::kSmall)
                << column;
    }
}

TEST(Outside, WhoMaySeeThePersonsSeesThemComeOneByOne)
{
    Outsider outside;
    const Openness own{.provinces = {"10.473"}};
    EXPECT_EQ(women(outside.told(year_with(7, 7), own)), 14);
    const auto told = outside.told(year_with(8, 8), own);
    EXPECT_EQ(women(told), 7 + 8); // her own, and of the other what she knew
    const auto region = std::ranges::find(territory::regions(), "10", &territory::Region::code);
    EXPECT_EQ(told->tally.regions[static_cast<std::size_t>(region - territory::regions().begin())]
                                 [column::kWomen],
              7 + 8);
}

} // namespace
} // namespace jisr::programmes
