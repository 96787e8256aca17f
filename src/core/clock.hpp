#pragma once

#include "core/date.hpp"

namespace jisr::core {

/// Where the time comes from; tests give one that stands still.
class Clock
{
  public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
    /// The day in Morocco (Africa/Casablanca).
    [[nodiscard]] Date today() const;
};

/// The machine's clock.
const Clock& system_clock();

/// The day in Morocco at `instant`.
Date moroccan_day(Instant instant);

/// The first moment of a day in Morocco.
Instant start_of_moroccan_day(Date day);

} // namespace jisr::core
