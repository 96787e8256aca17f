#include "modules/registry/legal_step.hpp"

#include "tabular/text.hpp"

#include <algorithm>
#include <set>

namespace jisr::registry {

namespace {

using enum LegalAct;
using Faults = std::vector<core::FieldError>;
using Kind = OrganisationKind;
using State = LegalState;

struct Transition
{
    LegalAct act;
    State from;
    State to;
    std::optional<Kind> only;
};

constexpr Transition kTransitions[] = {
    {RequestName, State::Forming, State::NameRequested, Kind::Cooperative},
    {RequestName, State::NameRefused, State::NameRequested, Kind::Cooperative},
    {ApproveName, State::NameRequested, State::NameApproved, Kind::Cooperative},
    {ApproveName, State::Forming, State::NameApproved, Kind::Company},
    {RefuseName, State::NameRequested, State::NameRefused, Kind::Cooperative},
    {HoldAssembly, State::NameApproved, State::Constituted, Kind::Cooperative},
    {RequestName, State::NameApproved, State::NameRequested, Kind::Cooperative}, // it ran out
    {Register, State::Constituted, State::Registered, Kind::Cooperative},
    {Register, State::NameApproved, State::Registered, Kind::Company},
    {Register, State::Forming, State::Registered, std::nullopt}, // of old: its papers say the rest
    {Start, State::Registered, State::Active, std::nullopt},
    {Suspend, State::Registered, State::Dormant, std::nullopt},
    {Suspend, State::Active, State::Dormant, std::nullopt},
    {Resume, State::Dormant, State::Active, std::nullopt},
    {Dissolve, State::Registered, State::Dissolved, std::nullopt},
    {Dissolve, State::Active, State::Dissolved, std::nullopt},
    {Dissolve, State::Dormant, State::Dissolved, std::nullopt},
};

bool is_of(const Transition& transition, Kind kind)
{
    return !transition.only || *transition.only == kind;
}

/// From any kind: steps taken were allowed when they were.
State after(State from, LegalAct act)
{
    for (const auto& transition : kTransitions)
        if (transition.act == act && transition.from == from)
            return transition.to;
    return from;
}

template <class T>
void expect(Faults& faults, const std::string& pointer, const T& said, bool asked, bool needed)
{
    bool has = false;
    if constexpr (core::IsVector<T>::value)
        has = !said.empty();
    else
        has = said.has_value();
    if (has && !asked)
        faults.push_back({pointer, "not_of_this_step", {}});
    if (!has && asked && needed)
        faults.push_back({pointer, "required", {}});
}

void check_fields(const LegalStepDraft& step, bool of_old, const std::string& at, Faults& faults)
{
    const auto is = [&](std::initializer_list<LegalAct> acts) {
        return std::find(acts.begin(), acts.end(), step.act) != acts.end();
    };
    expect(faults, at + "/happened_on", step.happened_on, true, !of_old);
    expect(faults, at + "/names", step.names, is({RequestName}), true);
    expect(faults, at + "/name", step.name, is({ApproveName}), false);
    expect(faults, at + "/number", step.number, is({ApproveName, Register}), !of_old);
    expect(faults, at + "/valid_until", step.valid_until, is({ApproveName}), false);
    expect(faults, at + "/court", step.court, is({Register}), !of_old);
    expect(faults, at + "/reason", step.reason, true, is({RefuseName, Suspend, Dissolve}));
}

void check_days(const LegalStepDraft& step, const std::vector<LegalStep>& steps, core::Date today,
                const std::string& at, Faults& faults)
{
    if (!step.happened_on)
        return;
    const bool early = std::any_of(steps.begin(), steps.end(), [&](const LegalStep& taken) {
        return !taken.undone_at && taken.happened_on && *taken.happened_on > *step.happened_on;
    });
    if (*step.happened_on > today)
        faults.push_back({at + "/happened_on", "date_in_the_future", {}});
    else if (early)
        faults.push_back({at + "/happened_on", "before_the_last_step", {}});
    const auto valid_until = standing_of(steps).name_valid_until;
    if (step.act == HoldAssembly && valid_until && *valid_until < *step.happened_on)
        faults.push_back({at + "/happened_on", "name_ran_out", {}});
    if (step.valid_until && *step.valid_until < *step.happened_on)
        faults.push_back({at + "/valid_until", "ends_before_start", {}});
}

void check_names(const LegalStepDraft& step, std::vector<LegalStep>& steps, const std::string& at,
                 Faults& faults)
{
    constexpr std::size_t kMostNames = 5;
    if (step.names.size() > kMostNames)
        faults.push_back({at + "/names", "too_many", {{"most", kMostNames}}});
    std::set<std::string> seen;
    for (std::size_t i = 0; i < step.names.size(); ++i)
        if (!seen.insert(tabular::fold(step.names[i])).second)
            faults.push_back({at + "/names/" + std::to_string(i), "given_twice", {}});
    const auto* const asked = last_step(steps);
    if (!step.name || asked == nullptr || asked->act != RequestName)
        return;
    const auto same = [&](const std::string& name) {
        return tabular::fold(name) == tabular::fold(*step.name);
    };
    if (std::none_of(asked->names.begin(), asked->names.end(), same))
        faults.push_back({at + "/name", "name_not_asked", {}});
}

} // namespace

LegalStanding standing_of(const std::vector<LegalStep>& steps)
{
    LegalStanding standing;
    for (const auto& step : steps) {
        if (step.undone_at)
            continue;
        standing.legal_state = after(standing.legal_state, step.act);
        if (step.act == RequestName)
            standing.name_valid_until.reset();
        if (step.act == ApproveName)
            standing.name_valid_until = step.valid_until;
        if (step.act == Register) {
            standing.registration_number = step.number;
            standing.court = step.court;
            standing.founded_on = step.happened_on;
            standing.name_valid_until.reset(); // it has served
        }
    }
    return standing;
}

LegalStep* last_step(std::vector<LegalStep>& steps)
{
    const auto found = std::find_if(steps.rbegin(), steps.rend(),
                                    [](const LegalStep& step) { return !step.undone_at; });
    return found == steps.rend() ? nullptr : &*found;
}

std::vector<LegalAct> acts_from(OrganisationKind kind, LegalState from)
{
    std::vector<LegalAct> acts;
    for (const auto& transition : kTransitions)
        if (transition.from == from && is_of(transition, kind))
            acts.push_back(transition.act);
    return acts;
}

LegalStepDraft cleaned(LegalStepDraft step)
{
    for (auto& name : step.names)
        name = tabular::clean_text(name);
    std::erase(step.names, "");
    for (auto* text : {&step.name, &step.number, &step.court, &step.reason}) {
        if (*text)
            **text = tabular::clean_text(**text);
        if (*text && (*text)->empty())
            text->reset();
    }
    return step;
}

std::vector<core::FieldError> faults_of(const LegalStepDraft& step, OrganisationKind kind,
                                        std::vector<LegalStep> steps, core::Date today,
                                        const std::string& pointer)
{
    Faults faults;
    const State from = standing_of(steps).legal_state;
    const auto acts = acts_from(kind, from);
    if (std::find(acts.begin(), acts.end(), step.act) == acts.end())
        return {{pointer + "/act", "no_such_step", {{"from", core::code_of(from)}}}};
    const bool of_old = step.act == Register && from == State::Forming;
    check_fields(step, of_old, pointer, faults);
    check_days(step, steps, today, pointer, faults);
    check_names(step, steps, pointer, faults);
    return faults;
}

} // namespace jisr::registry
