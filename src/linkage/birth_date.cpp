#include "linkage/birth_date.hpp"

#include <array>
#include <cstdlib>

namespace jisr::linkage {

namespace {

using Digits = std::array<int, 8>;

Digits digits_of(BirthDate date)
{
    const int year = date.year();
    const int month = date.month();
    const int day = date.day();
    return {year / 1000, year / 100 % 10, year / 10 % 10, year % 10,
            month / 10,  month % 10,      day / 10,       day % 10};
}

struct Slips
{
    int digits = 0;          ///< that differ
    bool neighbours = false; ///< exactly two differ, beside each other, each in the other's place
};

Slips slips_between(BirthDate a, BirthDate b)
{
    const Digits one = digits_of(a);
    const Digits other = digits_of(b);
    Slips slips;
    std::size_t last = 0;
    for (std::size_t i = 0; i < one.size(); ++i) {
        if (one[i] == other[i])
            continue;
        slips.neighbours =
            slips.digits == 1 && last + 1 == i && one[i] == other[last] && one[last] == other[i];
        ++slips.digits;
        last = i;
    }
    return slips;
}

Level compare_years(BirthDate a, BirthDate b)
{
    const int apart = std::abs(a.year() - b.year());
    if (apart == 0)
        return Level::YearOnly;
    return apart == 1 ? Level::YearBeside : Level::Different;
}

} // namespace

Level compare(BirthDate a, BirthDate b)
{
    if (!a.known() || !b.known())
        return Level::Missing;
    if (!a.has_day() || !b.has_day())
        return compare_years(a, b);
    if (a == b)
        return Level::Equal;
    if (a.year() == b.year() && a.month() == b.day() && a.day() == b.month())
        return Level::Swapped;
    const Slips slips = slips_between(a, b);
    if (slips.digits == 1 || slips.neighbours)
        return Level::Near;
    if (a.year() == b.year())
        return Level::SameYear;
    if (a.month() == b.month() && a.day() == b.day())
        return Level::SameDay;
    if (std::abs(a.year() - b.year()) == 1)
        return Level::YearBeside;
    return slips.digits == 2 ? Level::Alike : Level::Different;
}

} // namespace jisr::linkage
