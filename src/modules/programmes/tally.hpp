#pragma once

#include "modules/programmes/programmes.hpp"

#include <array>
#include <cstdint>

namespace jisr::programmes {

/// A registration as reports cut it, in six bytes, so that a million of them are held and looked
/// through within milliseconds whatever is asked.
struct Registrant
{
    static constexpr std::uint16_t kNowhere = 2047;

    std::uint16_t commune : 11 = kNowhere; ///< place in territory::communes()
    RegistrantKind kind : 2 = RegistrantKind::Woman;
    bool is_self_employed : 1 = false;
    bool has_disability : 1 = false;
    std::uint16_t day : 9 = 0; ///< of the year, from 0
    Phase phase : 4 = Phase::Registered;
    std::uint16_t groups = 0; ///< bits_of
};

static_assert(sizeof(Registrant) == 6);

/// Whether a commune is urban; an arrondissement is.
enum class Area { Urban, Rural };
BOOST_DESCRIBE_ENUM(Area, Urban, Rural)

Area area_of(const Registrant& one);

template <class E>
constexpr std::size_t kNumberOf =
    boost::mp11::mp_size<boost::describe::describe_enumerators<E>>::value;

/// What is counted of a place, column by column. Of women: the sorts, and the months in which they
/// registered.
namespace column {

inline constexpr std::size_t kGroups = 0;
inline constexpr std::size_t kAreas = kGroups + kNumberOf<PriorityGroup>;
inline constexpr std::size_t kDisability = kAreas + kNumberOf<Area>; ///< with, without
inline constexpr std::size_t kPhases = kDisability + 2;
inline constexpr std::size_t kMonths = kPhases + kNumberOf<Phase>;
inline constexpr std::size_t kToday = kMonths + 12;
inline constexpr std::size_t kEarlier = kToday + 1; ///< this month, before today
inline constexpr std::size_t kCooperativeMonths = kEarlier + 1;
inline constexpr std::size_t kCooperativesToday = kCooperativeMonths + 12;
inline constexpr std::size_t kCooperativesEarlier = kCooperativesToday + 1;
inline constexpr std::size_t kSelfEmployed = kCooperativesEarlier + 1;
inline constexpr std::size_t kDisabled = kSelfEmployed + 1;   ///< of every kind
inline constexpr std::size_t kDisabledOthers = kDisabled + 1; ///< of these, who are no women
inline constexpr std::size_t kKinds = kDisabledOthers + 1;
/// What is kept by these columns stands under digest_of_columns().
inline constexpr std::size_t kNumber = kKinds + kNumberOf<RegistrantKind>;

constexpr std::size_t of(RegistrantKind kind)
{
    return kKinds + static_cast<std::size_t>(kind);
}

inline constexpr std::size_t kWomen = of(RegistrantKind::Woman);
inline constexpr std::size_t kCooperatives = of(RegistrantKind::Cooperative);

/// Cooperatives and companies are no persons: they stand in public registers, and their numbers are
/// kept from nobody. No column counts them together with persons.
constexpr bool is_public(std::size_t column)
{
    return (column >= kCooperativeMonths && column < kSelfEmployed) || column == kCooperatives ||
           column == of(RegistrantKind::Company);
}

/// Tells of health, family or hardship.
constexpr bool is_sensitive(std::size_t column)
{
    return column < kAreas || (column >= kDisability && column < kPhases) || column == kDisabled ||
           column == kDisabledOthers;
}

} // namespace column

using Counts = std::array<std::int64_t, column::kNumber>;

/// Of what the numbers of each column and each place are: others where a phase, a group or a
/// commune was added, so that no numbers kept before are read as those of something else.
const std::string& digest_of_columns();

/// Of a commune no sorts are counted: every one of them would be small.
struct CommuneCount
{
    std::int64_t women = 0;
    std::int64_t cooperatives = 0;
};

/// The days of a year, and which of them is today.
struct Calendar
{
    std::int64_t year = 0;
    core::Date today;

    /// Counted from the first day of the year; outside of it when today is.
    [[nodiscard]] std::int32_t number_of(core::Date day) const;
    /// From 0; nothing when today is not in the year.
    [[nodiscard]] std::optional<std::size_t> this_month() const;
};

/// Everything that is counted of everywhere, each in the order of territory's lists.
struct Tally
{
    Counts nation{};
    std::vector<Counts> regions;
    std::vector<Counts> provinces;
    std::vector<CommuneCount> communes;
    std::optional<std::size_t> this_month;
};

/// Counts one registrant in every column but those of time.
void add(Counts& counts, const Registrant& one);

/// Who is nowhere is not counted.
Tally tally_of(const std::vector<Registrant>& registrants, const Calendar& calendar);

} // namespace jisr::programmes
