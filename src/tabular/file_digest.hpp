#pragma once

#include "core/result.hpp"

#include <filesystem>
#include <string>

namespace jisr::tabular {

/// BLAKE2b-256 of the file's bytes, in hexadecimal: the same list handed in again is known by it.
/// 422 file_unreadable at "/file".
core::Result<std::string> digest_of_file(const std::filesystem::path& path);

} // namespace jisr::tabular
