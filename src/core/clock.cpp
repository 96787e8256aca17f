#include "core/clock.hpp"

#include <unicode/timezone.h>

#include <chrono>
#include <memory>

namespace jisr::core {

namespace {

class SystemClock : public Clock
{
  public:
    [[nodiscard]] Instant now() const override
    {
        return {std::chrono::duration_cast<std::chrono::milliseconds>(
                    std::chrono::system_clock::now().time_since_epoch())
                    .count()};
    }
};

/// ICU's rules for Morocco cost a microsecond a call; they change on the hour at most.
std::int64_t offset_at(Instant instant)
{
    constexpr std::int64_t kHour = 3'600'000;
    thread_local std::int64_t cached_hour = -1;
    thread_local std::int64_t cached_offset = 0;
    if (instant.milliseconds / kHour == cached_hour)
        return cached_offset;
    static const std::unique_ptr<icu::TimeZone> zone{
        icu::TimeZone::createTimeZone("Africa/Casablanca")};
    int32_t raw = 0;
    int32_t saving = 0;
    UErrorCode status = U_ZERO_ERROR;
    zone->getOffset(static_cast<UDate>(instant.milliseconds), 0, raw, saving, status);
    cached_hour = instant.milliseconds / kHour;
    cached_offset = raw + saving;
    return cached_offset;
}

} // namespace

const Clock& system_clock()
{
    static const SystemClock clock;
    return clock;
}

Date moroccan_day(Instant instant)
{
    const std::int64_t local = instant.milliseconds + offset_at(instant);
    constexpr std::int64_t kDay = 86'400'000;
    const std::int64_t days = local >= 0 ? local / kDay : (local - kDay + 1) / kDay;
    return Date::from_days(static_cast<std::int32_t>(days));
}

Instant start_of_moroccan_day(Date day)
{
    // Local midnight lies at most an hour before midnight UTC.
    constexpr std::int64_t kHour = 3'600'000;
    Instant instant{day.days_since_epoch() * 24 * kHour - kHour};
    while (moroccan_day(instant) < day)
        instant.milliseconds += kHour;
    return instant;
}

Date Clock::today() const
{
    return moroccan_day(now());
}

} // namespace jisr::core
