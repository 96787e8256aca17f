#pragma once

#include "modules/registry/import.hpp"
#include "service/route.hpp"

namespace jisr::registry {

/// Writes the refused rows of an import as the same kind of file with a column `error` in
/// `language`, the last unless the list has one; gives how many.
core::Result<std::int64_t> write_refused(db::Database& database, const ImportRun& run,
                                         const std::filesystem::path& source,
                                         const std::filesystem::path& target,
                                         core::Language language, core::Date today);

/// The same as a download.
core::Result<service::Response> refused_response(service::DirectContext& context,
                                                 const ImportRun& run,
                                                 const std::filesystem::path& source);

} // namespace jisr::registry
