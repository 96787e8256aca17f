#pragma once

#include "linkage/letters.hpp"

namespace jisr::linkage {

inline constexpr std::size_t kMostSounds = 40;

/// The consonants of a word in the alphabet of sounds that both scripts share, doubled ones once:
/// b t j x(خ, kh) d r z s $(ش, ch) h f k g(غ, gh, g) l m n. Letters that the scripts do not tell
/// apart reliably fall together (ت ط ث; د ض ذ ظ; س ص; ح ه; ق ك), vowels and semi-vowels are left
/// out. A word of vowels alone gives "a"; what comes after kMostSounds is left out. `letters` are
/// Word::letters.
std::string consonants_of(Script script, std::string_view letters);

} // namespace jisr::linkage
