#include "modules/registry/legal_step.hpp"

#include <gmock/gmock.h>

namespace jisr::registry {
namespace {

using enum LegalAct;
using testing::ElementsAre;
using testing::IsEmpty;
using Kind = OrganisationKind;

const core::Date kToday = core::Date::from_days(20'000);

core::Date days_ago(std::int32_t days)
{
    return core::Date::from_days(kToday.days_since_epoch() - days);
}

/// With everything that the act asks for.
LegalStepDraft whole_step(LegalAct act, std::int32_t ago)
{
    LegalStepDraft step{.act = act, .happened_on = days_ago(ago)};
    if (act == RequestName)
        step.names = {"Amal", "Ennour"};
    if (act == ApproveName || act == Register)
        step.number = "12/2026";
    if (act == Register)
        step.court = "Guelmim";
    if (act == RefuseName || act == Suspend || act == Dissolve)
        step.reason = "why";
    return step;
}

std::vector<LegalStep> taken(const std::vector<LegalStepDraft>& drafts)
{
    std::vector<LegalStep> steps;
    for (const auto& draft : drafts)
        static_cast<LegalStepDraft&>(steps.emplace_back()) = draft;
    return steps;
}

std::vector<std::string> faults(const LegalStepDraft& step, Kind kind,
                                const std::vector<LegalStep>& steps)
{
    std::vector<std::string> found;
    for (const auto& fault : faults_of(step, kind, steps, kToday, ""))
        found.push_back(fault.pointer + " " + fault.code);
    return found;
}

TEST(LegalStep, ACooperativeComesToBeThroughNameAssemblyAndRegister)
{
    std::vector<LegalStep> steps;
    std::int32_t ago = 100;
    std::vector<LegalState> states;
    for (const auto act : {RequestName, RefuseName, RequestName, ApproveName, HoldAssembly,
                           Register, Start, Suspend, Resume, Dissolve}) {
        const auto step = whole_step(act, --ago);
        EXPECT_THAT(faults(step, Kind::Cooperative, steps), IsEmpty()) << core::code_of(act);
        static_cast<LegalStepDraft&>(steps.emplace_back()) = step;
        states.push_back(standing_of(steps).legal_state);
    }
    using enum LegalState;
    EXPECT_THAT(states, ElementsAre(NameRequested, NameRefused, NameRequested, NameApproved,
                                    Constituted, Registered, Active, Dormant, Active, Dissolved));
    EXPECT_EQ(standing_of(steps).registration_number, "12/2026");
    EXPECT_EQ(standing_of(steps).court, "Guelmim");
}

TEST(LegalStep, EveryActThatDoesNotFollowIsRefusedFromEveryState)
{
    const std::vector<LegalStepDraft> way{whole_step(RequestName, 9),  whole_step(ApproveName, 8),
                                          whole_step(HoldAssembly, 7), whole_step(Register, 6),
                                          whole_step(Start, 5),        whole_step(Suspend, 4),
                                          whole_step(Dissolve, 3)};
    for (std::size_t done = 0; done <= way.size(); ++done) {
        const auto steps = taken({way.begin(), way.begin() + static_cast<std::ptrdiff_t>(done)});
        const auto from = standing_of(steps).legal_state;
        for (const auto& [act, code] : core::enum_codes<LegalAct>()) {
            const auto acts = acts_from(Kind::Cooperative, from);
            const bool follows = std::find(acts.begin(), acts.end(), act) != acts.end();
            const auto found = faults(whole_step(act, 1), Kind::Cooperative, steps);
            if (follows)
                EXPECT_THAT(found, IsEmpty()) << code << " from " << core::code_of(from);
            else
                EXPECT_THAT(found, ElementsAre("/act no_such_step"))
                    << code << " from " << core::code_of(from);
        }
    }
    EXPECT_THAT(acts_from(Kind::Cooperative, LegalState::Dissolved), IsEmpty());
}

TEST(LegalStep, ACompanyBringsItsCertificateAndIsRegistered)
{
    EXPECT_THAT(acts_from(Kind::Company, LegalState::Forming), ElementsAre(ApproveName, Register));
    EXPECT_THAT(acts_from(Kind::Company, LegalState::NameApproved), ElementsAre(Register));
    EXPECT_THAT(faults(whole_step(HoldAssembly, 1), Kind::Company, {}),
                ElementsAre("/act no_such_step"));
}

TEST(LegalStep, WhatAnActAsksForIsNeededAndNothingElseIsTaken)
{
    EXPECT_THAT(faults({.act = RequestName}, Kind::Cooperative, {}),
                ElementsAre("/happened_on required", "/names required"));
    auto odd = whole_step(RequestName, 1);
    odd.court = "Guelmim";
    EXPECT_THAT(faults(odd, Kind::Cooperative, {}), ElementsAre("/court not_of_this_step"));
    const auto requested = taken({whole_step(RequestName, 5)});
    EXPECT_THAT(faults({.act = RefuseName, .happened_on = kToday}, Kind::Cooperative, requested),
                ElementsAre("/reason required"));
    EXPECT_THAT(faults({.act = Register}, Kind::Cooperative, {}), IsEmpty())
        << "of old: its papers say the rest";
}

TEST(LegalStep, NamesAreAskedOnceAndOnlyOneOfThemIsApproved)
{
    auto twice = whole_step(RequestName, 1);
    twice.names = {"Amal", "amal"};
    EXPECT_THAT(faults(twice, Kind::Cooperative, {}), ElementsAre("/names/1 given_twice"));
    const auto requested = taken({whole_step(RequestName, 5)});
    auto approved = whole_step(ApproveName, 1);
    approved.name = "Ennour";
    EXPECT_THAT(faults(approved, Kind::Cooperative, requested), IsEmpty());
    approved.name = "Baraka";
    EXPECT_THAT(faults(approved, Kind::Cooperative, requested),
                ElementsAre("/name name_not_asked"));
}

TEST(LegalStep, DaysFollowOneAnother)
{
    const auto requested = taken({whole_step(RequestName, 5)});
    auto approved = whole_step(ApproveName, 6);
    EXPECT_THAT(faults(approved, Kind::Cooperative, requested),
                ElementsAre("/happened_on before_the_last_step"));
    approved.happened_on = days_ago(-1);
    EXPECT_THAT(faults(approved, Kind::Cooperative, requested),
                ElementsAre("/happened_on date_in_the_future"));
    approved.happened_on = days_ago(5);
    approved.valid_until = days_ago(6);
    EXPECT_THAT(faults(approved, Kind::Cooperative, requested),
                ElementsAre("/valid_until ends_before_start"));
}

TEST(LegalStep, AStepTakenBackLeavesItWhereItWas)
{
    auto steps = taken({whole_step(RequestName, 5), whole_step(ApproveName, 4)});
    steps[1].valid_until = days_ago(-300);
    EXPECT_EQ(standing_of(steps).name_valid_until, days_ago(-300));
    last_step(steps)->undone_at = core::Instant{1};
    EXPECT_EQ(standing_of(steps).legal_state, LegalState::NameRequested);
    EXPECT_FALSE(standing_of(steps).name_valid_until);
    EXPECT_EQ(last_step(steps)->act, RequestName);
    EXPECT_THAT(faults(whole_step(ApproveName, 5), Kind::Cooperative, steps), IsEmpty())
        << "the day of what was taken back does not count";
}

} // namespace
} // namespace jisr::registry
