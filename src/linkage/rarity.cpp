#include "linkage/rarity.hpp"

#include <algorithm>
#include <cmath>

namespace jisr::linkage {

namespace {

std::uint32_t value_of(Field field, const Row& row)
{
    switch (field) {
    case Field::GivenName:
        return row.given_name;
    case Field::FamilyName:
        return row.family_name;
    case Field::FatherName:
        return row.father_name;
    case Field::HusbandName:
        return row.husband_name;
    case Field::BirthDate:
        return row.birth_date.packed();
    case Field::NationalId:
        return row.national_id;
    case Field::Phone:
        return row.phone;
    case Field::Commune:
        return row.commune;
    case Field::Sex:
        break;
    }
    return static_cast<std::uint32_t>(row.sex);
}

bool is_name(Field field)
{
    return field <= Field::HusbandName || field == Field::Commune;
}

std::vector<std::uint32_t> count_values(const People& people, Field field)
{
    std::vector<std::uint32_t> counts;
    for (std::uint32_t i = 0; i < people.size(); ++i) {
        std::uint32_t value = value_of(field, people.row(i));
        if (is_name(field))
            value = people.names().sounds(value);
        if (value >= counts.size())
            counts.resize(value + 1);
        ++counts[value];
    }
    return counts;
}

} // namespace

Rarity::Rarity(const People& people)
{
    for (const Field field : kAllFields) {
        const auto counts = count_values(people, field);
        const auto missing = counts.empty() ? 0 : counts.front();
        const auto known = static_cast<float>(people.size() - missing);
        // One fewer: the record itself does not tell how many others have the value.
        const auto bits = [&](std::uint32_t count) {
            return std::log2(known / static_cast<float>(std::max(count, 2U) - 1));
        };
        auto& column = bits_[static_cast<std::size_t>(field)];
        column.resize(is_name(field) ? people.names().size() : counts.size());
        for (std::uint32_t value = 1; value < column.size(); ++value) {
            const auto counted = is_name(field) ? people.names().sounds(value) : value;
            column[value] = counted < counts.size() ? bits(counts[counted]) : 0;
        }
    }
}

float Rarity::bits(Field field, const Row& a, const Row& b) const
{
    const auto& column = bits_[static_cast<std::size_t>(field)];
    return std::min(column[value_of(field, a)], column[value_of(field, b)]);
}

} // namespace jisr::linkage
