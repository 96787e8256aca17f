#pragma once

#include "linkage/experience.hpp"
#include "modules/registry/duplicate.hpp"
#include "modules/registry/merge.hpp"

namespace jisr::registry {

/// Two files of one person, and how they become one.
struct MergeOrder
{
    PairRow pair;
    PersonRow kept;
    PersonRow merged;
    std::vector<std::string> take; ///< names of PersonFields
    std::string reason;
    DecidedIn decided_in = DecidedIn::Review;
    const linkage::Experience* experience = nullptr; ///< to judge by; null: what was learnt last
};

/// 409 pair_decided, file_merged, kept_withdrawn: an active file is not lost in a withdrawn one.
core::Result<void> require_mergeable(const MergeOrder& order);

/// Merges the files: fields, registrations and papers, each row with its line of the change log;
/// decides the pair, and puts other open pairs of the merged file into the queue for the kept one.
/// Refuses what require_mergeable() does; 409 told_apart while a decision stands that a file of
/// hers and one of the other's are of two persons; 422 with the faults of the fields; 412 when
/// somebody was faster.
core::Result<MergeRow> merge_files(service::WriteContext& context, const MergeOrder& order);

/// Gives both files back what was theirs, at any later time and in any order of merges: the merged
/// file its state, registrations and papers; the kept one the fields that nobody edited since. The
/// pair goes back into the queue. 409 merge_undone, national_id_held.
core::Result<MergeRow> undo_merge(service::WriteContext& context, const MergeRow& merge,
                                  std::string_view reason);

} // namespace jisr::registry
