#pragma once

#include <cstdint>
#include <vector>

namespace jisr::linkage {

/// Sorts by the upper 32 bits; what is equal there keeps its order. Three rounds of counting, each
/// over eleven bits.
void sort_by_high_half(std::vector<std::uint64_t>& values);

} // namespace jisr::linkage
