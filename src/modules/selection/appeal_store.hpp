#pragma once

#include "modules/selection/handlers.hpp"

namespace jisr::selection {

/// Newest first.
core::Result<std::vector<Appeal>> appeals_of_run(db::Reader& reader, const core::Id& run_id);
core::Result<std::vector<Appeal>> appeals_of_registration(db::Reader& reader,
                                                          const core::Id& registration_id);
/// Whether the registration is among the run's candidates.
core::Result<bool> is_in_run(db::Reader& reader, const core::Id& run_id,
                             const core::Id& registration_id);
core::Result<std::int64_t> promotions_of(db::Reader& reader, const core::Id& run_id);

} // namespace jisr::selection
