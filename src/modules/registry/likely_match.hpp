#pragma once

#include "modules/registry/entry_check.hpp"
#include "modules/registry/known_person.hpp"
#include "modules/registry/person_store.hpp"

namespace jisr::registry {

/// 409 likely_duplicate with the file that holds her national id already.
core::Result<void> refuse_numbered(const service::Context& context, const EntryGround& ground);

/// 409 likely_duplicate with `matches`, unless the agent has said of each that it is of another
/// woman.
core::Result<void> refuse_likely(const service::Context& context,
                                 const std::vector<LikelyMatch>& matches,
                                 const std::optional<OtherWoman>& other_than);

/// Remembers that the files that came near are of other women, as the agent said who saw them; what
/// she may not see waits for somebody who may.
core::Result<void> keep_apart(service::WriteContext& context, const PersonRow& registered,
                              const std::vector<LikelyMatch>& matches, std::string_view reason,
                              FoundIn found_in);

} // namespace jisr::registry
