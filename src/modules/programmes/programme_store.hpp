#pragma once

#include "modules/programmes/programmes.hpp"

namespace jisr::programmes {

/// In the order in which they were made.
core::Result<std::vector<Programme>> list_programmes(db::Reader& reader);
core::Result<std::optional<Programme>> find_programme_by_code(db::Reader& reader,
                                                              std::string_view code);
/// Of one programme, or of all; the latest first.
core::Result<std::vector<Edition>> list_editions(db::Reader& reader,
                                                 const std::optional<core::Id>& programme_id);
core::Result<std::optional<core::Id>>
find_edition_by_code(db::Reader& reader, const core::Id& programme_id, std::string_view code);
core::Result<void> delete_target(db::Writer& writer, const core::Id& id);

} // namespace jisr::programmes
