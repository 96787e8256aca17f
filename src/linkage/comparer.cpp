#include "linkage/comparer.hpp"

#include <algorithm>

namespace jisr::linkage {

namespace {

constexpr std::size_t kKnownPairs = 1U << 20U; // 8 MB a thread

} // namespace

Comparer::Comparer(const People& people) : people_(people), known_(kKnownPairs) {}

Level Comparer::compare_names(std::uint32_t a, std::uint32_t b)
{
    if (a == 0 || b == 0)
        return Level::Missing;
    if (a == b)
        return Level::Equal;
    if (!people_.names().may_resemble(a, b))
        return Level::Different;
    constexpr unsigned kLevelBits = 4;
    constexpr unsigned kNameBits = 30;
    const std::uint64_t pair = static_cast<std::uint64_t>(std::max(a, b)) << kNameBits |
                               static_cast<std::uint64_t>(std::min(a, b));
    std::uint64_t& known = known_[mixed(pair, 1) % kKnownPairs];
    if (known >> kLevelBits != pair)
        known = pair << kLevelBits | static_cast<std::uint64_t>(people_.names().compare(a, b));
    return static_cast<Level>(known & 15U);
}

void Comparer::compare_own_names(const Row& a, const Row& b, Levels& levels)
{
    auto given = compare_names(a.given_name, b.given_name);
    auto family = compare_names(a.family_name, b.family_name);
    if (given >= Level::PartOnly && family >= Level::PartOnly) {
        const auto cross = compare_names(a.given_name, b.family_name);
        const auto back = compare_names(a.family_name, b.given_name);
        if (cross <= Level::Near && back <= Level::Near)
            given = family = Level::Swapped;
    }
    levels.set(Field::GivenName, given);
    levels.set(Field::FamilyName, family);
}

Levels Comparer::compare(const Row& a, const Row& b)
{
    Levels levels;
    compare_own_names(a, b, levels);
    levels.set(Field::FatherName, compare_names(a.father_name, b.father_name));
    levels.set(Field::HusbandName, compare_names(a.husband_name, b.husband_name));
    levels.set(Field::BirthDate, linkage::compare(a.birth_date, b.birth_date));
    levels.set(Field::NationalId,
               linkage::compare(people_.ids()[a.national_id], people_.ids()[b.national_id]));
    levels.set(Field::Phone,
               linkage::compare(people_.phones()[a.phone], people_.phones()[b.phone]));
    levels.set(Field::Commune, compare_names(a.commune, b.commune));
    if (a.sex != Sex::Unknown && b.sex != Sex::Unknown)
        levels.set(Field::Sex, a.sex == b.sex ? Level::Equal : Level::Different);
    return levels;
}

} // namespace jisr::linkage
