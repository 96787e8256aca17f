#include "linkage/name.hpp"

#include "linkage/compounds.hpp"
#include "linkage/sounds.hpp"

#include <algorithm>
#include <numeric>

namespace jisr::linkage {

namespace {

constexpr std::size_t kMostBytes = 4096;

Token token_of(const Word& word)
{
    Token token{.script = word.script, .spelling = word.letters.substr(0, kMostLetters)};
    token.article = static_cast<std::uint8_t>(article_of({word.script, token.spelling}));
    std::ranges::replace(token.spelling, 'I', 'A');
    token.key = consonants_of(token.script, std::string_view(token.spelling).substr(token.article));
    return token;
}

double alike(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    const auto longest = static_cast<double>(std::max(a.size(), b.size()));
    return 1.0 - static_cast<double>(row[b.size()]) / longest;
}

} // namespace

Name read_name(std::string_view utf8)
{
    Name name{.cut = utf8.size() > kMostBytes};
    for (const Word& word : joined(words_of(utf8, kMostBytes))) {
        name.cut = name.cut || word.letters.size() > kMostLetters;
        if (name.tokens.size() == kMostTokens) {
            name.cut = true;
            break;
        }
        name.tokens.push_back(token_of(word));
    }
    return name;
}

double token_similarity(const Token& a, const Token& b)
{
    if (a == b)
        return 1;
    const double by_key = alike(a.key, b.key);
    if (a.script != b.script)
        return by_key;
    return (by_key + alike(a.spelling, b.spelling)) / 2;
}

double similarity(const Name& a, const Name& b)
{
    const Name& shorter = a.tokens.size() <= b.tokens.size() ? a : b;
    const Name& longer = &shorter == &a ? b : a;
    if (shorter.tokens.empty())
        return 0;
    double sum = 0;
    std::vector<bool> taken(longer.tokens.size());
    for (const Token& token : shorter.tokens) {
        double best = 0;
        std::size_t best_at = 0;
        for (std::size_t i = 0; i < longer.tokens.size(); ++i) {
            const double found = taken[i] ? 0 : token_similarity(token, longer.tokens[i]);
            if (found > best) {
                best = found;
                best_at = i;
            }
        }
        taken[best_at] = taken[best_at] || best > 0;
        sum += best;
    }
    const auto extra = static_cast<double>(longer.tokens.size() - shorter.tokens.size());
    return sum / (static_cast<double>(shorter.tokens.size()) + 0.2 * extra);
}

} // namespace jisr::linkage
