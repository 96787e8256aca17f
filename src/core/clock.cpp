#include "core/clock.hpp"

#include <chrono>
#include <cstdlib>
#include <ctime>

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

/// By the system's time zone data: Morocco changes its hour at short notice, and the tables that
/// ICU brings stay as they were built. They change on the hour at most, and asking costs a lock.
std::int64_t offset_at(Instant instant)
{
    constexpr std::int64_t kHour = 3'600'000;
    static const bool in_morocco = [] { // of the whole process: nothing else asks for a local time
        setenv("TZ", "Africa/Casablanca", 1);
        tzset();
        return true;
    }();
    thread_local std::int64_t cached_hour = -1;
    thread_local std::int64_t cached_offset = 0;
    if (instant.milliseconds / kHour != cached_hour && in_morocco) {
        const std::time_t seconds = instant.milliseconds / 1000;
        std::tm local{};
        localtime_r(&seconds, &local);
        cached_hour = instant.milliseconds / kHour;
        cached_offset = local.tm_gmtoff * 1000;
    }
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
