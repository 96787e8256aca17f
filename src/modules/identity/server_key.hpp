#pragma once

#include "core/result.hpp"

#include <filesystem>
#include <string>
#include <string_view>

/// The key that secrets are encrypted with where they stand in the database: a copy of the database
/// alone opens nothing.
namespace jisr::identity {

/// 32 bytes: from the environment (JISR_SERVER_KEY, 64 hexadecimal digits; servers that share a
/// database share it), else from `server.key` in the data folder, which is made at first need and
/// readable by its owner alone. 503 when it is neither there nor can be made, or is no key.
core::Result<std::string> server_key(const std::filesystem::path& data_folder);

/// `plain` under XChaCha20-Poly1305 with a random nonce, in base64. `owner` is bound in: a sealed
/// text copied to another owner's row does not open.
std::string seal(std::string_view key, std::string_view owner, std::string_view plain);

/// What was sealed; 500 when the key is another or the text was touched.
core::Result<std::string> open_sealed(std::string_view key, std::string_view owner,
                                      std::string_view sealed);

} // namespace jisr::identity
