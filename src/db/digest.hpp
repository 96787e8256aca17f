#pragma once

#include <sodium.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace jisr::db {

/// BLAKE2b with 32 bytes, fed piece by piece.
class Digest
{
  public:
    Digest() { crypto_generichash_init(&state_, nullptr, 0, kBytes); }

    void bytes(std::string_view piece)
    {
        crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(piece.data()),
                                  piece.size());
    }

    /// The length goes first, so that no two lists of texts read the same.
    void text(std::string_view piece)
    {
        number(static_cast<std::int64_t>(piece.size()));
        bytes(piece);
    }

    /// Eight bytes, the lowest first.
    void number(std::int64_t value)
    {
        unsigned char out[8];
        for (unsigned i = 0; i < sizeof out; ++i)
            out[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(value) >> (8 * i));
        crypto_generichash_update(&state_, out, sizeof out);
    }

    /// The digest in hexadecimal. Call it once.
    std::string hex()
    {
        unsigned char out[kBytes];
        crypto_generichash_final(&state_, out, kBytes);
        char text[2 * kBytes + 1];
        sodium_bin2hex(text, sizeof text, out, kBytes);
        return text;
    }

  private:
    static constexpr std::size_t kBytes = 32;
    crypto_generichash_state state_;
};

} // namespace jisr::db
