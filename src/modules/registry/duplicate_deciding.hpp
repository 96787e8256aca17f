#pragma once

#include "modules/registry/duplicate.hpp"

namespace jisr::registry {

/// The pair as the actor decides it now.
PairRow decided(const service::Context& context, PairRow pair, PairState state, DecidedIn in,
                std::string_view reason);

/// Writes a decision and its line of the change log; gives the pair as it then is. 412 when
/// somebody was faster.
core::Result<PairRow> decide(service::WriteContext& context, const PairRow& before, PairState state,
                             DecidedIn in, std::string_view reason);

/// Puts the pair back into the queue, with the line of the change log.
core::Result<PairRow> reopen(service::WriteContext& context, const PairRow& before,
                             std::string_view operation, std::string_view reason);

} // namespace jisr::registry
