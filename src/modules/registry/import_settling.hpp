#pragma once

#include "modules/registry/import_desk.hpp"

namespace jisr::registry {

/// The reason that a row has once somebody said that it is the woman whose file it resembles.
inline constexpr std::string_view kConfirmedSame = "confirmed_same";

/// The row is of the woman whose file it resembles: she gets her place in the edition, unless she
/// has one. 404 for a file that the actor may not see; 409 row_settled, edition_closed, and for a
/// file that is not active.
core::Result<ImportRowRecord> settle_as_same(service::WriteContext& context, const ImportRun& run,
                                             ImportRowRecord row);

/// The row is of another woman than the file that it resembles, because of `reason`: she is
/// registered from the file that was imported. 409 row_settled, and for a national id that another
/// file holds.
core::Result<ImportRowRecord> settle_as_another(service::DirectContext& context, EntryCheck& check,
                                                const std::filesystem::path& file,
                                                const ImportRun& run, ImportRowRecord row,
                                                const std::string& reason);

} // namespace jisr::registry
