#include "tabular/file_digest.hpp"

#include <sodium.h>

#include <fstream>

namespace jisr::tabular {

core::Result<std::string> digest_of_file(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return core::fail(core::problems::invalid("/file", "file_unreadable"));
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, 32);
    char block[65536];
    while (file.read(block, sizeof block) || file.gcount() > 0)
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(block),
                                  static_cast<unsigned long long>(file.gcount()));
    unsigned char digest[32];
    crypto_generichash_final(&state, digest, sizeof digest);
    char text[2 * sizeof digest + 1];
    return std::string(sodium_bin2hex(text, sizeof text, digest, sizeof digest));
}

} // namespace jisr::tabular
