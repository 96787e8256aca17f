#pragma once

#include "modules/selection/handlers.hpp"

namespace jisr::selection {

/// Whether a selection of the move's region was confirmed after it: it took those who were moved as
/// they stood.
core::Result<bool> selected_since(db::Reader& reader, const PhaseMove& move);

/// Whether a registration was moved, withdrawn, brought back or merged after the move. What her
/// file says may have been edited.
core::Result<bool> gone_on_since(db::Reader& reader, const PhaseMove& move,
                                 const core::Id& registration_id);

} // namespace jisr::selection
