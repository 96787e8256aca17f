#pragma once

#include "linkage/field.hpp"
#include "linkage/name.hpp"
#include "linkage/text_index.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <string_view>
#include <vector>

namespace jisr::linkage {

/// The distinct names (of persons and of places) of a table, each read once and known by a number.
/// 0 is the missing name. Two texts that differ only in case, accents, marks or spaces are one
/// name.
class NamePool
{
  public:
    /// Longer texts are cut to so many bytes, names to so many parts.
    static constexpr std::size_t kMostBytes = 200;
    static constexpr std::size_t kMostParts = 6;

    NamePool();

    /// The number of a name given in one script, or in two of which either may be empty. What holds
    /// no letter in any script is kept as it is and equals itself alone.
    std::uint32_t add(std::string_view name, std::string_view in_other_script = {});

    [[nodiscard]] std::size_t size() const { return entries_.size(); }

    /// Missing, Equal, SameSounds, Near, Alike, PartOnly, Different: the best that holds for any of
    /// the scripts in which the two are known, whatever the order of their parts. Symmetric, and
    /// the same whatever else is in the pool.
    [[nodiscard]] Level compare(std::uint32_t a, std::uint32_t b) const;

    /// Which consonants a name has, for a quick look at whether two may resemble: the lower
    /// kMarkBits bits are the consonants of all parts and scripts, the upper ones how many of them
    /// it must share. 0 for the missing name.
    [[nodiscard]] std::uint32_t mark(std::uint32_t name) const { return marks_[name]; }

    /// False: the names of these marks are Different.
    static bool may_resemble(std::uint32_t a, std::uint32_t b)
    {
        const auto shared = static_cast<std::uint32_t>(std::popcount(a & b & kConsonants));
        return shared >= std::min(a >> kMarkBits, b >> kMarkBits);
    }

    /// Names that sound alike in their consonants have the same: 0 for the missing one, else
    /// from 1.
    [[nodiscard]] std::uint32_t sounds(std::uint32_t name) const { return entries_[name].sounds; }

    /// The same as `sounds`, but the same in every pool: 0 for the missing name.
    [[nodiscard]] std::uint64_t sounds_hash(std::uint32_t name) const
    {
        return entries_[name].sounds_hash;
    }

    /// Of the first part's consonants, the same in every pool; 0 for what has no letters.
    [[nodiscard]] std::uint64_t first_part(std::uint32_t name) const
    {
        return entries_[name].first_part;
    }

    /// The first consonant, in the alphabet that all scripts share; NUL for what has no letters.
    [[nodiscard]] char first_sound(std::uint32_t name) const { return entries_[name].first_sound; }

    /// Of all that distinguishes the name, the same in every pool.
    [[nodiscard]] std::uint64_t content(std::uint32_t name) const { return entries_[name].content; }

  private:
    /// The name in one script: its parts, and all their letters without spaces.
    struct Form
    {
        std::uint32_t first = 0; ///< in parts_
        std::uint32_t parts = 0;
        std::uint32_t joined = 0; ///< in joined_
    };

    struct Entry
    {
        std::array<Form, 2> forms;
        std::uint32_t sounds = 0;
        char first_sound = 0;
        std::uint64_t sounds_hash = 0;
        std::uint64_t first_part = 0;
        std::uint64_t content = 0;
    };

    static constexpr unsigned kMarkBits = 27;
    static constexpr std::uint32_t kConsonants = (1U << kMarkBits) - 1;

    std::uint32_t read(std::string_view name, std::string_view in_other_script);
    Form add_form(const Name& name);
    void describe(Entry& entry, const Name& name);
    [[nodiscard]] Level compare_forms(const Form& a, const Form& b) const;
    [[nodiscard]] Level compare_parts(const Form& a, const Form& b) const;
    [[nodiscard]] Level compare_tokens(std::uint32_t a, std::uint32_t b) const;

    TextIndex texts_;                    ///< as they stood in the table
    std::vector<std::uint32_t> text_to_; ///< the number of each text's name
    TextIndex folded_;                   ///< what distinguishes a name; one for each entry
    std::vector<Entry> entries_;
    std::vector<std::uint32_t> marks_;
    TextIndex token_texts_;
    std::vector<Token> tokens_;
    std::vector<std::uint32_t> parts_; ///< numbers of tokens
    TextIndex joined_;
    TextIndex sounds_;
};

} // namespace jisr::linkage
