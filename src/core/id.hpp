#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace jisr::core {

/// A UUID. New ones are version 7 (RFC 9562): they grow with time, so an index on them is appended
/// to.
struct Id
{
    std::array<std::uint8_t, 16> bytes{};

    static Id make(); ///< a new UUIDv7
    /// The 36-character form, in either case. Nothing for nil and max, which are the ids of
    /// nothing.
    static std::optional<Id> parse(std::string_view text);
    [[nodiscard]] std::string str() const; ///< the 36-character form, lower case

    [[nodiscard]] bool is_nil() const { return *this == Id{}; }

    auto operator<=>(const Id&) const = default;
};

} // namespace jisr::core

template <>
struct std::hash<jisr::core::Id>
{
    std::size_t operator()(const jisr::core::Id& id) const noexcept
    {
        std::size_t value = 0;
        for (std::size_t i = 8; i < 16; ++i) // the random half
            value = value << 8U | id.bytes[i];
        return value;
    }
};
