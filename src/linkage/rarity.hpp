#pragma once

#include "linkage/people.hpp"

#include <array>
#include <vector>

namespace jisr::linkage {

/// How rare each value of a table is, in bits: 10 for what one record in 1024 has. Names count by
/// their sounds, so that spellings of one name count together.
class Rarity
{
  public:
    explicit Rarity(const People& people);

    /// Of the commoner of the two values in `field`, which must be known in both.
    [[nodiscard]] float bits(Field field, const Row& a, const Row& b) const;

  private:
    /// By the number of the value in its column.
    std::array<std::vector<float>, kFields> bits_;
};

} // namespace jisr::linkage
