#pragma once

#include "linkage/field.hpp"

#include <cstdint>

namespace jisr::linkage {

/// A birth date as registers have it: known to the day, to the year (common before the civil
/// registers were complete), or not at all. It need not be a day that exists: what was typed is
/// compared as it was typed.
class BirthDate
{
  public:
    BirthDate() = default; ///< not known

    /// Year 1 to 9999, month 1 to 12 and day 1 to 31, or month and day 0: the year alone.
    BirthDate(int year, int month, int day)
        : packed_(static_cast<std::uint32_t>(year) << 9U | static_cast<std::uint32_t>(month) << 5U |
                  static_cast<std::uint32_t>(day))
    {
    }

    [[nodiscard]] bool known() const { return packed_ != 0; }

    [[nodiscard]] bool has_day() const { return (packed_ & 511U) != 0; }

    [[nodiscard]] int year() const { return static_cast<int>(packed_ >> 9U); }

    [[nodiscard]] int month() const { return static_cast<int>(packed_ >> 5U & 15U); }

    [[nodiscard]] int day() const { return static_cast<int>(packed_ & 31U); }

    [[nodiscard]] std::uint32_t packed() const { return packed_; }

    bool operator==(const BirthDate&) const = default;

  private:
    std::uint32_t packed_ = 0;
};

/// Missing, Equal, Swapped (day and month), Near (one digit of yyyymmdd, or two neighbours that
/// changed places), YearOnly, SameYear, SameDay, YearBeside, Alike (two digits), Different; the
/// first of these that holds. Symmetric.
Level compare(BirthDate a, BirthDate b);

} // namespace jisr::linkage
