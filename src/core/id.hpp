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

    static Id make();                                      ///< a new UUIDv7
    static std::optional<Id> parse(std::string_view text); ///< the 36-character form, either case
    [[nodiscard]] std::string str() const;                 ///< the 36-character form, lower case

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
