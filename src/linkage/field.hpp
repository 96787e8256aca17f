#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jisr::linkage {

/// What is compared of two persons, in the order in which it is explained.
enum class Field : std::uint8_t {
    GivenName,
    FamilyName,
    FatherName,
    HusbandName,
    BirthDate,
    NationalId,
    Phone,
    Commune,
    Sex,
};

inline constexpr std::size_t kFields = 9;

inline constexpr std::array<Field, kFields> kAllFields{
    Field::GivenName,  Field::FamilyName, Field::FatherName, Field::HusbandName, Field::BirthDate,
    Field::NationalId, Field::Phone,      Field::Commune,    Field::Sex};

/// How far two values of one field agree. A field uses only some of them: which, and what they mean
/// there, stands with its comparison (name_pool.hpp, birth_date.hpp, short_text.hpp).
enum class Level : std::uint8_t {
    Missing, ///< one of the two is not known: says nothing for or against
    Equal,
    SameSounds, ///< names: spelt otherwise, sounds alike, in whichever script
    Near,       ///< one slip: a letter, a digit, two that changed places
    Alike,      ///< names: resemble; dates: two digits differ
    PartOnly,   ///< names: a part agrees, another is missing or differs
    Swapped,    ///< given and family name, or day and month, changed places
    YearOnly,   ///< dates: the same year, and nobody knows the day on one side
    SameYear,   ///< dates: the same year, another day
    SameDay,    ///< dates: the same day and month, another year
    YearBeside, ///< dates: years next to each other
    Different,
};

inline constexpr std::size_t kLevels = 12;

/// Of a field that has been looked at but briefly (Comparer::glance): any level may come of it.
inline constexpr auto kUnsettled = static_cast<Level>(kLevels);

/// "given_name", "birth_date" …: for files, and the last part of text keys.
std::string_view name_of(Field field);
/// "equal", "same_sounds" …
std::string_view name_of(Level level);

/// The levels of all fields of one pair of persons, four bits each, so that pairs that agree in the
/// same way can be counted together.
class Levels
{
  public:
    Levels() = default;

    /// As `packed()` gave it.
    explicit Levels(std::uint64_t packed) : packed_(packed) {}

    [[nodiscard]] Level at(Field field) const
    {
        return static_cast<Level>((packed_ >> shift(field)) & 15U);
    }

    /// `field` must not have been set before.
    void set(Field field, Level level)
    {
        packed_ |= static_cast<std::uint64_t>(level) << shift(field);
    }

    [[nodiscard]] std::uint64_t packed() const { return packed_; }

    bool operator==(const Levels&) const = default;

  private:
    static unsigned shift(Field field) { return 4 * static_cast<unsigned>(field); }

    std::uint64_t packed_ = 0;
};

} // namespace jisr::linkage
