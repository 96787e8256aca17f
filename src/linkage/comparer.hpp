#pragma once

#include "linkage/people.hpp"

#include <vector>

namespace jisr::linkage {

/// Compares rows of one table. Keeps what it found out about pairs of names in a store of fixed
/// size, where a new pair takes the place of an old one; so each thread has one of its own.
class Comparer
{
  public:
    explicit Comparer(const People& people);

    /// How every field of two rows agrees. Names that changed places are Swapped in both fields
    /// when that fits better than the places in which they stand. Symmetric.
    [[nodiscard]] Levels compare(const Row& a, const Row& b);

    /// The same where the rows alone tell it, kUnsettled elsewhere.
    [[nodiscard]] static Levels glance(const Row& a, const Row& b);

  private:
    Level compare_names(std::uint32_t a, std::uint32_t b);
    /// As it stands in `glanced`, or found out now.
    Level settled(Levels glanced, Field field, std::uint32_t a, std::uint32_t b);
    void compare_own_names(Levels glanced, const Row& a, const Row& b, Levels& levels);

    const People& people_;
    /// Two numbers of names, the larger one first, 30 bits each, and the level; 0: free.
    std::vector<std::uint64_t> known_;
};

} // namespace jisr::linkage
