#pragma once

#include "modules/centres/centres.hpp"

namespace jisr::centres {

/// The centre that bears the code, if any.
core::Result<std::optional<core::Id>> find_centre_by_code(db::Reader& reader,
                                                          std::string_view code);

/// The table with the centre's own id as centre_id, so that a centre's scope covers it.
extern const std::string_view kScopedCentres;

} // namespace jisr::centres
