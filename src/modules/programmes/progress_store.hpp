#pragma once

#include "modules/programmes/progress.hpp"

namespace jisr::programmes {

/// Counts the registrations of an edition in one year, province by province, in one pass over an
/// index. Reads the table `registration` of the registry, which stands above this module and so
/// cannot be included: its columns edition_id, kind (woman, man, cooperative, company),
/// participation, has_disability, state (registered, withdrawn, merged), registered_day,
/// region_code and province_code are what both have agreed on.
core::Result<std::vector<Count>> count_registrations(db::Reader& reader, const core::Id& edition_id,
                                                     std::int64_t year, core::Date today);

} // namespace jisr::programmes
