#pragma once

#include "modules/registry/entry_check.hpp"
#include "modules/registry/known_person.hpp"
#include "modules/registry/person_store.hpp"

namespace jisr::registry {

/// Whoever types the number or the names of a woman to see whether she is registered somewhere
/// leaves a trace in the history of a file that she may not see. What tells of it is to be
/// answered, not failed with, which would take the trace back.
core::Result<void> keep_met(service::WriteContext& context, const PersonRow& known);

/// The 409 likely_duplicate with the file that holds her national id already, met now; nothing when
/// none does.
core::Result<std::optional<core::Problem>> meet_numbered(service::WriteContext& context,
                                                         const EntryGround& ground);

/// The same with `matches`; nothing when the agent has said of each that it is of another woman.
core::Result<std::optional<core::Problem>> meet_likely(service::WriteContext& context,
                                                       const std::vector<LikelyMatch>& matches,
                                                       const std::optional<OtherWoman>& other_than);

/// Remembers that the files that came near are of other women, as the agent said who saw them; what
/// she may not see waits for somebody who may.
core::Result<void> keep_apart(service::WriteContext& context, const PersonRow& registered,
                              const std::vector<LikelyMatch>& matches, std::string_view reason,
                              FoundIn found_in);

} // namespace jisr::registry
