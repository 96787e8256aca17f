#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jisr::linkage {

/// The two alphabets in which names are compared. Tifinagh, whose letters have one regular Latin
/// spelling each, is read as Latin; so is every other script, by ICU's transliteration.
enum class Script : std::uint8_t { Latin, Arabic };

/// A run of letters of one script, as it stood between two separators.
struct Word
{
    Script script = Script::Latin;
    /// One byte a letter. Latin: 'a' to 'z'. Arabic: the letters of Buckwalter's transliteration
    /// (A b t v j H x d * r z s $ S D T Z E g f q k l m n h w y, p for ة, Y for ى); hamza is gone,
    /// except that a leading 'I' is an alef that carried one, so that no article begins with it.
    std::string letters;
};

/// Takes text apart into words of folded letters: case, accents, vowel marks, tatweel, direction
/// marks and broken bytes vanish; presentation forms, Persian and Maghrebi letters become the
/// common ones; digits of chat spelling become letters (3 ع, 5 خ, 6 ط, 7 ح, 9 ق).
/// Words of nothing but digits are dropped. Reads at most `limit` bytes.
std::vector<Word> words_of(std::string_view utf8, std::size_t limit);

} // namespace jisr::linkage
