#pragma once

#include "core/result.hpp"
#include "modules/identity/identity.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Slows guessing down without keeping anybody out for ever. Failures are counted by user name and
/// by address, on all servers together. From the fifth on, each is followed by a pause of 1, 2, 4 …
/// seconds, 15 minutes at most, in which no attempt is looked at. An attempt is counted before its
/// password is looked at, so that a hundred at once are no way around the pause. A right password
/// clears the count of its name; the count of an address ages out after a day, because whoever
/// guesses at others' passwords may own one himself.
///
/// A pause of a name would let anyone keep its owner out. So attempts from an address where she has
/// signed in before are counted apart from those of strangers (as OWASP's device cookies do, with
/// the address in the cookie's place).
namespace jisr::identity {

/// What failures are counted under.
struct Subject
{
    std::string key;       ///< a digest: what is typed as a name may be a password
    std::int64_t free = 5; ///< failures, this one included, before a pause follows
    std::chrono::seconds first_pause{1};
    std::chrono::seconds longest_pause{std::chrono::minutes(15)};
    std::optional<core::Id> user_id; ///< whom a pause keeps out
};

/// The pause after the `failures`th failure in a row.
std::chrono::seconds pause_after(std::int64_t failures, const Subject& subject);

/// The address as failures are counted under it, without a port. An IPv6 line has a /64 of its own,
/// RFC 6177 or a phone's, and a client as many addresses in it as it likes: the network counts, as
/// `2001:db8:7:1::/64`. More than that is not taken together: a /56 may be several households.
/// `::ffff:1.2.3.4` is 1.2.3.4. What is no address stays as it is.
std::string counted_address(std::string_view address);

/// The subjects of one attempt: name first. Names that do not exist are counted like others, so
/// that nobody learns which do.
struct Attempt
{
    Subject name;
    Subject address;
    std::string address_hash;
};

core::Result<Attempt> attempt_at(db::Reader& reader, std::string_view user_name,
                                 std::string_view address);

/// Counts the attempt as failed for as long as nobody says otherwise, or refuses it with 429
/// too_many_attempts and `retry_after` in seconds. Waits for the commit.
core::Result<void> begin_attempt(service::Services& services, const Attempt& attempt);

/// The password was right: clears the name's count and takes back the address's, in the transaction
/// that signs in.
core::Result<void> succeed(db::Writer& writer, const Attempt& attempt, const core::Id& user_id,
                           core::Instant now);
/// The password was right but not enough to sign in: takes back this attempt and nothing else.
core::Result<void> take_back(db::Writer& writer, const Attempt& attempt);
/// An administrator says that it was really her: lifts what keeps her out, at her own desk too.
core::Result<void> forget_failures(db::Writer& writer, const core::Id& user_id);

} // namespace jisr::identity
