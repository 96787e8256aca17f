#pragma once

#include "modules/programmes/outside.hpp"

namespace jisr::programmes {

/// What was told last, if its version is above `known`.
core::Result<std::optional<Told>> find_told(db::Reader& reader, const core::Id& edition_id,
                                            std::int64_t year, std::int64_t known = 0);

/// Unless another server has begun.
core::Result<void> begin_telling(db::Writer& writer, const Told& told);

/// Whether it was kept: not where another server has told something else since the version before.
core::Result<bool> keep_told(db::Writer& writer, const Told& told);

} // namespace jisr::programmes
