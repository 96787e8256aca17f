#pragma once

#include "linkage/scorer.hpp"

#include <cstdint>
#include <vector>

namespace jisr::linkage {

/// Two rows that are likely of the same person.
struct Link
{
    std::uint32_t a = 0;
    std::uint32_t b = 0; ///< larger than `a`
    float bits = 0;      ///< logarithm of the odds, to base 2
};

/// For each row the lowest row of its cluster. `links` come in any order.
std::vector<std::uint32_t> cluster(const People& people, const Scorer& scorer,
                                   std::vector<Link> links);

} // namespace jisr::linkage
