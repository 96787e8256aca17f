#pragma once

#include "modules/programmes/tally.hpp"

namespace jisr::programmes {

/// The registrations of an edition that stand, of one year, in one pass over an index; none of a
/// year that the edition does not reach. What was entered before its first year or after its last
/// counts on the first or the last day, since forms are typed days after they were filled in. Reads
/// the table `registration` of the registry, which stands above this module and so cannot be
/// included: its columns edition_id, kind (RegistrantKind), participation, has_disability, phase,
/// priority_groups (bits_of), state (active, withdrawn, merged), registered_day and commune_code
/// are what both have agreed on.
core::Result<std::vector<Registrant>>
read_registrants(db::Reader& reader, const core::Id& edition_id, std::int64_t year);

} // namespace jisr::programmes
