#pragma once

#include "linkage/letters.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace jisr::linkage {

/// One part of a name, ready to be compared. Compounds stand as one token whether they were written
/// together or apart: عبد الله, بن علي, Ben Ali, Abd el Kader, Aït Lahcen.
struct Token
{
    Script script = Script::Latin;
    std::string spelling; ///< folded letters, as in Word::letters
    /// How many letters at the beginning of `spelling` are an article or may be one.
    std::uint8_t article = 0;
    /// The consonants in the alphabet of sounds that both scripts share, e.g. "ftm" for Fatima and
    /// فاطمة; without the article; at least one letter, at most kMostSounds. Fit for blocking.
    std::string key;

    friend bool operator==(const Token&, const Token&) = default;
};

/// A person's name, in any script or several.
struct Name
{
    std::vector<Token> tokens; ///< in the order in which they were written; at most kMostTokens
    bool cut = false;          ///< letters or tokens past the bounds were left out

    friend bool operator==(const Name&, const Name&) = default;
};

/// Bounds that hold time and memory for any input.
inline constexpr std::size_t kMostTokens = 12;
inline constexpr std::size_t kMostLetters = 40; ///< of one token

/// Reads any bytes as a name; what holds no letter gives a name without tokens.
Name read_name(std::string_view utf8);

/// A word of folded letters (Word::letters) as one token.
Token make_token(Script script, std::string_view letters);

/// How alike two tokens are, 0 to 1: 1 for the same spelling, and near 1 where one is a regular
/// spelling of the other in the other script. Symmetric.
double token_similarity(const Token& a, const Token& b);

/// How alike two names are, 0 to 1. Symmetric; the order of tokens does not count, a token that
/// only the longer name has counts little. Equal names give 1, a name without tokens gives 0.
double similarity(const Name& a, const Name& b);

} // namespace jisr::linkage
