#pragma once

#include "modules/registry/attachment.hpp"
#include "modules/registry/merge.hpp"

namespace jisr::registry {

core::Result<void> insert_merge(db::Writer& writer, const MergeRow& merge);
/// 409 overtaken when the row is no longer at `merge.version - 1`.
core::Result<void> update_merge(db::Writer& writer, const MergeRow& merge);
/// 404 without the row.
core::Result<MergeRow> get_merge(db::Reader& reader, const core::Id& id);
/// The one that holds the file now, while it is merged.
core::Result<std::optional<MergeRow>> find_standing_merge(db::Reader& reader,
                                                          const core::Id& merged);
/// Those into the same file after `merge` that stand, oldest first.
core::Result<std::vector<MergeRow>> later_merges(db::Reader& reader, const MergeRow& merge);
/// All that the file was part of, newest first.
core::Result<std::vector<MergeRow>> merges_of(db::Reader& reader, const core::Id& person);

/// Puts a paper into a file.
core::Result<void> move_attachment(db::Writer& writer, const Attachment& attachment);

} // namespace jisr::registry
