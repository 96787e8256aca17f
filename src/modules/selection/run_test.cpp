#include "modules/selection/run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jisr::selection {
namespace {

/// The last digit of her ids and of her reference tells the candidates of these tests apart.
core::Id some_id(int digit)
{
    core::Id id;
    id.bytes.back() = static_cast<unsigned char>(digit);
    return id;
}

CandidateRow candidate(int digit, const std::string& province)
{
    CandidateRow row;
    row.registration_id = some_id(digit);
    row.person_id = some_id(digit);
    row.reference = "J-" + std::to_string(digit);
    row.birth_year = 1980 + digit;
    row.province_code = province;
    row.commune_code = province + ".01.01";
    row.priority_groups = {"illiterate"};
    row.has_disability = digit == 1;
    return row;
}

RunRow some_run()
{
    RunRow run;
    run.as_of = *core::Date::make(2026, 11, 30);
    run.plan.rules.push_back({.field = RuleField::Age, .least = 44});
    run.plan.reserves.push_back({{.field = RuleField::Disability, .is = true}, 50});
    return run;
}

struct Outcome
{
    RunRow run = some_run();
    std::vector<Entry> entries;
};

Outcome drawn(const std::vector<CandidateRow>& candidates)
{
    Outcome outcome;
    Inputs inputs;
    inputs.targets = {{"10.261", 2}, {"10.473", 1}};
    for (const auto& row : candidates)
        add_candidate(outcome.run, row, inputs);
    outcome.entries = list_up(outcome.run, std::move(inputs));
    outcome.run.seed = "seed";
    draw_lots(outcome.run, outcome.entries);
    return outcome;
}

TEST(ListUp, GivesTheSameInWhateverOrderCandidatesAreRead)
{
    const std::vector<CandidateRow> read{candidate(1, "10.261"), candidate(2, "10.261"),
                                         candidate(3, "10.473"), candidate(4, "10.473"),
                                         candidate(5, "10.261")};
    const auto one = drawn(read);
    const auto other = drawn({read[3], read[4], read[1], read[0], read[2]});
    EXPECT_EQ(one.run.list_digest, other.run.list_digest);
    EXPECT_EQ(one.run.digest, other.run.digest);
    EXPECT_EQ(core::json_text(one.entries), core::json_text(other.entries));
    EXPECT_EQ(one.run.candidates, 5);
    EXPECT_EQ(one.run.ineligible, 3); // 43, 42 and 41 years old
    EXPECT_TRUE(comes_to_the_same(one.run, one.entries));
}

TEST(Balance, CountsEachGroupAndWhoOfItIsSelected)
{
    const auto outcome =
        drawn({candidate(1, "10.261"), candidate(2, "10.261"), candidate(3, "10.261")});
    Balance balance(outcome.run.plan);
    for (const auto& entry : outcome.entries)
        balance.add(entry);
    const auto numbers = [&](std::string_view group) {
        for (const auto& one : balance.groups())
            if (one.group == group)
                return std::pair(one.candidates, one.selected);
        return std::pair<std::int64_t, std::int64_t>(-1, -1);
    };
    const auto pair = [](std::int64_t candidates, std::int64_t selected) {
        return std::pair(candidates, selected);
    };
    EXPECT_EQ(numbers("all"), pair(3, 2));
    EXPECT_EQ(numbers("disability"), pair(1, 1));
    EXPECT_EQ(numbers("reserve_0"), pair(1, 1));
    EXPECT_EQ(numbers("under_35"), pair(0, 0));
    EXPECT_EQ(numbers("priority_illiterate"), pair(3, 2));
    EXPECT_EQ(numbers("priority_single_mother"), pair(0, 0));
    EXPECT_EQ(numbers("rural").first + numbers("urban").first, 3);
}

Plan a_twentieth_for_women_with_a_disability()
{
    Plan plan;
    plan.reserves = {{.group = {.field = RuleField::Disability, .is = true}, .percent = 5}};
    return plan;
}

/// Of one province with ten places; the last of them alone has a disability.
std::vector<Entry> twelve_candidates()
{
    std::vector<Entry> entries(12);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        entries[i].registration_id = core::Id::make();
        entries[i].reference = "GON-26-" + std::to_string(i);
        entries[i].quota = "10.261";
        entries[i].score = 1200 - 100 * static_cast<std::int64_t>(i);
    }
    entries.back().reserves = 1;
    return entries;
}

TEST(KeptRuns, ComeToTheSameThoughReservesAreRoundedInAnotherWayToday)
{
    RunRow run;
    run.plan = a_twentieth_for_women_with_a_disability();
    run.seed = "seed";
    run.quotas = {
        {.code = "10.261", .target = 10, .places = 10, .reserved = {0}, .candidates = 12}};
    auto entries = twelve_candidates();
    draw_lots(run, entries);
    EXPECT_EQ(entries.back().seat, kNoSeat);
    EXPECT_TRUE(comes_to_the_same(run, entries));
    ASSERT_THAT(reserved_of(run.plan.reserves, {10}), testing::ElementsAre(testing::ElementsAre(1)))
        << "she has a place in what is drawn up today";
}

} // namespace
} // namespace jisr::selection
