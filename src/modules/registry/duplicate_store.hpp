#pragma once

#include "modules/registry/duplicate.hpp"

namespace jisr::registry {

/// False when the two files have a pair already: it stays as it is.
core::Result<bool> insert_pair(db::Writer& writer, const PairRow& pair);
/// 409 overtaken when the row is no longer at `pair.version - 1`.
core::Result<void> update_pair(db::Writer& writer, const PairRow& pair);
/// 404 without the row.
core::Result<PairRow> get_pair(db::Reader& reader, const core::Id& id);
/// Of the two files, in either order.
core::Result<std::optional<PairRow>> find_pair(db::Reader& reader, const core::Id& one,
                                               const core::Id& other);
/// Pairs of the file that nobody has decided.
core::Result<std::vector<PairRow>> open_pairs_of(db::Reader& reader, const core::Id& person);

/// One page of what the actor may decide, the most probable first: both files lie in her area, and
/// neither was merged into another meanwhile while the pair is open.
core::Result<service::Page<PairRow>> list_pairs(const service::Context& context,
                                                const DuplicateQuery& query);
/// The other pairs of the cluster that are in the same queue, the most probable first.
core::Result<std::vector<core::Id>> open_neighbours(const service::Context& context,
                                                    const PairRow& pair);

/// Clusters in which the actor may decide on two pairs and more, that is on three files, those with
/// the likeliest pair first: no more than one looks through at a time.
core::Result<std::vector<core::Id>> likeliest_groups(const service::Context& context);
/// The open pairs of the cluster that the actor may decide, the most probable first.
core::Result<std::vector<PairRow>> open_pairs_in(const service::Context& context,
                                                 const core::Id& cluster);

struct PairCounts
{
    std::int64_t open = 0;
    std::int64_t same = 0;
    std::int64_t different = 0;
};
BOOST_DESCRIBE_STRUCT(PairCounts, (), (open, same, different))

/// Of what the actor may decide.
core::Result<PairCounts> count_pairs(const service::Context& context);

/// Remembers that two files are of two persons, as the actor says who looked at both, with the line
/// of the change log. An earlier decision that they are the same stays.
core::Result<void> note_distinct(service::WriteContext& context, const core::Id& a,
                                 const core::Id& b, double probability, std::string_view reason,
                                 FoundIn found_in);
/// The files of which somebody said that they are of another person than this one.
core::Result<std::vector<core::Id>> told_apart_from(db::Reader& reader, const core::Id& person);

} // namespace jisr::registry
