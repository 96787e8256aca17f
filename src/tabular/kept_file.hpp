#pragma once

#include "core/result.hpp"

#include <filesystem>

namespace jisr::tabular {

/// Copies a list to where it is worked at. Under its name stands the whole file or none, whatever
/// kills the copying: it is written beside, flushed, and then renamed. Its folder is made.
core::Result<void> keep_file(const std::filesystem::path& from, const std::filesystem::path& to);

/// Removes what killed copies left in the folder: lists name people.
void forget_unfinished(const std::filesystem::path& folder);

} // namespace jisr::tabular
