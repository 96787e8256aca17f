#pragma once

#include "core/clock.hpp"
#include "db/database.hpp"
#include "linkage/experience.hpp"

namespace jisr::registry {

/// Keeps what was learnt of the register instead of what was before.
core::Result<void> save_experience(db::Writer& writer, const linkage::Experience& experience,
                                   core::Instant now);
/// One more with each learning, from 1; 0 when nothing was learnt.
core::Result<std::int64_t> experience_version(db::Reader& reader);
/// What was learnt last; nothing when nothing was, or by another version of this program.
core::Result<std::optional<linkage::Experience>> find_experience(db::Reader& reader);
/// What to judge two files by: what was learnt, else the default for a register of its size.
core::Result<linkage::Experience> experience_of(db::Reader& reader);

} // namespace jisr::registry
