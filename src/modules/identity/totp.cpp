#include "modules/identity/totp.hpp"

#include "service/secret.hpp"
#include "tabular/text.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <algorithm>
#include <array>

namespace jisr::identity {

namespace {

constexpr std::int64_t kStepMilliseconds = 30'000;
constexpr std::size_t kDigits = 6;

std::string digits_in(std::string_view typed)
{
    std::string digits = tabular::ascii_digits(typed);
    std::erase(digits, ' ');
    return digits;
}

} // namespace

std::string new_totp_secret()
{
    std::string secret(20, '\0');
    randombytes_buf(secret.data(), secret.size());
    return secret;
}

std::int64_t totp_step(core::Instant now)
{
    return now.milliseconds / kStepMilliseconds;
}

std::string totp_code(std::string_view secret, std::int64_t step)
{
    std::array<unsigned char, 8> counter{};
    for (std::size_t i = 0; i < counter.size(); ++i)
        counter[i] = static_cast<unsigned char>(step >> (8 * (7 - i)));
    std::array<unsigned char, 20> mac{};
    unsigned length = 0;
    HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(), counter.size(),
         mac.data(), &length);
    const std::size_t offset = mac[19] & 0x0FU; // RFC 4226, 5.3: dynamic truncation
    std::uint32_t number = mac[offset] & 0x7FU;
    for (std::size_t i = 1; i < 4; ++i)
        number = number << 8U | mac[offset + i];
    std::string code = std::to_string(number % 1'000'000);
    return std::string(kDigits - code.size(), '0') + code;
}

std::optional<std::int64_t> matching_step(std::string_view secret, std::string_view typed,
                                          core::Instant now, std::int64_t last_used)
{
    const std::string code = digits_in(typed);
    std::optional<std::int64_t> match;
    for (const std::int64_t neighbour : {-1, 0, 1}) {
        const std::int64_t step = totp_step(now) + neighbour;
        if (step > last_used && service::same_secret(totp_code(secret, step), code))
            match = step;
    }
    return match;
}

std::string base32(std::string_view bytes)
{
    static constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string text;
    std::uint32_t pending = 0;
    int bits = 0;
    for (const char byte : bytes) {
        pending = pending << 8U | static_cast<unsigned char>(byte);
        for (bits += 8; bits >= 5; bits -= 5)
            text += kAlphabet[pending >> (bits - 5) & 0x1FU];
    }
    if (bits > 0)
        text += kAlphabet[pending << (5 - bits) & 0x1FU];
    return text;
}

std::string otpauth_uri(std::string_view secret, std::string_view user_name)
{
    return "otpauth://totp/Jisr:" + std::string(user_name) + "?secret=" + base32(secret) +
           "&issuer=Jisr&algorithm=SHA1&digits=6&period=30";
}

} // namespace jisr::identity
