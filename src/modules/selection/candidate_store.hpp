#pragma once

#include "modules/selection/candidate.hpp"
#include "service/response.hpp"

#include <map>

namespace jisr::selection {

/// The plan of an edition; an empty one of version 0 where nobody has made one.
core::Result<Plan> plan_of(db::Reader& reader, const core::Id& edition_id);

core::Result<std::optional<CandidateRow>> find_candidate(db::Reader& reader,
                                                         const core::Id& registration_id);

core::Result<std::optional<MovableRow>> find_movable(db::Reader& reader,
                                                     const core::Id& registration_id);

/// Persons' registrations that stand, of one edition and region and in one of `phases`, in the
/// order of their ids.
core::Result<std::vector<CandidateRow>>
candidates_in(db::Reader& reader, const core::Id& edition_id, std::string_view region_code,
              std::initializer_list<registry::Phase> phases);

/// The same one after the other, in no order, without what no selection asks: names, centre and why
/// she came into her phase.
core::Result<void> rank_each(db::Reader& reader, const core::Id& edition_id,
                             std::string_view region_code,
                             std::initializer_list<registry::Phase> phases,
                             core::FunctionRef<void(const CandidateRow&)> rank);

/// What the actor may see of them, oldest first, or a phase's alone.
core::Result<service::Page<CandidateRow>> list_candidates(const service::Context& context,
                                                          const core::Id& edition_id,
                                                          const CandidateQuery& query);

/// The points of a candidate, in the order of the sheet.
core::Result<std::vector<GivenPoints>>
points_of(db::Reader& reader, const core::Id& registration_id, const std::vector<Criterion>& sheet);

/// The points of every candidate of an edition and region who has any.
core::Result<std::map<core::Id, std::vector<GivenPoints>>>
all_points(db::Reader& reader, const core::Id& edition_id, std::string_view region_code,
           const std::vector<Criterion>& sheet);

/// By criterion, then in the order in which they were given.
core::Result<std::vector<Evaluation>> evaluations_of(db::Reader& reader,
                                                     const core::Id& registration_id);

} // namespace jisr::selection
