#pragma once

#include "linkage/blocking.hpp"
#include "linkage/clusters.hpp"
#include "linkage/scorer.hpp"

#include <vector>

namespace jisr::linkage {

/// The pairs of rows that are of the same person with at least `threshold` probability, by `a` and
/// then `b`.
std::vector<Link> find_links(const People& people, const Blocking& blocking, const Scorer& scorer,
                             double threshold);

} // namespace jisr::linkage
