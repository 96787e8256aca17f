#include "linkage/scorer.hpp"

#include <algorithm>
#include <cmath>

// The weight of a field is log2(m/u): how much more often its level of agreement comes between two
// records of one person than between strangers (Fellegi and Sunter, "A theory for record linkage",
// 1969). Where two values are equal, u is the share of that very value (Winkler 1989; Splink calls
// it term-frequency adjustment), so that فاطمة says little and a rare name much.
//
// Households break the assumption behind it, that fields agree independently: sisters share family
// name, father, commune and telephone at once. So there is a third kind of pair, relatives, and the
// odds are those of "the same" against "strangers or relatives":
//
//   odds = P(same) m / (P(strangers) u + P(relatives) k)
//   bits = prior + sum of field weights - log2(1 + P(relatives) k / (P(strangers) u))
//
// The last term is what the explanation calls relatives_bits.

namespace jisr::linkage {

namespace {

std::size_t index(Field field)
{
    return static_cast<std::size_t>(field);
}

std::size_t index(Level level)
{
    return static_cast<std::size_t>(level);
}

/// log2(1 + 2^bits) without overflow.
float soft_plus(float bits)
{
    constexpr float kFar = 20;
    if (bits > kFar)
        return bits;
    return bits < -kFar ? 0 : std::log2(1 + std::exp2(bits));
}

} // namespace

double Explanation::bits() const
{
    double sum = prior_bits + relatives_bits;
    for (const auto& reason : fields)
        sum += reason.bits;
    return sum;
}

double Explanation::probability() const
{
    return probability_of(bits());
}

double probability_of(double bits)
{
    return 1 / (1 + std::exp2(-bits));
}

double bits_of(double probability)
{
    return std::log2(probability / (1 - probability));
}

Scorer::Scorer(const Model& model, const Rarity& rarity, std::size_t records) : rarity_(rarity)
{
    const double others = static_cast<double>(std::max<std::size_t>(records, 2) - 1);
    prior_same_ = static_cast<float>(bits_of(std::min(0.5, model.same_per_person / others)));
    prior_relatives_ =
        static_cast<float>(bits_of(std::min(0.5, model.relatives_per_person / others)));
    const linkage::Weights weights = weights_of(model);
    for (const Field field : kAllFields)
        for (std::size_t l = 1; l < kLevels; ++l) {
            const std::size_t f = index(field);
            const auto same = static_cast<float>(weights.same[f][l]);
            weights_[f][l] = {same, static_cast<float>(weights.relatives[f][l])};
            const bool rare = depends_on_rarity(field, static_cast<Level>(l));
            float& most = rare ? most_beside_rarity_[f] : most_plain_[f];
            most = std::max(most, same);
        }
}

Scorer::Weight Scorer::weigh(Field field, Level level, const Row& a, const Row& b) const
{
    Weight weight = weights_[index(field)][index(level)];
    if (depends_on_rarity(field, level)) {
        const float rarity = rarity_.bits(field, a, b);
        weight.same += rarity;
        weight.relatives += relatives_share(field) ? rarity : 0;
    }
    return weight;
}

float Scorer::bits(Levels levels, const Row& a, const Row& b) const
{
    float same = prior_same_;
    float relatives = prior_relatives_;
    for (const Field field : kAllFields) {
        if (levels.at(field) == Level::Missing)
            continue;
        const Weight weight = weigh(field, levels.at(field), a, b);
        same += weight.same;
        relatives += weight.relatives;
    }
    return same - soft_plus(relatives);
}

float Scorer::most(Levels glanced, const Row& a, const Row& b) const
{
    float same = prior_same_;
    for (const Field field : kAllFields) {
        const Level level = glanced.at(field);
        if (level == kUnsettled)
            same += std::max(most_plain_[index(field)],
                             most_beside_rarity_[index(field)] + rarity_.bits(field, a, b));
        else if (level != Level::Missing)
            same += weigh(field, level, a, b).same;
    }
    return same;
}

Explanation Scorer::explain(Levels levels, const Row& a, const Row& b) const
{
    Explanation explanation{.prior_bits = prior_same_};
    float relatives = prior_relatives_;
    for (const Field field : kAllFields) {
        const Level level = levels.at(field);
        if (level == Level::Missing)
            continue;
        const Weight weight = weigh(field, level, a, b);
        explanation.fields.push_back({field, level, weight.same});
        relatives += weight.relatives;
    }
    explanation.relatives_bits = -soft_plus(relatives);
    return explanation;
}

} // namespace jisr::linkage
