#include "modules/identity/lockout.hpp"

#include "http/text.hpp"
#include "modules/identity/attempt_store.hpp"
#include "service/secret.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <optional>

namespace jisr::identity {

using namespace std::chrono_literals;

namespace {

constexpr std::int64_t kFreeOfName = 5;
// A whole centre sits behind one address.
constexpr std::int64_t kFreeOfAddress = 20;
// Half of the time after which a count is forgotten, or whoever waits would begin anew each time.
constexpr std::chrono::seconds kLongestPauseOfTarget = 12h;
constexpr std::chrono::milliseconds kForgottenAfter = 24h;

/// Few who guess know what they guess at so well as a sign-in name, and what they find out is a
/// person: the pauses are long.
Subject target_of(const Guess& guess)
{
    return {service::digest("guess-" + guess.kind, guess.target), kFreeOfName, 60s,
            kLongestPauseOfTarget};
}

Subject address_of(const Guess& guess)
{
    return {service::digest("guess-address-" + guess.kind, guess.address), kFreeOfAddress};
}

std::int64_t seconds_left(core::Instant until, core::Instant now)
{
    return (until.milliseconds - now.milliseconds + 999) / 1000;
}

core::Result<void> count_one(db::Writer& writer, const Subject& subject, core::Instant now)
{
    auto count = TRY(hold_count(writer, subject.key, subject.user_id));
    if (count.blocked_until > now)
        return core::fail(core::Problem{.status = 429, .slug = "too_many_attempts"}.with(
            "retry_after", seconds_left(count.blocked_until, now)));
    if (count.last_at.plus(kForgottenAfter) < now)
        count.failures = 0;
    ++count.failures;
    count.last_at = now;
    count.blocked_until = now.plus(pause_after(count.failures, subject));
    return save_count(writer, subject.key, count);
}

/// `1.2.3.4:5555` and `[::1]:5` are written with the port; of an address of a link, `fe80::1%eth0`,
/// the end names the network card.
std::string without_port(std::string_view address)
{
    address = address.substr(0, address.find_last_not_of(" \t") + 1);
    if (address.starts_with('['))
        address = address.substr(1, address.find(']') - 1);
    else if (std::count(address.begin(), address.end(), ':') == 1)
        address = address.substr(0, address.find(':'));
    return std::string(address.substr(0, address.find('%')));
}

using AddressBytes = std::array<std::uint8_t, 16>;
constexpr AddressBytes kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF}; ///< ::ffff:0:0/96
constexpr std::size_t kMappedBytes = 12;

bool is_mapped(const AddressBytes& bytes)
{
    return std::equal(kMapped.begin(), kMapped.begin() + kMappedBytes, bytes.begin());
}

/// The same for each spelling of an address, an IPv4 one as a socket of both kinds hears it.
std::optional<AddressBytes> bytes_of(const std::string& plain)
{
    AddressBytes bytes = kMapped;
    if (::inet_pton(AF_INET, plain.c_str(), bytes.data() + kMappedBytes) == 1 ||
        ::inet_pton(AF_INET6, plain.c_str(), bytes.data()) == 1)
        return bytes;
    return std::nullopt;
}

bool is_trusted(const service::Settings& settings, const http::Request& request)
{
    const auto proxy = bytes_of(settings.trusted_proxy);
    return proxy && proxy == bytes_of(without_port(request.remote_address));
}

/// The proxy appends whom it heard, to the header or in one of its own; what stands before may be
/// the client's invention. Empty when it says nothing.
std::string_view forwarded_by_proxy(const http::Request& request)
{
    std::string_view last;
    for (const auto& [name, value] : request.headers)
        if (http::same_name(name, "X-Forwarded-For"))
            last = value;
    last.remove_prefix(last.rfind(',') + 1);
    return http::trimmed(last);
}

} // namespace

std::string counted_address(std::string_view address)
{
    constexpr std::size_t kNetworkBytes = 8; // /64
    std::string plain = without_port(address);
    auto bytes = bytes_of(plain);
    if (!bytes)
        return plain;
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (is_mapped(*bytes))
        return ::inet_ntop(AF_INET, bytes->data() + kMappedBytes, text.data(), text.size());
    std::fill(bytes->begin() + kNetworkBytes, bytes->end(), 0);
    return std::string(::inet_ntop(AF_INET6, bytes->data(), text.data(), text.size()))
        .append("/64");
}

std::chrono::seconds pause_after(std::int64_t failures, const Subject& subject)
{
    if (failures < subject.free)
        return 0s;
    const auto doublings = std::min<std::int64_t>(failures - subject.free, 10);
    return std::min(subject.first_pause * (std::int64_t{1} << doublings), subject.longest_pause);
}

core::Result<Attempt> attempt_at(db::Reader& reader, std::string_view user_name,
                                 std::string_view address)
{
    Attempt attempt{.address_hash = service::digest("address", address)};
    const auto user = TRY(find_named_user(reader, user_name, attempt.address_hash));
    const std::string name(user_name);
    attempt.name = {user && user->is_at_known_address
                        ? service::digest("attempt-name-here", name + '\n' + attempt.address_hash)
                        : service::digest("attempt-name", name),
                    kFreeOfName};
    if (user)
        attempt.name.user_id = user->id;
    attempt.address = {service::digest("attempt-address", address), kFreeOfAddress};
    return attempt;
}

core::Result<void> begin_attempt(service::Services& services, const Attempt& attempt)
{
    const auto now = services.clock.now();
    return services.database.write([&](db::Writer& writer) -> core::Result<void> {
        TRY(count_one(writer, attempt.name, now));
        TRY(count_one(writer, attempt.address, now));
        return drop_counts_before(writer, {now.milliseconds - kForgottenAfter.count()});
    });
}

core::Result<void> begin_guess(service::Services& services, const Guess& guess)
{
    const auto now = services.clock.now();
    return services.database.write([&](db::Writer& writer) -> core::Result<void> {
        TRY(count_one(writer, target_of(guess), now));
        TRY(count_one(writer, address_of(guess), now));
        return drop_counts_before(writer, {now.milliseconds - kForgottenAfter.count()});
    });
}

core::Result<void> guessed_right(db::Writer& writer, const Guess& guess)
{
    TRY(drop_count(writer, target_of(guess).key));
    return uncount(writer, address_of(guess).key);
}

core::Result<void> take_back(db::Writer& writer, const Attempt& attempt)
{
    TRY(uncount(writer, attempt.name.key));
    return uncount(writer, attempt.address.key);
}

core::Result<void> succeed(db::Writer& writer, const Attempt& attempt, const core::Id& user_id,
                           core::Instant now)
{
    TRY(drop_count(writer, attempt.name.key));
    TRY(uncount(writer, attempt.address.key));
    return note_address(writer, user_id, attempt.address_hash, now);
}

core::Result<void> forget_failures(db::Writer& writer, const core::Id& user_id)
{
    return drop_counts_of(writer, user_id);
}

std::string client_address(const service::Settings& settings, const http::Request& request)
{
    if (is_trusted(settings, request))
        if (const auto forwarded = forwarded_by_proxy(request); !forwarded.empty())
            return counted_address(forwarded);
    return counted_address(request.remote_address);
}

} // namespace jisr::identity
