#include "modules/messages/quiet_hours.hpp"

#include <charconv>

namespace jisr::messages {

namespace {

constexpr int kDay = 24 * 60;

std::optional<int> minute_of(std::string_view text)
{
    int hour = 0;
    int minute = 0;
    const auto* end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, hour);
    if (first.ec != std::errc{} || first.ptr == end || *first.ptr != ':')
        return std::nullopt;
    const auto second = std::from_chars(first.ptr + 1, end, minute);
    const bool good = second.ec == std::errc{} && second.ptr == end && hour >= 0 && hour < 24 &&
                      minute >= 0 && minute < 60;
    return good ? std::optional(hour * 60 + minute) : std::nullopt;
}

} // namespace

int moroccan_minute(core::Instant instant)
{
    const auto day = core::moroccan_day(instant);
    const auto minutes = [](core::Instant from, core::Instant to) {
        return static_cast<int>((to.milliseconds - from.milliseconds) / 60'000);
    };
    const int since = minutes(core::start_of_moroccan_day(day), instant);
    // Clocks change at night, before four: later what is left of the day tells the time.
    if (since < 4 * 60)
        return since;
    const auto tomorrow = core::Date::from_days(day.days_since_epoch() + 1);
    const auto left = core::start_of_moroccan_day(tomorrow).milliseconds - instant.milliseconds;
    return kDay - static_cast<int>((left + 59'999) / 60'000);
}

bool QuietHours::include(core::Instant instant) const
{
    const int minute = moroccan_minute(instant);
    if (from <= until)
        return minute >= from && minute < until;
    return minute >= from || minute < until;
}

std::optional<QuietHours> QuietHours::parse(std::string_view text)
{
    if (text == "none")
        return QuietHours{0, 0};
    const auto dash = text.find('-');
    if (dash == std::string_view::npos)
        return std::nullopt;
    const auto from = minute_of(text.substr(0, dash));
    const auto until = minute_of(text.substr(dash + 1));
    if (!from || !until)
        return std::nullopt;
    return QuietHours{*from, *until};
}

} // namespace jisr::messages
