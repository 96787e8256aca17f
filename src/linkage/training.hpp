#pragma once

#include "linkage/blocking.hpp"
#include "linkage/model.hpp"
#include "linkage/rarity.hpp"

#include <cstdint>
#include <vector>

namespace jisr::linkage {

/// Pairs that agree in the same way, counted together.
struct Pattern
{
    Levels levels;
    std::uint16_t rarity = 0;        ///< of equal values, in bits, over all fields
    std::uint16_t shared_rarity = 0; ///< the same over the fields that relatives share
    double count = 0;
};

/// What a model is learnt from.
struct Sample
{
    std::vector<Pattern> candidates; ///< of pairs that blocking gave
    std::vector<Pattern> random;     ///< of pairs drawn at random
    double candidates_of = 1;        ///< how many candidates stand behind each that was counted
    std::size_t records = 0;
};

/// Draws at most about a million candidates and 300,000 random pairs. The same for the same records
/// in any order.
Sample draw_sample(const People& people, const Blocking& blocking, const Rarity& rarity);

/// Learns a model without labels, by expectation-maximisation from `start`, which also says what to
/// think where the sample shows little.
Model learn(const Sample& sample, const Model& start);

} // namespace jisr::linkage
