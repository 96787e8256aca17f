#pragma once

#include "modules/programmes/wall.hpp"

namespace jisr::programmes {

/// The walls of an edition that still go on, the latest first.
core::Result<std::vector<WallPass>> open_walls(db::Reader& reader, const core::Id& edition_id,
                                               core::Instant now);

/// Writes when it was closed.
core::Result<void> close_pass(db::Writer& writer, const WallPass& pass);

} // namespace jisr::programmes
