#pragma once

#include "core/record.hpp"

#include <vector>

namespace jisr::programmes {

/// The four sets of priority groups of the regional strategy (domain.md R5.2).
enum class PriorityGroup : std::uint8_t {
    HardWorkAgriculture,
    HardWorkFactory,
    CrossBorderCarrier,
    DomesticWorker,
    Marginalised,
    Illiterate,
    LowSchooling,
    LowIncome,
    OutOfWork,
    UnpaidWork,
    Unqualified,
    WithoutMeans,
    WeakVocationalSkills,
    Rural,
    PeriUrban,
    SingleMother
};
BOOST_DESCRIBE_ENUM(PriorityGroup, HardWorkAgriculture, HardWorkFactory, CrossBorderCarrier,
                    DomesticWorker, Marginalised, Illiterate, LowSchooling, LowIncome, OutOfWork,
                    UnpaidWork, Unqualified, WithoutMeans, WeakVocationalSkills, Rural, PeriUrban,
                    SingleMother)

/// A bit for each group, the first the lowest.
std::int64_t bits_of(const std::vector<PriorityGroup>& groups);

/// How far a registration has come (domain.md R1.4). A withdrawn one keeps how far it was.
enum class Phase : std::uint8_t {
    Registered,
    Eligible,
    Waiting,
    Selected,
    Trained,
    Accompanied,
    Financed,
    InMarket,
    Graduated,
    Rejected
};
BOOST_DESCRIBE_ENUM(Phase, Registered, Eligible, Waiting, Selected, Trained, Accompanied, Financed,
                    InMarket, Graduated, Rejected)

/// The place of a phase on the way; a refusal is before all of them.
constexpr int steps_of(Phase phase)
{
    return phase == Phase::Rejected ? -1 : static_cast<int>(phase);
}

/// Who registers (domain.md R1.2, R1.3).
enum class RegistrantKind : std::uint8_t { Woman, Man, Cooperative, Company };
BOOST_DESCRIBE_ENUM(RegistrantKind, Woman, Man, Cooperative, Company)

} // namespace jisr::programmes
