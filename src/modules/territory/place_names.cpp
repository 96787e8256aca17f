#include "modules/territory/place_names.hpp"

#include "tabular/text.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace jisr::territory {

namespace {

/// Folded words that say what a place is, or stand before its name.
constexpr std::array<std::string_view, 31> kNoName{
    "commune",  "communes",   "municipalite", "municipality",
    "province", "prefecture", "region",       "arrondissement",
    "ville",    "rurale",     "urbaine",      "de",
    "du",       "d",          "la",           "le",
    "les",      "el",         "al",           "l",
    "جماعه",    "الجماعه",    "جهه",          "اقليم",
    "عماله",    "بلديه",      "مقاطعه",       "مدينه",
    "الحضريه",  "القرويه",    "الترابيه"};

/// The joined article before a sun letter takes its sound: Es-Smara, Ed-Dahab, Ennabour.
constexpr std::array<std::string_view, 10> kAssimilated{"ed", "er",  "es", "en", "et",
                                                        "ez", "ech", "ad", "ar", "as"};

std::vector<std::string_view> words_of(std::string_view folded)
{
    std::vector<std::string_view> words;
    while (!folded.empty()) {
        const auto end = std::min(folded.find(' '), folded.size());
        if (end > 0)
            words.push_back(folded.substr(0, end));
        folded.remove_prefix(std::min(end + 1, folded.size()));
    }
    return words;
}

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& list, std::string_view word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_vowel(char c)
{
    return std::string_view("aeiouy").find(c) != std::string_view::npos;
}

std::string_view without_latin_article(std::string_view word)
{
    const bool long_enough = word.size() > 3;
    if (long_enough && (word.starts_with("el") || word.starts_with("al")))
        return word.substr(2);
    if (long_enough && (word[0] == 'e' || word[0] == 'a') && word[1] == word[2] &&
        !is_vowel(word[1]))
        return word.substr(2);
    if (long_enough && word[0] == 'l' && is_vowel(word[1]))
        return word.substr(1);
    return word;
}

char latin_class(char c)
{
    switch (c) {
    case 'e':
    case 'y':
        return 'i';
    case 'o':
    case 'w':
        return 'u';
    case 'c':
    case 'q':
        return 'k';
    case 'z':
        return 's';
    default:
        return c;
    }
}

/// ch and sh are one sound, c and k another.
std::string latin_key(std::string_view word)
{
    std::string key;
    for (std::size_t i = 0; i < word.size(); ++i) {
        char c = latin_class(word[i]);
        const bool before_h = i + 1 < word.size() && word[i + 1] == 'h';
        if (before_h && (word[i] == 'c' || word[i] == 's'))
            c = 'x';
        if (c == 'h' && i > 0 && !is_vowel(word[i - 1]))
            continue; // the h of ch, kh, gh, th, dh
        if (key.empty() || key.back() != c)
            key += c;
    }
    for (const std::string_view glide : {"iu", "ui"}) // Guelmim = Goulmim
        for (std::size_t at = key.find(glide); at != std::string::npos; at = key.find(glide))
            key.erase(key[at] == 'i' ? at : at + 1, 1);
    if (key.size() > 2 && key.back() == 'i' && word.back() == 'e')
        key.pop_back();
    return key;
}

std::string arabic_key(std::string_view word)
{
    constexpr std::string_view kAlef = "ا";
    constexpr std::string_view kLam = "ل";
    constexpr std::string_view kHeh = "ه";
    constexpr std::size_t kLetter = 2; // bytes of one in UTF-8
    if (word.starts_with("ال") && word.size() > 3 * kLetter)
        word.remove_prefix(2 * kLetter);
    else if (word.starts_with(kLam) && word.size() > 3 * kLetter)
        word.remove_prefix(kLetter);
    if (word.ends_with(kHeh) && word.size() > 2 * kLetter)
        word.remove_suffix(kLetter);
    std::string key;
    for (std::size_t i = 0; i + kLetter <= word.size(); i += kLetter) {
        const auto letter = word.substr(i, kLetter);
        if (letter != kAlef && !std::string_view(key).ends_with(letter))
            key += letter;
    }
    return key;
}

std::string word_key(std::string_view word)
{
    const bool arabic = static_cast<unsigned char>(word.front()) >= 0xD8;
    return arabic ? arabic_key(word) : latin_key(without_latin_article(word));
}

/// "province d'Assa-Zag" → "province Assa-Zag": folding would join the d to the name.
std::string without_elision(std::string_view name)
{
    std::string plain(name);
    for (const std::string_view elided : {" d'", " d’", " D'", " D’"})
        if (const auto at = plain.find(elided); at != std::string::npos)
            plain.replace(at, elided.size(), " ");
    return plain;
}

} // namespace

std::string tolerant_key(std::string_view name)
{
    const std::string folded = tabular::fold(without_elision(name));
    std::string key;
    for (const auto word : words_of(folded))
        if (!holds(kNoName, word) && !holds(kAssimilated, word))
            key += word_key(word);
    return key;
}

} // namespace jisr::territory
