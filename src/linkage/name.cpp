#include "linkage/name.hpp"

#include "linkage/compounds.hpp"
#include "linkage/matcher.hpp"
#include "linkage/sounds.hpp"

#include <algorithm>
#include <functional>
#include <vector>

namespace jisr::linkage {

namespace {

constexpr std::size_t kMostBytes = 4096;
// How much a token counts that only the longer name has, beside one that both have.
constexpr double kMissing = 0.3;
// What remains of a likeness that was found by writing two tokens as one.
constexpr double kJoined = 0.98;

/// Two Latin spellings of one Arabic name are as alike as each is to that.
double likeness_to_arabic_of(const Matcher& a, const Matcher& b)
{
    const Letters arabic(make_token(Script::Arabic, b.arabic_spelling()));
    auto evidence = a.compare(arabic.view());
    evidence.same_script = true;
    return evidence.similarity();
}

/// How much of a name a token is: longer ones say more.
double share_of(const Token& token)
{
    return 1 + static_cast<double>(std::min<std::size_t>(token.key.size(), 5));
}

Name with_joined(const Name& name, std::size_t at)
{
    Name shorter = name;
    const Token& second = name.tokens[at + 1];
    shorter.tokens[at] = make_token(second.script, name.tokens[at].spelling + second.spelling);
    shorter.tokens.erase(shorter.tokens.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    return shorter;
}

struct Match
{
    double similarity;
    std::size_t a, b;
};

/// Every token of one name with every token of the other one, best matches first.
std::vector<Match> matches_of(const Name& a, const Name& b)
{
    std::vector<Match> matches;
    for (std::size_t i = 0; i < a.tokens.size(); ++i) {
        for (std::size_t j = 0; j < b.tokens.size(); ++j)
            matches.push_back({token_similarity(a.tokens[i], b.tokens[j]), i, j});
    }
    std::ranges::stable_sort(matches, std::greater{}, &Match::similarity);
    return matches;
}

double unmatched_share(const Name& name, const std::vector<bool>& taken)
{
    double share = 0;
    for (std::size_t i = 0; i < name.tokens.size(); ++i)
        share += taken[i] ? 0 : share_of(name.tokens[i]);
    return share;
}

/// Of the tokens as they stand; `a` has no more of them than `b`.
double similarity_of_tokens(const Name& a, const Name& b)
{
    std::vector<bool> taken_a(a.tokens.size()), taken_b(b.tokens.size());
    double alike = 0, all = 0;
    for (const auto& [similarity, i, j] : matches_of(a, b)) {
        if (taken_a[i] || taken_b[j])
            continue;
        taken_a[i] = taken_b[j] = true;
        const double share = share_of(a.tokens[i]) + share_of(b.tokens[j]);
        alike += share * similarity;
        all += share;
    }
    return alike / (all + kMissing * unmatched_share(b, taken_b));
}

bool is_before(const Name& a, const Name& b)
{
    if (a.tokens.size() != b.tokens.size())
        return a.tokens.size() < b.tokens.size();
    return std::ranges::lexicographical_compare(a.tokens, b.tokens, {}, &Token::spelling,
                                                &Token::spelling);
}

} // namespace

Token make_token(Script script, std::string_view letters)
{
    Token token{.script = script, .spelling = std::string(letters.substr(0, kMostLetters))};
    token.article = static_cast<std::uint8_t>(article_of({script, token.spelling}));
    std::ranges::replace(token.spelling, 'I', 'A');
    token.key = consonants_of(script, std::string_view(token.spelling).substr(token.article));
    return token;
}

Name read_name(std::string_view utf8)
{
    Name name{.cut = utf8.size() > kMostBytes};
    for (const Word& word : joined(words_of(utf8, kMostBytes))) {
        name.cut = name.cut || word.letters.size() > kMostLetters;
        if (name.tokens.size() == kMostTokens) {
            name.cut = true;
            break;
        }
        name.tokens.push_back(make_token(word.script, word.letters));
    }
    return name;
}

double token_similarity(const Token& a, const Token& b)
{
    if (a.script == b.script && a.spelling == b.spelling)
        return 1;
    const Matcher matcher_a(a), matcher_b(b);
    const double one = matcher_a.compare(matcher_b.spelling()).similarity();
    if (a.script != b.script) // the Latin one is the source either way
        return one;
    const double direct = (one + matcher_b.compare(matcher_a.spelling()).similarity()) / 2;
    if (a.script == Script::Arabic)
        return direct;
    return std::max(direct, std::min(likeness_to_arabic_of(matcher_a, matcher_b),
                                     likeness_to_arabic_of(matcher_b, matcher_a)));
}

double similarity(const Name& a, const Name& b)
{
    if (!is_before(a, b) && is_before(b, a)) // the same sums in the same order, both ways
        return similarity(b, a);
    if (a.tokens.empty())
        return 0;
    double best = similarity_of_tokens(a, b);
    if (a.tokens.size() == b.tokens.size())
        return best;
    for (std::size_t i = 0; i + 1 < b.tokens.size(); ++i) { // Fatima Zahra, Fatimazahra
        if (b.tokens[i].script == b.tokens[i + 1].script)
            best = std::max(best, kJoined * similarity_of_tokens(a, with_joined(b, i)));
    }
    return best;
}

} // namespace jisr::linkage
