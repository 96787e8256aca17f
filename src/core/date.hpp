#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jisr::core {

/// A calendar day (proleptic Gregorian), always one that exists.
class Date
{
  public:
    Date() = default; ///< 1970-01-01

    /// The day, or nothing when there is no such day (2023-02-30). Years 1 to 9999.
    static std::optional<Date> make(int year, int month, int day);
    /// Exactly `yyyy-mm-dd`.
    static std::optional<Date> parse_iso(std::string_view text);
    static Date from_days(std::int32_t days_since_epoch);

    [[nodiscard]] int year() const;
    [[nodiscard]] int month() const;
    [[nodiscard]] int day() const;

    [[nodiscard]] std::int32_t days_since_epoch() const { return days_; }

    [[nodiscard]] std::string to_iso() const; ///< `yyyy-mm-dd`

    auto operator<=>(const Date&) const = default;

  private:
    explicit Date(std::int32_t days) : days_(days) {}

    std::int32_t days_ = 0;
};

/// Full years lived on `today`.
int age_on(Date birth, Date today);

/// A moment, in milliseconds since 1970-01-01T00:00Z; stored as bigint, on the wire
/// `2026-11-22T04:28:00.000Z`.
struct Instant
{
    std::int64_t milliseconds = 0;

    static std::optional<Instant> parse_iso(std::string_view text);
    [[nodiscard]] std::string to_iso() const;

    [[nodiscard]] Instant plus(std::chrono::milliseconds duration) const
    {
        return {milliseconds + duration.count()};
    }

    auto operator<=>(const Instant&) const = default;
};

} // namespace jisr::core
