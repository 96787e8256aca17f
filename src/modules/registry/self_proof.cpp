#include "modules/registry/self_proof.hpp"

#include "modules/identity/identity.hpp"

#include <sodium.h>

#include <array>
#include <bit>
#include <charconv>
#include <chrono>
#include <optional>

namespace jisr::registry {

namespace {

using namespace std::chrono_literals;

// 16 · 2^13 hashes in the middle; web/bench/self.mjs measures what that takes on a weak phone.
constexpr std::uint32_t kRounds = 16;
constexpr int kBits = 13;
// She may take her time over the form, or lose the network before she sends it.
constexpr std::chrono::milliseconds kLasts = 30min;
constexpr std::string_view kPurpose = "self-challenge";

using Hash = std::array<unsigned char, crypto_hash_sha256_BYTES>;

Hash sha256(const unsigned char* bytes, std::size_t size)
{
    Hash hash{};
    crypto_hash_sha256(hash.data(), bytes, size);
    return hash;
}

Hash sha256(std::string_view text)
{
    return sha256(reinterpret_cast<const unsigned char*>(text.data()), text.size());
}

void put(std::uint32_t number, unsigned char* at)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        *at++ = static_cast<unsigned char>(number >> static_cast<unsigned>(shift));
}

int zero_bits(const Hash& hash)
{
    int bits = 0;
    for (const auto byte : hash) {
        bits += std::countl_zero(byte);
        if (byte != 0)
            break;
    }
    return bits;
}

bool solves(const Hash& challenge, std::uint32_t round, std::uint32_t number)
{
    std::array<unsigned char, std::tuple_size_v<Hash> + 8> input{};
    std::copy(challenge.begin(), challenge.end(), input.begin());
    put(round, input.data() + challenge.size());
    put(number, input.data() + challenge.size() + 4);
    return zero_bits(sha256(input.data(), input.size())) >= kBits;
}

/// Exactly one number for each round.
bool solve(const Hash& challenge, std::string_view numbers)
{
    const char* at = numbers.data();
    const char* const end = at + numbers.size();
    for (std::uint32_t round = 0; round < kRounds; ++round) {
        if (round > 0 && (at == end || *at++ != ','))
            return false;
        std::uint32_t number = 0;
        const auto read = std::from_chars(at, end, number);
        if (read.ec != std::errc{} || !solves(challenge, round, number))
            return false;
        at = read.ptr;
    }
    return at == end;
}

core::Problem refused(std::string slug)
{
    return {.status = 403, .slug = std::move(slug)};
}

std::optional<core::Instant> end_of(std::string_view plain)
{
    core::Instant end;
    const auto read = std::from_chars(plain.data(), plain.data() + plain.size(), end.milliseconds);
    return read.ec == std::errc{} ? std::optional(end) : std::nullopt;
}

std::string hexadecimal(const Hash& hash)
{
    std::array<char, 2 * std::tuple_size_v<Hash> + 1> text{};
    return sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
}

} // namespace

core::Result<Challenge> make_challenge(const service::Settings& settings, core::Instant now)
{
    const auto expires_at = now.plus(kLasts);
    return Challenge{
        .text = TRY(identity::seal(settings, kPurpose, std::to_string(expires_at.milliseconds))),
        .rounds = kRounds,
        .bits = kBits,
        .expires_at = expires_at};
}

core::Result<Proof> proof_of(const service::Settings& settings, const service::Request& request,
                             core::Instant now)
{
    const auto given = request.header("X-Proof");
    if (given.empty())
        return core::fail(refused("proof_missing"));
    const auto text = given.substr(0, given.find(':'));
    const auto plain = TRY(identity::unseal(settings, kPurpose, text));
    const auto expires_at = plain ? end_of(*plain) : std::nullopt;
    const auto challenge = sha256(text);
    if (!expires_at || text.size() == given.size() ||
        !solve(challenge, given.substr(text.size() + 1)))
        return core::fail(refused("proof_wrong"));
    if (*expires_at <= now)
        return core::fail(refused("proof_expired"));
    return Proof{hexadecimal(challenge), *expires_at};
}

} // namespace jisr::registry
