#include "service/secret.hpp"

#include <sodium.h>

#include <array>

namespace jisr::service {

namespace {

// Before main, so that the fast implementations are chosen once and every thread may use them.
[[maybe_unused]] const int kSodiumReady = sodium_init();

} // namespace

std::string random_secret()
{
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kVariant);
    text.pop_back(); // the C string's end
    return text;
}

std::string readable_secret()
{
    static constexpr std::string_view kAlphabet = "abcdefghjkmnpqrstuvwxyz23456789"; // no i l o 0 1
    std::string text;
    for (int i = 0; i < 16; ++i) {
        if (i > 0 && i % 4 == 0)
            text += '-';
        text += kAlphabet[randombytes_uniform(kAlphabet.size())];
    }
    return text;
}

std::string digest(std::string_view purpose, std::string_view secret)
{
    std::array<unsigned char, 32> bytes{};
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, bytes.size());
    for (const auto part : {purpose, std::string_view("\0", 1), secret})
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()),
                                  part.size());
    crypto_generichash_final(&state, bytes.data(), bytes.size());
    std::array<char, 2 * bytes.size() + 1> text{};
    return sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
}

bool same_secret(std::string_view left, std::string_view right)
{
    return left.size() == right.size() &&
           sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

} // namespace jisr::service
