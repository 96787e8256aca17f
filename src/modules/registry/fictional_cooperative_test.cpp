#include "modules/registry/fictional_cooperative.hpp"

#include "modules/registry/membership.hpp"

#include <gtest/gtest.h>

#include <set>

namespace jisr::registry {
namespace {

const core::Date kToday = core::Date::from_days(20'000);

TEST(FictionalCooperatives, ASeedGivesTheSameEachTime)
{
    FictionalCooperatives first(7);
    FictionalCooperatives second(7);
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(core::to_json(first.next("10", kToday)),
                  core::to_json(second.next("10", kToday)));
}

TEST(FictionalCooperatives, AreWhatTheRegistryTakesAndDifferFromOneAnother)
{
    FictionalCooperatives drawn(7);
    std::set<std::string> activities;
    std::set<LegalState> states;
    for (int i = 0; i < 200; ++i) {
        const auto cooperative = drawn.next(i % 2 == 0 ? "09" : "", kToday);
        const auto kept = checked(cooperative, kToday);
        ASSERT_TRUE(kept) << core::json::serialize(core::to_json(cooperative));
        EXPECT_GT(membership_of(*kept).women.value_or(0), 0);
        std::vector<LegalStep> steps;
        for (const auto& draft : cooperative.steps) {
            EXPECT_TRUE(faults_of(draft, kept->kind, steps, kToday, "").empty());
            LegalStep step;
            static_cast<LegalStepDraft&>(step) = draft;
            steps.push_back(step);
        }
        const auto state = standing_of(steps).legal_state;
        EXPECT_TRUE(below_the_minimum(*kept, state).empty());
        activities.insert(kept->activity.value_or(""));
        states.insert(state);
        EXPECT_EQ(kept->ice.value_or("999").substr(0, 3), "999");
    }
    EXPECT_GT(activities.size(), 6U);
    EXPECT_EQ(states.size(), core::enum_codes<LegalState>().size());
}

} // namespace
} // namespace jisr::registry
