#include "linkage/edit_distance.hpp"

#include <algorithm>

namespace jisr::linkage {

namespace {

constexpr std::uint64_t kAll = ~std::uint64_t{0};

} // namespace

EditDistance::EditDistance(std::span<const Letter> word)
    : length_(std::min<std::size_t>(word.size(), 63))
{
    for (std::size_t i = 0; i < length_; ++i)
        places_[word[i]] |= std::uint64_t{1} << i;
}

std::size_t EditDistance::to(std::span<const Letter> other) const
{
    if (length_ == 0)
        return other.size();
    // Bit i: whether the distance grows or shrinks from position i - 1 of the word to i.
    std::uint64_t grows = kAll, shrinks = 0;
    std::uint64_t diagonal = kAll, same_before = 0;
    std::size_t distance = length_;
    const std::uint64_t last = std::uint64_t{1} << (length_ - 1);
    for (const Letter letter : other) {
        const std::uint64_t same = places_[letter];
        const std::uint64_t swapped = ((~diagonal & same) << 1) & same_before;
        diagonal = (((same & grows) + grows) ^ grows) | same | shrinks | swapped;
        const std::uint64_t more = shrinks | ~(diagonal | grows);
        const std::uint64_t less = grows & diagonal;
        distance += (more & last) != 0 ? 1 : 0;
        distance -= (less & last) != 0 ? 1 : 0;
        const std::uint64_t shifted = more << 1 | 1;
        grows = less << 1 | ~(diagonal | shifted);
        shrinks = shifted & diagonal;
        same_before = same;
    }
    return distance;
}

} // namespace jisr::linkage
