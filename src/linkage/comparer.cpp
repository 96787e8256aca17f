#include "linkage/comparer.hpp"

#include <algorithm>
#include <bit>

namespace jisr::linkage {

namespace {

constexpr std::size_t kMostKnownPairs = 1U << 20U; // 8 MB a thread
constexpr std::size_t kKnownPairsOfRow = 64;

Level glance_at_names(std::uint32_t a, std::uint32_t b, std::uint32_t mark_a, std::uint32_t mark_b)
{
    if (a == 0 || b == 0)
        return Level::Missing;
    if (a == b)
        return Level::Equal;
    return NamePool::may_resemble(mark_a, mark_b) ? kUnsettled : Level::Different;
}

Level glance_at_numbers(std::uint32_t a, std::uint32_t b, std::uint16_t mark_a,
                        std::uint16_t mark_b)
{
    if (a == 0 || b == 0)
        return Level::Missing;
    if (a == b)
        return Level::Equal;
    return ShortText::may_be_near(mark_a, mark_b) ? kUnsettled : Level::Different;
}

/// Whether the names may have changed places.
bool may_be_swapped(const Row& a, const Row& b)
{
    return a.given_name != 0 && a.family_name != 0 && b.given_name != 0 && b.family_name != 0 &&
           NamePool::may_resemble(a.given_mark, b.family_mark) &&
           NamePool::may_resemble(a.family_mark, b.given_mark);
}

} // namespace

Comparer::Comparer(const People& people)
    : people_(people),
      known_(std::bit_ceil(std::min(kMostKnownPairs, kKnownPairsOfRow * (people.size() + 1))))
{
}

Levels Comparer::glance(const Row& a, const Row& b)
{
    Levels levels;
    auto given = glance_at_names(a.given_name, b.given_name, a.given_mark, b.given_mark);
    auto family = glance_at_names(a.family_name, b.family_name, a.family_mark, b.family_mark);
    if (given >= Level::Different && family >= Level::Different && may_be_swapped(a, b))
        given = family = kUnsettled;
    levels.set(Field::GivenName, given);
    levels.set(Field::FamilyName, family);
    levels.set(Field::FatherName,
               glance_at_names(a.father_name, b.father_name, a.father_mark, b.father_mark));
    levels.set(Field::HusbandName,
               glance_at_names(a.husband_name, b.husband_name, a.husband_mark, b.husband_mark));
    levels.set(Field::BirthDate, linkage::compare(a.birth_date, b.birth_date));
    levels.set(Field::NationalId,
               glance_at_numbers(a.national_id, b.national_id, a.id_mark, b.id_mark));
    levels.set(Field::Phone, glance_at_numbers(a.phone, b.phone, a.phone_mark, b.phone_mark));
    levels.set(Field::Commune,
               glance_at_names(a.commune, b.commune, a.commune_mark, b.commune_mark));
    if (a.sex != Sex::Unknown && b.sex != Sex::Unknown)
        levels.set(Field::Sex, a.sex == b.sex ? Level::Equal : Level::Different);
    return levels;
}

Level Comparer::compare_names(std::uint32_t a, std::uint32_t b)
{
    if (a == 0 || b == 0)
        return Level::Missing;
    if (a == b)
        return Level::Equal;
    constexpr unsigned kLevelBits = 4;
    constexpr unsigned kNameBits = 30;
    const std::uint64_t pair = static_cast<std::uint64_t>(std::max(a, b)) << kNameBits |
                               static_cast<std::uint64_t>(std::min(a, b));
    std::uint64_t& known = known_[mixed(pair, 1) & (known_.size() - 1)];
    if (known >> kLevelBits != pair)
        known = pair << kLevelBits | static_cast<std::uint64_t>(people_.names().compare(a, b));
    return static_cast<Level>(known & 15U);
}

Level Comparer::settled(Levels glanced, Field field, std::uint32_t a, std::uint32_t b)
{
    const Level level = glanced.at(field);
    return level == kUnsettled ? compare_names(a, b) : level;
}

void Comparer::compare_own_names(Levels glanced, const Row& a, const Row& b, Levels& levels)
{
    auto given = settled(glanced, Field::GivenName, a.given_name, b.given_name);
    auto family = settled(glanced, Field::FamilyName, a.family_name, b.family_name);
    if (given >= Level::PartOnly && family >= Level::PartOnly && may_be_swapped(a, b) &&
        compare_names(a.given_name, b.family_name) <= Level::Near &&
        compare_names(a.family_name, b.given_name) <= Level::Near)
        given = family = Level::Swapped;
    levels.set(Field::GivenName, given);
    levels.set(Field::FamilyName, family);
}

Levels Comparer::compare(const Row& a, const Row& b)
{
    const Levels glanced = glance(a, b);
    Levels levels;
    compare_own_names(glanced, a, b, levels);
    levels.set(Field::FatherName,
               settled(glanced, Field::FatherName, a.father_name, b.father_name));
    levels.set(Field::HusbandName,
               settled(glanced, Field::HusbandName, a.husband_name, b.husband_name));
    levels.set(Field::BirthDate, glanced.at(Field::BirthDate));
    levels.set(Field::NationalId,
               glanced.at(Field::NationalId) == kUnsettled
                   ? linkage::compare(people_.ids()[a.national_id], people_.ids()[b.national_id])
                   : glanced.at(Field::NationalId));
    levels.set(Field::Phone,
               glanced.at(Field::Phone) == kUnsettled
                   ? linkage::compare(people_.phones()[a.phone], people_.phones()[b.phone])
                   : glanced.at(Field::Phone));
    levels.set(Field::Commune, settled(glanced, Field::Commune, a.commune, b.commune));
    levels.set(Field::Sex, glanced.at(Field::Sex));
    return levels;
}

} // namespace jisr::linkage
