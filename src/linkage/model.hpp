#pragma once

#include "linkage/field.hpp"

#include <array>

namespace jisr::linkage {

/// A probability for each level of each field, given that the field is known on both sides; those
/// of one field add up to 1. What stands at Level::Missing counts for nothing.
using Table = std::array<std::array<double, kLevels>, kFields>;

/// What was learnt about a register: how often the levels of agreement come in pairs of records of
/// the same person, of two relatives, and of two strangers.
struct Model
{
    Table same;      ///< m-probabilities
    Table relatives; ///< of people of one household or family
    Table strangers; ///< u-probabilities
    /// How many other records of the same person a record has, on average.
    double same_per_person = 0;
    /// How many records of relatives a record has, on average.
    double relatives_per_person = 0;
};

/// For tables too small to learn from: learnt on fictional persons (bench/data), see the file.
const Model& default_model();

/// Whether the value itself counts: the rarer it is the more it says that both have it. Its share
/// then stands in place of the u-probability.
constexpr bool depends_on_rarity(Field field, Level level)
{
    if (level == Level::Swapped)
        return field == Field::GivenName || field == Field::FamilyName;
    return field != Field::Sex && (level == Level::Equal || level == Level::SameSounds);
}

/// Whether relatives agree in the field more often than strangers do. In the others (given name,
/// national id, sex) they are taken as strangers.
constexpr bool relatives_share(Field field)
{
    return field != Field::GivenName && field != Field::NationalId && field != Field::Sex;
}

/// What the levels weigh against strangers: logarithms to base 2 of m/u and of k/u, or of m and k
/// alone where rarity takes the place of u.
struct Weights
{
    Table same{};
    Table relatives{}; ///< 0 where relatives are as strangers
};

Weights weights_of(const Model& model);

} // namespace jisr::linkage
