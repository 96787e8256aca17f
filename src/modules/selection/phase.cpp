#include "modules/selection/phase.hpp"

#include <algorithm>
#include <array>

namespace jisr::selection {

namespace {

using enum registry::Phase;
using enum service::Permission;

constexpr bool kWithReason = true;
constexpr bool kByCommittee = true;

constexpr std::array kSteps{
    Step{Registered, Eligible, ManageSelection},
    Step{Registered, Rejected, ManageSelection, kWithReason},
    Step{Eligible, Registered, ManageSelection, kWithReason},
    Step{Eligible, Rejected, ManageSelection, kWithReason},
    Step{Eligible, Selected, ManageSelection, kWithReason, kByCommittee},
    Step{Eligible, Waiting, ManageSelection, kWithReason, kByCommittee},
    Step{Waiting, Selected, ManageSelection, kWithReason, kByCommittee},
    Step{Waiting, Rejected, ManageSelection, kWithReason},
    Step{Rejected, Registered, ManageSelection, kWithReason},
    Step{Rejected, Eligible, ManageSelection, kWithReason},
    Step{Selected, Rejected, ManageSelection, kWithReason},
    Step{Selected, Trained, RecordTraining},
    Step{Trained, Accompanied, RecordAccompaniment},
    Step{Trained, Rejected, ManageSelection, kWithReason},
    Step{Accompanied, Financed, RecordFinancing},
    Step{Accompanied, InMarket, RecordFinancing},
    Step{Accompanied, Rejected, ManageSelection, kWithReason},
    Step{Financed, InMarket, RecordFinancing},
    Step{Financed, Graduated, RecordAccompaniment},
    Step{InMarket, Graduated, RecordAccompaniment},
};

bool is_for(const Step& step, Registrant who)
{
    return !step.of_organisations_alone || who == Registrant::Organisation;
}

} // namespace

const Step* find_step(registry::Phase from, registry::Phase to, Registrant who)
{
    const auto* const found = std::find_if(kSteps.begin(), kSteps.end(), [&](const Step& step) {
        return step.from == from && step.to == to && is_for(step, who);
    });
    return found == kSteps.end() ? nullptr : found;
}

std::vector<registry::Phase> steps_from(registry::Phase from, const service::Actor& actor,
                                        const service::Place& place, Registrant who)
{
    std::vector<registry::Phase> phases;
    for (const auto& step : kSteps)
        if (step.from == from && is_for(step, who) && actor.may(step.permission, place))
            phases.push_back(step.to);
    return phases;
}

std::string_view operation_of(registry::Phase to)
{
    switch (to) {
    case Registered:
        return "reopen";
    case Eligible:
        return "admit";
    case Waiting:
        return "wait";
    case Selected:
        return "select";
    case Trained:
        return "train";
    case Accompanied:
        return "accompany";
    case Financed:
        return "finance";
    case InMarket:
        return "enter_market";
    case Graduated:
        return "graduate";
    case Rejected:
        return "reject";
    }
    return "update";
}

} // namespace jisr::selection
