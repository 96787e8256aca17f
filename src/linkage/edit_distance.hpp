#pragma once

#include "linkage/transducer.hpp"

#include <array>
#include <cstdint>
#include <span>

namespace jisr::linkage {

/// Edit distance from one word to many, about twenty nanoseconds each: letters replaced, lost or
/// added; two neighbours that changed places count once. Reads 63 letters of the word.
///
/// All positions of the word are counted at once in the bits of one number (Myers 1999, with the
/// transpositions of Hyyrö 2003).
class EditDistance
{
  public:
    explicit EditDistance(std::span<const Letter> word);

    std::size_t to(std::span<const Letter> other) const;

    std::size_t length() const { return length_; }

  private:
    std::size_t length_;
    std::array<std::uint64_t, kLetterCodes> places_{}; ///< bits of the positions of each letter
};

} // namespace jisr::linkage
