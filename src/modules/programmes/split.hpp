#pragma once

#include <cstdint>
#include <vector>

namespace jisr::programmes {

/// `total` shared out in proportion to `weights` by largest remainders (Hamilton's method): whole
/// numbers that add up to `total`, each within one of its exact share; equal weights differ by at
/// most one, the earlier getting more. Without any positive weight all count the same. Empty for no
/// weights. `total` and the weights are not negative and their product stays within 63 bits.
std::vector<std::int64_t> split_by_weight(std::int64_t total,
                                          const std::vector<std::int64_t>& weights);

} // namespace jisr::programmes
