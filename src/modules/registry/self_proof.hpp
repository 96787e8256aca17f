#pragma once

#include "core/clock.hpp"
#include "core/record.hpp"
#include "service/context.hpp"

#include <string_view>

/// Work that a page does before it may register somebody: nothing for one woman's phone, much for
/// whoever fills the register by the thousand.
namespace jisr::registry {

/// What is to be solved: for each i below `rounds` a number n below 2^32 so that
/// SHA-256(SHA-256(text) ‖ i ‖ n), both as four bytes, most significant first, begins with `bits`
/// zero bits. Many small rounds take nearly the same time on every try; one large one would keep
/// some women waiting for long.
struct Challenge
{
    std::string text; ///< made by the server and known to it again without being kept
    std::int64_t rounds = 0;
    std::int64_t bits = 0;
    core::Instant expires_at;

    static constexpr std::string_view kRecord = "registry.Challenge";
};
BOOST_DESCRIBE_STRUCT(Challenge, (), (text, rounds, bits, expires_at))

core::Result<Challenge> make_challenge(const service::Settings& settings, core::Instant now);

/// A challenge that was solved.
struct Proof
{
    std::string digest; ///< of the challenge, for it counts once
    core::Instant expires_at;
};

/// Reads header X-Proof, `<text>:<n>,<n>,…`. 403 proof_missing without it, 403 proof_wrong when the
/// challenge is not ours or a number does not solve it, 403 proof_expired.
core::Result<Proof> proof_of(const service::Settings& settings, const service::Request& request,
                             core::Instant now);

} // namespace jisr::registry
