#include "core/id.hpp"

#include <sodium.h>

#include <algorithm>
#include <atomic>
#include <chrono>

namespace jisr::core {

namespace {

/// Milliseconds and a 12-bit counter in one word, never the same twice in this process, so that ids
/// made in one millisecond still sort in the order in which they were made.
std::uint64_t next_tick()
{
    static std::atomic<std::uint64_t> last{0};
    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
                         std::chrono::system_clock::now().time_since_epoch())
                         .count();
    const std::uint64_t wanted = static_cast<std::uint64_t>(now) << 12U;
    std::uint64_t seen = last.load(std::memory_order_relaxed);
    std::uint64_t next = 0;
    do {
        next = wanted > seen ? wanted : seen + 1;
    } while (!last.compare_exchange_weak(seen, next, std::memory_order_relaxed));
    return next;
}

int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

constexpr bool dash_at(std::size_t index)
{
    return index == 8 || index == 13 || index == 18 || index == 23;
}

/// Nil or max: RFC 9562 keeps both for what has no id.
bool is_of_nothing(const Id& id)
{
    return id.is_nil() ||
           std::ranges::all_of(id.bytes, [](std::uint8_t byte) { return byte == 0xFFU; });
}

/// Random bytes from a buffer of this thread: one call into the kernel serves 64 ids.
void fill_random(std::uint8_t* out, std::size_t count)
{
    thread_local std::array<std::uint8_t, 512> pool{};
    thread_local std::size_t used = pool.size();
    if (used + count > pool.size()) {
        randombytes_buf(pool.data(), pool.size());
        used = 0;
    }
    for (std::size_t i = 0; i < count; ++i)
        out[i] = pool[used++];
}

} // namespace

Id Id::make()
{
    Id id;
    const std::uint64_t tick = next_tick();
    const std::uint64_t milliseconds = tick >> 12U;
    for (std::size_t i = 0; i < 6; ++i)
        id.bytes[i] = static_cast<std::uint8_t>(milliseconds >> (8 * (5 - i)));
    id.bytes[6] = static_cast<std::uint8_t>(0x70U | (tick >> 8U & 0x0FU));
    id.bytes[7] = static_cast<std::uint8_t>(tick & 0xFFU);
    fill_random(id.bytes.data() + 8, 8);
    id.bytes[8] = static_cast<std::uint8_t>(0x80U | (id.bytes[8] & 0x3FU));
    return id;
}

std::optional<Id> Id::parse(std::string_view text)
{
    if (text.size() != 36)
        return std::nullopt;
    Id id;
    std::size_t nibble = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (dash_at(i)) {
            if (text[i] != '-')
                return std::nullopt;
            continue;
        }
        const int value = hex_value(text[i]);
        if (value < 0)
            return std::nullopt;
        auto& byte = id.bytes[nibble / 2];
        byte = static_cast<std::uint8_t>(byte << 4U | static_cast<unsigned>(value));
        ++nibble;
    }
    if (is_of_nothing(id))
        return std::nullopt;
    return id;
}

std::string Id::str() const
{
    static constexpr char kHex[] = "0123456789abcdef";
    std::string text(36, '-');
    std::size_t nibble = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (dash_at(i))
            continue;
        const std::uint8_t byte = bytes[nibble / 2];
        text[i] = kHex[nibble % 2 == 0 ? byte >> 4U : byte & 0x0FU];
        ++nibble;
    }
    return text;
}

} // namespace jisr::core
