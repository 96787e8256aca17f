#pragma once

#include "modules/registry/registry.hpp"

#include <optional>
#include <string_view>

namespace jisr::selection {

/// One step of the way of domain.md R1.4 that people take by hand. Places are given and promoted by
/// a selection alone, so nothing here leads to `selected` or `waiting`.
struct Step
{
    registry::Phase from;
    registry::Phase to;
    service::Permission permission;
    bool needs_reason = false;
};

/// The step, when there is one.
const Step* find_step(registry::Phase from, registry::Phase to);

/// Where the actor may take a registration of this place and phase.
std::vector<registry::Phase> steps_from(registry::Phase from, const service::Actor& actor,
                                        const service::Place& place);

/// The change log's word for coming into a phase: "reject", "train" …
std::string_view operation_of(registry::Phase to);

} // namespace jisr::selection
