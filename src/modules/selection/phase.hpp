#pragma once

#include "modules/registry/registry.hpp"

#include <optional>
#include <string_view>

namespace jisr::selection {

/// One step of the way of domain.md R1.4 that people take by hand. Places of persons are given and
/// promoted by a selection alone; cooperatives and companies, a few hundred in a region, are chosen
/// by a committee, whose decision is recorded with its reason.
struct Step
{
    registry::Phase from;
    registry::Phase to;
    service::Permission permission;
    bool needs_reason = false;
    bool of_organisations_alone = false;
};

enum class Registrant { Person, Organisation };

/// The step, when there is one.
const Step* find_step(registry::Phase from, registry::Phase to, Registrant who);

/// Where the actor may take a registration of this place and phase.
std::vector<registry::Phase> steps_from(registry::Phase from, const service::Actor& actor,
                                        const service::Place& place, Registrant who);

/// The change log's word for coming into a phase: "reject", "train" …
std::string_view operation_of(registry::Phase to);

} // namespace jisr::selection
