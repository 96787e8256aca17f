#include "modules/identity/server_key.hpp"

#include "modules/identity/identity.hpp"
#include "service/secret.hpp"

#include <sodium.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace jisr::identity {

namespace {

constexpr std::size_t kKeySize = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr int kBase64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_of(std::string& text)
{
    return reinterpret_cast<unsigned char*>(text.data());
}

/// `source`: where it stands, for who has to mend it.
core::Result<std::string> key_from(std::string_view hexadecimal, std::string source)
{
    while (!hexadecimal.empty() && (hexadecimal.back() == '\n' || hexadecimal.back() == ' '))
        hexadecimal.remove_suffix(1);
    std::string key(kKeySize, '\0');
    std::size_t length = 0;
    const char* end = nullptr;
    const int failed = sodium_hex2bin(bytes_of(key), key.size(), hexadecimal.data(),
                                      hexadecimal.size(), nullptr, &length, &end);
    if (failed != 0 || length != kKeySize || end != hexadecimal.data() + hexadecimal.size())
        return core::fail(core::problems::unavailable(
            source.append(": not the 64 hexadecimal digits of a server key")));
    return key;
}

core::Result<void> unwritable(const std::filesystem::path& path)
{
    return core::fail(
        core::problems::unavailable("cannot write " + path.string() + ": " + std::strerror(errno)));
}

core::Result<void> write_whole(int file, std::string_view text, const std::filesystem::path& path)
{
    const bool written =
        ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fsync(file) == 0;
    if (::close(file) != 0 || !written)
        return unwritable(path);
    return {};
}

/// Written beside and linked into place, so that of two programs that start at once the second
/// takes the first one's key and nobody reads half a file.
core::Result<void> make_key_file(const std::filesystem::path& path)
{
    std::error_code ignored; // the open below tells what matters
    std::filesystem::create_directories(path.parent_path(), ignored);
    std::string key(kKeySize, '\0');
    randombytes_buf(key.data(), key.size());
    std::string text(2 * kKeySize + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes_of(key), key.size());
    text.back() = '\n';
    std::string draft = path.string() + ".XXXXXX";
    const int file = ::mkstemp(draft.data()); // mode 0600
    if (file < 0)
        return unwritable(path);
    auto written = write_whole(file, text, path);
    if (written && ::link(draft.c_str(), path.c_str()) != 0 && errno != EEXIST)
        written = unwritable(path);
    ::unlink(draft.c_str());
    return written;
}

} // namespace

core::Result<std::string> server_key(const std::filesystem::path& data_folder)
{
    if (const char* given = std::getenv("JISR_SERVER_KEY"); given != nullptr && *given != '\0')
        return key_from(given, "JISR_SERVER_KEY");
    const auto path = data_folder / "server.key";
    std::error_code fault;
    const bool is_there = std::filesystem::exists(path, fault);
    if (fault)
        return core::fail(
            core::problems::unavailable("cannot read " + path.string() + ": " + fault.message()));
    if (!is_there)
        TRY(make_key_file(path));
    std::ifstream file(path);
    std::string line;
    if (!std::getline(file, line))
        return core::fail(core::problems::unavailable("cannot read " + path.string()));
    return key_from(line, path.string());
}

std::string seal(std::string_view key, std::string_view owner, std::string_view plain)
{
    std::string sealed(kNonceSize + plain.size() + kTagSize, '\0');
    randombytes_buf(sealed.data(), kNonceSize);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        bytes_of(sealed) + kNonceSize, nullptr, bytes_of(plain), plain.size(), bytes_of(owner),
        owner.size(), nullptr, bytes_of(sealed), bytes_of(key));
    std::string text(sodium_base64_encoded_len(sealed.size(), kBase64), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes_of(sealed), sealed.size(), kBase64);
    text.pop_back(); // the C string's end
    return text;
}

core::Result<std::string> open_sealed(std::string_view key, std::string_view owner,
                                      std::string_view sealed)
{
    std::string bytes(sealed.size(), '\0');
    std::size_t length = 0;
    const int malformed = sodium_base642bin(bytes_of(bytes), bytes.size(), sealed.data(),
                                            sealed.size(), nullptr, &length, nullptr, kBase64);
    if (malformed != 0 || length < kNonceSize + kTagSize)
        return core::fail(core::problems::internal("a sealed secret is malformed"));
    std::string plain(length - kNonceSize - kTagSize, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            bytes_of(plain), nullptr, nullptr, bytes_of(bytes) + kNonceSize, length - kNonceSize,
            bytes_of(owner), owner.size(), bytes_of(bytes), bytes_of(key)) != 0)
        return core::fail(core::problems::internal(
            "a sealed secret does not open: was the server key replaced?"));
    return plain;
}

core::Result<std::string> seal(const service::Settings& settings, std::string_view purpose,
                               std::string_view plain)
{
    const auto key = TRY(server_key(settings.data_folder));
    return seal(key, purpose, plain);
}

core::Result<std::optional<std::string>> unseal(const service::Settings& settings,
                                                std::string_view purpose, std::string_view sealed)
{
    const auto key = TRY(server_key(settings.data_folder));
    auto plain = open_sealed(key, purpose, sealed);
    return plain ? std::optional(std::move(*plain)) : std::nullopt;
}

core::Result<std::string> keyed_digest(const service::Settings& settings, std::string_view purpose,
                                       std::string_view text)
{
    const auto key = TRY(server_key(settings.data_folder));
    return service::digest(std::string(purpose) + '\0' + key, text);
}

} // namespace jisr::identity
