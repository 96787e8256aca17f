#pragma once

#include "linkage/comparer.hpp"
#include "linkage/model.hpp"
#include "linkage/rarity.hpp"

#include <array>
#include <vector>

namespace jisr::linkage {

/// What one field says.
struct Reason
{
    Field field;
    Level level;
    double bits; ///< for (positive) or against being the same person
};

/// Why two records are thought to be of the same person, or not. All bits add up to the logarithm
/// of the odds, to base 2: the probability is 2^bits / (1 + 2^bits).
struct Explanation
{
    double prior_bits = 0;      ///< before anything is compared
    std::vector<Reason> fields; ///< those that are known on both sides
    double relatives_bits = 0;  ///< 0 or less: what agrees may be what relatives share
    [[nodiscard]] double bits() const;
    [[nodiscard]] double probability() const;
};

/// The probability that goes with a logarithm of odds, to base 2.
double probability_of(double bits);
/// The other way round.
double bits_of(double probability);

/// Weighs levels of agreement by a model (Fellegi and Sunter 1969).
class Scorer
{
  public:
    /// `records` is the size of the register: the larger it is, the more a match must prove.
    Scorer(const Model& model, const Rarity& rarity, std::size_t records);

    /// The logarithm of the odds, to base 2, that `a` and `b`, which agree as `levels` says, are of
    /// the same person.
    [[nodiscard]] float bits(Levels levels, const Row& a, const Row& b) const;

    /// At least what `bits` would give once the fields that Comparer::glance left unsettled are
    /// known.
    [[nodiscard]] float most(Levels glanced, const Row& a, const Row& b) const;

    /// `bits` field by field.
    [[nodiscard]] Explanation explain(Levels levels, const Row& a, const Row& b) const;

  private:
    struct Weight
    {
        float same = 0;
        float relatives = 0;
    };

    [[nodiscard]] Weight weigh(Field field, Level level, const Row& a, const Row& b) const;

    std::array<std::array<Weight, kLevels>, kFields> weights_{};
    /// The most that a level can weigh which does not depend on rarity, and the most beside rarity
    /// of one that does.
    std::array<float, kFields> most_plain_{};
    std::array<float, kFields> most_beside_rarity_{};
    float prior_same_;
    float prior_relatives_;
    const Rarity& rarity_;
};

} // namespace jisr::linkage
