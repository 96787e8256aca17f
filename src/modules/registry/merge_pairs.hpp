#pragma once

#include "linkage/experience.hpp"
#include "modules/registry/merge_settling.hpp"
#include "modules/registry/merging.hpp"

namespace jisr::registry {

/// 409 told_apart while a decision stands that a file of `one` and a file of `other` are of two
/// persons.
core::Result<void> require_not_told_apart(db::Reader& reader, const FileTree& one,
                                          const FileTree& other);

/// How likely two files with all that were merged into them are of one person, as they are now: as
/// likely as those two of their files that agree least, so that what is like one file of a woman is
/// not taken for her where another of hers says that it is not.
double likelihood(const FileTree& one, const FileTree& other,
                  const linkage::Experience& experience);

/// Judges the open pairs of the file anew.
core::Result<void> judge_pairs_of(service::WriteContext& context, const core::Id& person);

/// Whoever was like the merged file may be of the person that the kept one is of: puts the two into
/// the queue, unless they are no match as they are now, or were told apart. Judges the pairs that
/// the kept file has already anew: more is known of her than when they were found.
core::Result<void> follow_pairs(service::WriteContext& context, const MergeOrder& order,
                                const FileTree& joined);

} // namespace jisr::registry
