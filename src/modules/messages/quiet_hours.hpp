#pragma once

#include "core/clock.hpp"
#include "core/result.hpp"

namespace jisr::messages {

/// The hours in which no SMS leaves, by the clocks of Morocco; minutes of the day, over midnight
/// when they begin later than they end.
struct QuietHours
{
    int from = 21 * 60;
    int until = 8 * 60; ///< equal to `from`: never quiet

    [[nodiscard]] bool include(core::Instant instant) const;

    /// "21:00-08:00", or "none"; nothing when it is neither.
    static std::optional<QuietHours> parse(std::string_view text);
};

/// Minutes since midnight by the clocks of Morocco.
int moroccan_minute(core::Instant instant);

} // namespace jisr::messages
