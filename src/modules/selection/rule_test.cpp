#include "modules/selection/sheet.hpp"

#include "core/problem.hpp"

#include <gmock/gmock.h>

namespace jisr::selection {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Traits some_woman()
{
    return {.age = 34,
            .sex = "female",
            .commune_code = "10.261.01.03",
            .is_rural = true,
            .schooling = "primary",
            .participation = "individual",
            .priority_groups = {"rural", "low_income"},
            .has_project_idea = true};
}

std::vector<std::string> faults_of(const Rule& rule)
{
    std::vector<core::FieldError> faults;
    check(rule, "/rules/0", faults);
    std::vector<std::string> told;
    for (const auto& fault : faults)
        told.push_back(fault.pointer + " " + fault.code);
    return told;
}

TEST(Rule, BoundsOfAgeAreIncluded)
{
    auto woman = some_woman();
    const Rule rule{.field = RuleField::Age, .least = 20, .most = 50};
    for (const auto& [age, verdict] : {std::pair{19, Verdict::NotMet},
                                       {20, Verdict::Met},
                                       {50, Verdict::Met},
                                       {51, Verdict::NotMet}}) {
        woman.age = age;
        EXPECT_EQ(verdict_on(rule, woman), verdict) << age;
    }
    woman.age.reset();
    EXPECT_EQ(verdict_on(rule, woman), Verdict::Unknown);
}

TEST(Rule, ResidenceInARegionCoversItsCommunesAndNoOther)
{
    const auto woman = some_woman();
    EXPECT_EQ(verdict_on({.field = RuleField::Residence, .any_of = {"10"}}, woman), Verdict::Met);
    EXPECT_EQ(verdict_on({.field = RuleField::Residence, .any_of = {"10.261"}}, woman),
              Verdict::Met);
    EXPECT_EQ(verdict_on({.field = RuleField::Residence, .any_of = {"01", "1"}}, woman),
              Verdict::NotMet);
}

TEST(Rule, OneOfSeveralGroupsIsEnoughAndAForbiddenOneRefuses)
{
    const auto woman = some_woman();
    EXPECT_EQ(
        verdict_on({.field = RuleField::PriorityGroups, .any_of = {"illiterate", "rural"}}, woman),
        Verdict::Met);
    EXPECT_EQ(verdict_on({.field = RuleField::PriorityGroups, .none_of = {"low_income"}}, woman),
              Verdict::NotMet);
}

TEST(Rule, WhatIsNotKnownRefusesNobody)
{
    const std::vector<Rule> rules{{.field = RuleField::Age, .least = 20, .most = 50},
                                  {.field = RuleField::CommitsToTraining, .is = true}};
    const auto asked = eligibility_of(rules, some_woman());
    EXPECT_EQ(asked.verdict, Verdict::Unknown);
    EXPECT_THAT(asked.unknown, ElementsAre(RuleField::CommitsToTraining));
    auto young = some_woman();
    young.age = 17;
    EXPECT_EQ(eligibility_of(rules, young).verdict, Verdict::NotMet);
    EXPECT_THAT(eligibility_of(rules, young).not_met, ElementsAre(RuleField::Age));
}

TEST(Rule, ARuleThatDoesNotFitItsFieldIsRefused)
{
    EXPECT_THAT(faults_of({.field = RuleField::Age, .least = 20}), IsEmpty());
    EXPECT_THAT(faults_of({.field = RuleField::Age}), ElementsAre("/rules/0 rule_does_not_fit"));
    EXPECT_THAT(faults_of({.field = RuleField::Age, .is = true}),
                ElementsAre("/rules/0 rule_does_not_fit"));
    EXPECT_THAT(faults_of({.field = RuleField::Age, .least = 50, .most = 20}),
                ElementsAre("/rules/0/most below_least"));
    EXPECT_THAT(faults_of({.field = RuleField::Schooling, .any_of = {"primary", "good"}}),
                ElementsAre("/rules/0/any_of/1 unknown_code"));
}

const std::vector<Criterion> kSheet{
    {.code = "schooling",
     .weight = 1,
     .most = 10,
     .bands = {{{.field = RuleField::Schooling, .any_of = {"none"}}, 10},
               {{.field = RuleField::Schooling, .any_of = {"primary"}}, 5}}},
    {.code = "project", .weight = 3, .most = 20}};

TEST(Sheet, AScoreExplainsItselfLineByLine)
{
    const auto score = score_of(kSheet, some_woman(), {{}, {.sum = 33, .scorers = 2}});
    ASSERT_EQ(score.lines.size(), 2U);
    EXPECT_EQ(score.lines[0].adds, 1250); // 5 of 10 of a quarter
    EXPECT_EQ(score.lines[1].adds, 6187); // 16.5 of 20 of three quarters, rounded down
    EXPECT_EQ(score.total, 1250 + 6187);
    EXPECT_TRUE(score.complete);
}

TEST(Sheet, WhatNobodyScoredAddsNothingAndIsSaid)
{
    auto woman = some_woman();
    woman.schooling.reset();
    const auto score = score_of(kSheet, woman, {{}, {}});
    EXPECT_EQ(score.total, 0);
    EXPECT_FALSE(score.complete);
    EXPECT_TRUE(score.lines[0].missing);
    EXPECT_TRUE(score.lines[1].missing);
}

} // namespace
} // namespace jisr::selection
