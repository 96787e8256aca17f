#include "linkage/radix_sort.hpp"

#include <array>

namespace jisr::linkage {

void sort_by_high_half(std::vector<std::uint64_t>& values)
{
    constexpr unsigned kBits = 11;
    constexpr std::uint64_t kMask = (1U << kBits) - 1;
    std::vector<std::uint64_t> sorted(values.size());
    for (unsigned shift = 32; shift < 64; shift += kBits) {
        std::array<std::size_t, kMask + 2> begins{};
        for (const auto value : values)
            ++begins[(value >> shift & kMask) + 1];
        for (std::size_t i = 1; i < begins.size(); ++i)
            begins[i] += begins[i - 1];
        for (const auto value : values)
            sorted[begins[value >> shift & kMask]++] = value;
        values.swap(sorted);
    }
}

} // namespace jisr::linkage
