#pragma once

#include "linkage/name.hpp"

#include <vector>

namespace jisr::linkage {

/// One name in two spellings.
struct SameName
{
    Name left;
    Name right;
};

/// A score from which on two names are called the same, and how often that is right.
struct Threshold
{
    double f1 = 0;
    double at = 1;
};

/// The best threshold by which to tell the pairs from mismatches: for each pair the most alike of
/// `tries` right names of other pairs. The same mismatches each time.
Threshold best_threshold(const std::vector<SameName>& pairs, int tries);

} // namespace jisr::linkage
