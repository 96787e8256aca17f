#pragma once

#include "modules/selection/handlers.hpp"

namespace jisr::selection {

/// Newest first.
core::Result<std::vector<Appeal>> appeals_of_run(db::Reader& reader, const core::Id& run_id);
core::Result<std::vector<Appeal>> appeals_of_registration(db::Reader& reader,
                                                          const core::Id& registration_id);
/// Of an edition, those not answered first, where the actor may see them.
core::Result<std::vector<Appeal>> appeals_of_edition(const service::Context& context,
                                                     const core::Id& edition_id,
                                                     const AppealQuery& query);
/// What became in `run` of those who appealed since the selection before it.
core::Result<std::vector<AppealEffect>> effects_on(db::Reader& reader, const RunRow& run,
                                                   ListOrder order);
/// Whether the registration is among the run's candidates.
/// Whether an appeal of hers waits for its answer.
core::Result<bool> has_open_appeal(db::Reader& reader, const core::Id& registration_id);
core::Result<bool> is_in_run(db::Reader& reader, const core::Id& run_id,
                             const core::Id& registration_id);
/// Whether an appeal of hers was accepted and no selection has been confirmed since.
core::Result<bool> is_reviewed(db::Reader& reader, const CandidateRow& row);
core::Result<std::optional<ListPlace>>
place_in_lists(db::Reader& reader, const core::Id& registration_id, ListOrder order);
core::Result<std::int64_t> promotions_of(db::Reader& reader, const core::Id& run_id);

} // namespace jisr::selection
