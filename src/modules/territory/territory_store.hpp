#pragma once

#include "db/database.hpp"
#include "modules/territory/territory.hpp"

namespace jisr::territory {

/// The digest of the data in the tables, or nothing in a new database.
core::Result<std::optional<std::string>> find_data_digest(db::Reader& reader);
/// Writes every place and the digest of the data; the caller logs the change.
core::Result<void> store_places(db::Writer& writer, std::string_view digest);

/// The localities of a commune whose folded name holds `folded`, the most frequent first.
core::Result<std::vector<Locality>> list_localities(db::Reader& reader,
                                                    std::string_view commune_code,
                                                    std::string_view folded, std::int64_t limit);

/// The region of a centre. Reads the table of the centres module, which stands above this one and
/// so cannot be included.
core::Result<std::optional<std::string>> find_region_of_centre(db::Reader& reader,
                                                               const core::Id& centre);

} // namespace jisr::territory
