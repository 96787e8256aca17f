#include "linkage/sounds.hpp"

#include <algorithm>
#include <array>

// The consonant skeleton, after the oldest idea of record linkage (Soundex, Russell 1918): letters
// that are confused share a code and vowels are left out. For Arabic this suits the script itself,
// which writes consonants; for Latin the rules are those of French as Moroccan registers write it.

namespace jisr::linkage {

namespace {

struct LatinRule
{
    std::string_view letters;
    std::string_view sound;
};

// The first rule that fits is taken.
constexpr std::array kLatinRules{
    LatinRule{"tch", "$"}, LatinRule{"sch", "$"}, LatinRule{"ch", "$"}, LatinRule{"sh", "$"},
    LatinRule{"kh", "x"},  LatinRule{"gh", "g"},  LatinRule{"rh", "g"}, LatinRule{"dh", "d"},
    LatinRule{"th", "t"},  LatinRule{"ph", "f"},  LatinRule{"dj", "j"}, LatinRule{"ce", "s"},
    LatinRule{"ci", "s"},  LatinRule{"cy", "s"},  LatinRule{"ck", "k"}, LatinRule{"qu", "k"},
    LatinRule{"ge", "j"},  LatinRule{"gi", "j"},  LatinRule{"x", "ks"}, LatinRule{"c", "k"},
    LatinRule{"q", "k"},   LatinRule{"p", "b"},   LatinRule{"v", "f"},
};

constexpr std::string_view kArabic = "btvjHxd*rzs$SDTZgfqklmnh";
constexpr std::string_view kArabicSounds = "bttjhxddrzs$sdtdgfkklmnh";
static_assert(kArabic.size() == kArabicSounds.size());
constexpr std::string_view kLatinConsonants = "bdfghjklmnrstz";

void append(std::string& sounds, std::string_view more)
{
    for (const char sound : more) {
        if (sounds.empty() || sounds.back() != sound)
            sounds += sound;
    }
}

std::string arabic_consonants(std::string_view letters)
{
    std::string sounds;
    for (const char letter : letters) {
        if (const auto at = kArabic.find(letter); at != std::string_view::npos)
            append(sounds, kArabicSounds.substr(at, 1));
    }
    return sounds;
}

std::string latin_consonants(std::string_view letters)
{
    std::string sounds;
    for (auto rest = letters; !rest.empty();) {
        const auto rule = std::ranges::find_if(
            kLatinRules, [&](const LatinRule& each) { return rest.starts_with(each.letters); });
        const bool silent = rest == "h"; // Sarah, Zohrah
        if (rule != kLatinRules.end())
            append(sounds, rule->sound);
        else if (!silent && kLatinConsonants.find(rest.front()) != std::string_view::npos)
            append(sounds, rest.substr(0, 1));
        rest.remove_prefix(rule != kLatinRules.end() ? rule->letters.size() : 1);
    }
    return sounds;
}

} // namespace

std::string consonants_of(Script script, std::string_view letters)
{
    auto sounds = script == Script::Arabic ? arabic_consonants(letters) : latin_consonants(letters);
    sounds.resize(std::min(sounds.size(), kMostSounds)); // "x" alone has two
    return sounds.empty() ? "a" : sounds;
}

} // namespace jisr::linkage
