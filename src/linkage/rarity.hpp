#pragma once

#include "linkage/people.hpp"

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace jisr::linkage {

/// How rare the values of a register are, for records that are not part of a table: bits by
/// NamePool::sounds_hash for names and places, and what stands for every other value.
struct KnownRarity
{
    std::array<std::unordered_map<std::uint64_t, float>, kFields> names;
    std::array<float, kFields> otherwise{};
};

/// How rare each value of a table is, in bits: 10 for what one record in 1024 has. Names count by
/// their sounds, so that spellings of one name count together.
class Rarity
{
  public:
    /// As the table itself shows.
    explicit Rarity(const People& people);

    /// As was known before.
    Rarity(const People& people, const KnownRarity& known);

    /// Of the commoner of the two values in `field`, which must be known in both.
    [[nodiscard]] float bits(Field field, const Row& a, const Row& b) const;

  private:
    /// By the number of the value in its column; empty where all values are as rare as otherwise_.
    std::array<std::vector<float>, kFields> bits_;
    std::array<float, kFields> otherwise_{};
};

/// What a table shows, to keep: the names that three records and more have.
KnownRarity known_rarity(const People& people);

} // namespace jisr::linkage
