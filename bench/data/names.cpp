#include "names.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <iostream>
#include <sstream>
#include <utility>

namespace jisr::bench {

namespace {

struct Sound
{
    const char* arabic;
    const char* latin;
};

constexpr std::array<Sound, 25> kConsonants{{
    {"ب", "b"},  {"ت", "t"},  {"ج", "j"},  {"ح", "h"}, {"خ", "kh"}, {"د", "d"}, {"ر", "r"},
    {"ز", "z"},  {"س", "s"},  {"ش", "ch"}, {"ص", "s"}, {"ض", "d"},  {"ط", "t"}, {"ع", "a"},
    {"غ", "gh"}, {"ف", "f"},  {"ق", "k"},  {"ك", "k"}, {"ل", "l"},  {"م", "m"}, {"ن", "n"},
    {"ه", "h"},  {"و", "ou"}, {"ي", "y"},  {"ث", "t"},
}};

/// 1, 2 and 3 stand for the consonants of the root, everything else for itself.
struct Shape
{
    const char* arabic;
    const char* latin;
};

constexpr std::array<Shape, 9> kFamilyShapes{{{"12ي3", "1a2i3"},
                                              {"12ا3", "1a22a3"},
                                              {"ال123ي", "El 1a2a3i"},
                                              {"م12و3", "Ma12ou3"},
                                              {"123اوي", "1a23aoui"},
                                              {"آيت 12ي3", "Ait 1a2i3"},
                                              {"بن 12ا3", "Ben 1a2a3"},
                                              {"ال1ا23ي", "El 1a2i3i"},
                                              {"أولاد 1ا2ي3", "Oulad 1a2i3"}}};
constexpr std::array<Shape, 3> kFemaleShapes{
    {{"12ي3ة", "1a2i3a"}, {"1ا2ي3ة", "1a2i3a"}, {"123اء", "1a23ae"}}};
constexpr std::array<Shape, 3> kMaleShapes{
    {{"12ي3", "1a2i3"}, {"1ا23", "1a2e3"}, {"م1ا23", "Mou1a2i3"}}};

std::vector<std::string> split(const std::string& text, char separator)
{
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, separator);)
        if (!part.empty())
            parts.push_back(part);
    return parts;
}

std::string filled(std::string_view shape, const std::array<Sound, 3>& root, const char* Sound::*as)
{
    std::string text;
    for (const char c : shape) {
        if (c >= '1' && c <= '3')
            text += root[static_cast<std::size_t>(c - '1')].*as;
        else
            text += c;
    }
    return text;
}

template <class Shapes>
void add_made(std::vector<SpeltName>& names, const Shapes& shapes, std::size_t count, Draw& draw)
{
    for (std::size_t i = 0; i < count; ++i) {
        const std::array<Sound, 3> root{draw.one_of(kConsonants), draw.one_of(kConsonants),
                                        draw.one_of(kConsonants)};
        const Shape& shape = draw.one_of(shapes);
        std::string latin = filled(shape.latin, root, &Sound::latin);
        latin.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(latin.front())));
        names.push_back({{filled(shape.arabic, root, &Sound::arabic)}, {latin}});
    }
}

/// The letters of UTF-8 text.
std::vector<std::string> letters_of(const std::string& text)
{
    std::vector<std::string> letters;
    for (const char c : text) {
        if ((static_cast<unsigned char>(c) & 0xC0U) == 0x80 && !letters.empty())
            letters.back() += c;
        else
            letters.emplace_back(1, c);
    }
    return letters;
}

constexpr std::array<std::pair<const char*, const char*>, 30> kRespellings{{
    {"ou", "u"}, {"ou", "o"}, {"ch", "sh"},   {"kh", "k"},   {"gh", "g"}, {"i", "y"},
    {"y", "i"},  {"a", "e"},  {"e", "a"},     {"ss", "s"},   {"ll", "l"}, {"mm", "m"},
    {"s", "ss"}, {"l", "ll"}, {"El ", "Al "}, {"El ", "El"}, {"El ", ""}, {"k", "q"},
    {"j", "dj"}, {"-", " "},  {"ph", "f"},    {"ة", "ه"},    {"أ", "ا"},  {"إ", "ا"},
    {"ى", "ي"},  {"آ", "ا"},  {"ال", ""},     {"اء", "ا"},   {"ئ", "ي"},  {" ", ""},
}};

} // namespace

std::size_t Draw::ranked(std::size_t size)
{
    // Inverts the integral of 1 / (n + 3).
    const double top = std::log((static_cast<double>(size) + 3) / 3);
    const double at = static_cast<double>(random_()) / 4294967296.0;
    return std::min(size - 1, static_cast<std::size_t>(3 * std::exp(at * top) - 3));
}

Names read_names(const std::string& path, bool more, Draw& draw)
{
    Names names;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        std::vector<std::string> cells;
        std::istringstream stream(line);
        for (std::string cell; std::getline(stream, cell, '\t');)
            cells.push_back(cell);
        cells.resize(4);
        SpeltName name{split(cells[1] + "|" + cells[2], '|'), split(cells[3], '|')};
        if (cells[0] == "female")
            names.female.push_back(std::move(name));
        else if (cells[0] == "male")
            names.male.push_back(std::move(name));
        else if (cells[0] == "surname")
            names.family.push_back(std::move(name));
    }
    if (more) {
        add_made(names.female, kFemaleShapes, 600, draw);
        add_made(names.male, kMaleShapes, 600, draw);
        add_made(names.family, kFamilyShapes, 12'000, draw);
    }
    return names;
}

std::string respelt(const std::string& text, Draw& draw)
{
    const std::size_t start = draw.below(kRespellings.size());
    for (std::size_t i = 0; i < kRespellings.size(); ++i) {
        const auto& [from, to] = kRespellings[(start + i) % kRespellings.size()];
        const auto at = text.find(from);
        if (at != std::string::npos && text.size() > std::string_view(from).size() + 2)
            return std::string(text).replace(at, std::string_view(from).size(), to);
    }
    return text;
}

std::string mistyped(const std::string& text, Draw& draw)
{
    auto letters = letters_of(text);
    if (letters.size() < 2)
        return text;
    const std::size_t at = draw.below(letters.size() - 1);
    const auto any = [&] { return letters[draw.below(letters.size())]; };
    const bool digit = std::isdigit(static_cast<unsigned char>(letters[at].front())) != 0;
    const bool latin = static_cast<unsigned char>(letters[at].front()) < 0x80;
    const auto other = [&]() -> std::string {
        if (digit)
            return std::to_string(draw.below(10));
        return latin ? std::string(1, static_cast<char>('a' + draw.below(26))) : any();
    };
    switch (draw.below(4)) {
    case 0:
        letters.erase(letters.begin() + static_cast<std::ptrdiff_t>(at));
        break;
    case 1:
        letters.insert(letters.begin() + static_cast<std::ptrdiff_t>(at), other());
        break;
    case 2:
        letters[at] = other();
        break;
    default:
        std::swap(letters[at], letters[at + 1]);
    }
    std::string result;
    for (const auto& letter : letters)
        result += letter;
    return result;
}

} // namespace jisr::bench
