#pragma once

#include "modules/convergence/programme_list.hpp"

namespace jisr::convergence {

Result<std::vector<Participation>> participations_from(db::Reader& reader, const core::Id& list_id);
Result<std::optional<Participation>> find_participation(db::Reader& reader, const core::Id& list_id,
                                                        std::int64_t row);
/// Takes it back, with its line of the change log.
Result<void> remove_participation(service::WriteContext& context,
                                  const Participation& participation);

/// Of the file and of all that were merged into it, the latest year first.
Result<std::vector<OwnParticipation>> participations_of(db::Reader& reader,
                                                        const core::Id& person_id);

} // namespace jisr::convergence
