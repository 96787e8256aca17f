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

float count_known(const People& people, const std::vector<std::uint32_t>& counts)
{
    return static_cast<float>(people.size() - (counts.empty() ? 0 : counts.front()));
}

/// How rare it is that two records share a value, whichever.
float mean_bits(const std::vector<std::uint32_t>& counts)
{
    double records = 0;
    double pairs = 0;
    for (std::size_t value = 1; value < counts.size(); ++value) {
        const double count = counts[value];
        records += count;
        pairs += count * (count - 1);
    }
    return static_cast<float>(std::log2(std::max(1.0, records * (records - 1)) / (pairs + 1)));
}

/// One fewer: the record itself does not tell how many others have the value.
float bits_of_count(float known, std::uint32_t count)
{
    return std::log2(known / static_cast<float>(std::max(count, 2U) - 1));
}

} // namespace

Rarity::Rarity(const People& people)
{
    for (const Field field : kAllFields) {
        const auto counts = count_values(people, field);
        const float known = count_known(people, counts);
        auto& column = bits_[static_cast<std::size_t>(field)];
        column.resize(is_name(field) ? people.names().size() : counts.size());
        for (std::uint32_t value = 1; value < column.size(); ++value) {
            const auto counted = is_name(field) ? people.names().sounds(value) : value;
            column[value] = counted < counts.size() ? bits_of_count(known, counts[counted]) : 0;
        }
    }
}

Rarity::Rarity(const People& people, const KnownRarity& known) : otherwise_(known.otherwise)
{
    for (const Field field : kAllFields) {
        const auto f = static_cast<std::size_t>(field);
        if (known.names[f].empty())
            continue;
        bits_[f].assign(people.names().size(), known.otherwise[f]);
        for (std::uint32_t name = 1; name < bits_[f].size(); ++name) {
            const auto found = known.names[f].find(people.names().sounds_hash(name));
            if (found != known.names[f].end())
                bits_[f][name] = found->second;
        }
    }
}

float Rarity::bits(Field field, const Row& a, const Row& b) const
{
    const auto& column = bits_[static_cast<std::size_t>(field)];
    if (column.empty())
        return otherwise_[static_cast<std::size_t>(field)];
    return std::min(column[value_of(field, a)], column[value_of(field, b)]);
}

KnownRarity known_rarity(const People& people)
{
    constexpr std::uint32_t kFew = 3;
    KnownRarity rarity;
    for (const Field field : kAllFields) {
        const auto f = static_cast<std::size_t>(field);
        const auto counts = count_values(people, field);
        const float known = count_known(people, counts);
        rarity.otherwise[f] = known < 1 ? 0 : bits_of_count(known, kFew - 1);
        for (std::uint32_t i = 0; is_name(field) && i < people.size(); ++i) {
            const auto value = value_of(field, people.row(i));
            const auto count = value == 0 ? 0 : counts[people.names().sounds(value)];
            if (count >= kFew)
                rarity.names[f].emplace(people.names().sounds_hash(value),
                                        bits_of_count(known, count));
        }
    }
    // Dates repeat, but there are few enough that one stands for all.
    const auto dates = static_cast<std::size_t>(Field::BirthDate);
    rarity.otherwise[dates] = mean_bits(count_values(people, Field::BirthDate));
    return rarity;
}

} // namespace jisr::linkage
