#include "core/date.hpp"

#include <array>
#include <charconv>

namespace jisr::core {

namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

year_month_day ymd(std::int32_t days)
{
    return year_month_day{sys_days{std::chrono::days{days}}};
}

/// The number written by exactly `length` digits at `at`.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t length)
{
    int value = 0;
    if (at + length > text.size())
        return std::nullopt;
    for (std::size_t i = at; i < at + length; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

/// Writes `value` with `width` digits; gives where it ends.
char* put(char* at, unsigned value, int width)
{
    for (int i = width; i-- > 0; value /= 10)
        at[i] = static_cast<char>('0' + value % 10);
    return at + width;
}

} // namespace

std::optional<Date> Date::make(int year, int month, int day)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
        return std::nullopt;
    const year_month_day date{std::chrono::year{year},
                              std::chrono::month{static_cast<unsigned>(month)},
                              std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok())
        return std::nullopt;
    return Date{static_cast<std::int32_t>(sys_days{date}.time_since_epoch().count())};
}

std::optional<Date> Date::parse_iso(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const auto year = digits(text, 0, 4);
    const auto month = digits(text, 5, 2);
    const auto day = digits(text, 8, 2);
    if (!year || !month || !day)
        return std::nullopt;
    return make(*year, *month, *day);
}

Date Date::from_days(std::int32_t days_since_epoch)
{
    return Date{days_since_epoch};
}

int Date::year() const
{
    return static_cast<int>(ymd(days_).year());
}

int Date::month() const
{
    return static_cast<int>(static_cast<unsigned>(ymd(days_).month()));
}

int Date::day() const
{
    return static_cast<int>(static_cast<unsigned>(ymd(days_).day()));
}

std::string Date::to_iso() const
{
    const auto date = ymd(days_);
    std::array<char, 10> text{};
    char* at = put(text.data(), static_cast<unsigned>(static_cast<int>(date.year())), 4);
    *at++ = '-';
    at = put(at, static_cast<unsigned>(date.month()), 2);
    *at++ = '-';
    put(at, static_cast<unsigned>(date.day()), 2);
    return {text.data(), text.size()};
}

int age_on(Date birth, Date today)
{
    const bool before_birthday = today.month() < birth.month() ||
                                 (today.month() == birth.month() && today.day() < birth.day());
    return today.year() - birth.year() - (before_birthday ? 1 : 0);
}

std::optional<Instant> Instant::parse_iso(std::string_view text)
{
    // yyyy-mm-ddThh:mm:ss[.mmm]Z
    if (text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
        text.back() != 'Z')
        return std::nullopt;
    const auto date = Date::parse_iso(text.substr(0, 10));
    const auto hour = digits(text, 11, 2);
    const auto minute = digits(text, 14, 2);
    const auto second = digits(text, 17, 2);
    std::optional<int> milliseconds = 0;
    if (text.size() == 24 && text[19] == '.')
        milliseconds = digits(text, 20, 3);
    else if (text.size() != 20)
        return std::nullopt;
    if (!date || !hour || !minute || !second || !milliseconds || *hour > 23 || *minute > 59 ||
        *second > 59)
        return std::nullopt;
    const std::int64_t seconds =
        date->days_since_epoch() * std::int64_t{86400} + *hour * 3600 + *minute * 60 + *second;
    return Instant{seconds * 1000 + *milliseconds};
}

std::string Instant::to_iso() const
{
    constexpr std::int64_t kDay = 86'400'000;
    std::int64_t days = milliseconds / kDay;
    std::int64_t rest = milliseconds % kDay;
    if (rest < 0) {
        rest += kDay;
        --days;
    }
    const auto of_day = static_cast<unsigned>(rest);
    std::array<char, 14> text{'T'};
    char* at = put(text.data() + 1, of_day / 3'600'000, 2);
    *at++ = ':';
    at = put(at, of_day / 60'000 % 60, 2);
    *at++ = ':';
    at = put(at, of_day / 1000 % 60, 2);
    *at++ = '.';
    *put(at, of_day % 1000, 3) = 'Z';
    return Date::from_days(static_cast<std::int32_t>(days))
        .to_iso()
        .append(text.data(), text.size());
}

} // namespace jisr::core
