#pragma once

#include "modules/registry/duplicate_search.hpp"
#include "modules/registry/duplicate_threshold.hpp"

#include <unordered_map>

namespace jisr::registry {

/// Writes a new run; 409 dedupe_running while another is heard of.
core::Result<void> claim_run(db::Writer& writer, const DedupeRun& run, const std::string& actor);
/// Writes how far it is, and that it is alive.
core::Result<void> save_run(db::Writer& writer, const DedupeRun& run, core::Instant now);
core::Result<std::optional<DedupeRun>> find_last_run(db::Reader& reader);

/// Everyone but merged files, with what is compared of them.
core::Result<void>
every_compared_person(db::Reader& reader,
                      core::FunctionRef<void(const core::Id&, const PersonFields&)> on_person);

/// The files that were merged, and into which.
core::Result<std::unordered_map<core::Id, core::Id>> every_merged(db::Reader& reader);

struct TwoFiles
{
    core::Id pair;
    core::Id a;
    core::Id b;
};
BOOST_DESCRIBE_STRUCT(TwoFiles, (), (pair, a, b))

/// Pairs that somebody told apart.
core::Result<std::vector<TwoFiles>> told_apart(db::Reader& reader);
/// Undecided pairs that a search before `start` found, of files that are not merged.
core::Result<std::vector<TwoFiles>> found_before(db::Reader& reader, core::Instant start);

/// Writes what is now thought of an undecided pair; false when there is none.
core::Result<bool> refresh_pair(db::Writer& writer, const PairRow& found);
/// False when it was decided meanwhile.
core::Result<bool> delete_open_pair(db::Writer& writer, const PairRow& pair);

/// What people decided of pairs that they looked at.
core::Result<std::vector<Decision>> reviewed(db::Reader& reader);

} // namespace jisr::registry
