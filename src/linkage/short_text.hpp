#pragma once

#include "linkage/field.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

namespace jisr::linkage {

/// A number that people read out and type: of an identity card, of a telephone.
class ShortText
{
  public:
    static constexpr std::size_t kLongest = 15;

    ShortText() = default; ///< not known

    /// Capitals and digits of `text`, Arabic-Indic digits among them, at most the last kLongest;
    /// everything else is left out.
    static ShortText of_id(std::string_view text);
    /// The last nine digits: the same with and without the code of the country (0612345678,
    /// +212612345678). Fewer than five digits are no number.
    static ShortText of_phone(std::string_view text);

    [[nodiscard]] std::string_view text() const { return {letters_.data(), length_}; }

    [[nodiscard]] bool known() const { return length_ > 0; }

    /// Which characters it has, for a quick look at whether two may be one slip apart; 0 when it is
    /// not known.
    [[nodiscard]] std::uint16_t mark() const;

    /// False: the texts of these marks are Different, or one of them is not known.
    static bool may_be_near(std::uint16_t a, std::uint16_t b)
    {
        return a != 0 && b != 0 && std::popcount(static_cast<unsigned>(a ^ b)) <= 2;
    }

  private:
    std::array<char, kLongest> letters_{};
    std::uint8_t length_ = 0;
};

/// Missing, Equal, Near (one character differs, is left out or added, or two neighbours changed
/// places), Different. Symmetric.
Level compare(const ShortText& a, const ShortText& b);

/// Whether one slip of the pen leads from `a` to `b`: one letter differs, is left out or added, or
/// two neighbours changed places. (Damerau 1964: four in five spelling errors are of these kinds.)
bool is_one_slip(std::string_view a, std::string_view b);

} // namespace jisr::linkage
