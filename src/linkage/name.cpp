#include "linkage/name.hpp"

#include "linkage/compounds.hpp"
#include "linkage/matcher.hpp"
#include "linkage/sounds.hpp"

#include <algorithm>
#include <deque>
#include <functional>
#include <optional>
#include <vector>

namespace jisr::linkage {

namespace {

constexpr std::size_t kMostBytes = 4096;
// How much a token counts that only the longer name has, beside one that both have.
constexpr double kMissing = 0.3;
// What remains of a likeness that was found by writing two tokens as one.
constexpr double kJoined = 0.98;

// Two dots are left off at the end of words, by hand and on keyboards: ليلى for ليلي, فاطمه for
// فاطمة. Such spellings are one name nearly always, whatever the table learnt from rare pairs.
constexpr double kWithoutDots = 0.97;
// An initial says that much of the name that begins with it: F. Zahra.
constexpr double kInitial = 0.8;

bool differ_in_last_dots(std::string_view a, std::string_view b)
{
    constexpr std::string_view kPairs[] = {"yY", "Yy", "ph", "hp"}; // ي ى, ة ه
    if (a.size() != b.size() || a.size() < 2 ||
        a.substr(0, a.size() - 1) != b.substr(0, b.size() - 1))
        return false;
    const char ends[] = {a.back(), b.back()};
    return std::ranges::find(kPairs, std::string_view(ends, 2)) != std::end(kPairs);
}

bool is_initial_of(const Token& letter, const Token& name)
{
    return letter.spelling.size() == 1 && name.spelling.size() > 1 &&
           letter.key.front() == name.key.front();
}

/// A token, prepared once however many others it is compared with.
class Part
{
  public:
    explicit Part(const Token& token) : token_(token), matcher_(token) {}

    const Token& token() const { return token_; }

    double similarity(const Part& other) const
    {
        const bool initial =
            is_initial_of(token_, other.token_) || is_initial_of(other.token_, token_);
        return initial ? std::max(kInitial, whole_similarity(other)) : whole_similarity(other);
    }

  private:
    double whole_similarity(const Part& other) const
    {
        const Script script = token_.script;
        if (script != other.token_.script) // the Latin one is the source either way
            return script == Script::Latin ? likeness_to(other) : other.likeness_to(*this);
        if (token_.spelling == other.token_.spelling)
            return 1;
        const double direct = (likeness_to(other) + other.likeness_to(*this)) / 2;
        if (script == Script::Latin)
            return std::max(
                direct, std::min(likeness_to_arabic_of(other), other.likeness_to_arabic_of(*this)));
        return differ_in_last_dots(token_.spelling, other.token_.spelling)
                   ? std::max(direct, kWithoutDots)
                   : direct;
    }

    double likeness_to(const Part& other) const
    {
        return matcher_.compare(other.matcher_.spelling()).similarity();
    }

    /// Two Latin spellings of one Arabic name are as alike as each is to that.
    double likeness_to_arabic_of(const Part& other) const
    {
        if (!other.arabic_)
            other.arabic_.emplace(make_token(Script::Arabic, other.matcher_.arabic_spelling()));
        auto evidence = matcher_.compare(other.arabic_->view());
        evidence.same_script = true;
        return evidence.similarity();
    }

    Token token_;
    Matcher matcher_;
    mutable std::optional<Letters> arabic_; ///< made when first needed
};

/// How much of a name a token is: longer ones say more.
double share_of(const Token& token)
{
    return 1 + static_cast<double>(std::min<std::size_t>(token.key.size(), 5));
}

/// One name beside another one: how alike each token of the one is to each of the other.
struct Comparison
{
    std::vector<double> shares_a, shares_b;
    std::vector<std::vector<double>> similarities; ///< by token of b, by token of a
};

std::vector<double> similarities_to(const std::deque<Part>& parts, const Part& other)
{
    std::vector<double> similarities;
    for (const auto& part : parts)
        similarities.push_back(part.similarity(other));
    return similarities;
}

/// As `comparison`, with the tokens of b at `at` and behind it written as one.
Comparison with_joined(Comparison comparison, std::size_t at, const std::deque<Part>& parts,
                       const Part& joined)
{
    const auto behind = static_cast<std::ptrdiff_t>(at) + 1;
    comparison.shares_b[at] = share_of(joined.token());
    comparison.shares_b.erase(comparison.shares_b.begin() + behind);
    comparison.similarities[at] = similarities_to(parts, joined);
    comparison.similarities.erase(comparison.similarities.begin() + behind);
    return comparison;
}

struct Match
{
    double similarity;
    std::size_t a, b;
};

/// Every token of one name with every token of the other one, best matches first.
std::vector<Match> matches_of(const Comparison& comparison)
{
    std::vector<Match> matches;
    for (std::size_t i = 0; i < comparison.shares_a.size(); ++i) {
        for (std::size_t j = 0; j < comparison.shares_b.size(); ++j)
            matches.push_back({comparison.similarities[j][i], i, j});
    }
    std::ranges::stable_sort(matches, std::greater{}, &Match::similarity);
    return matches;
}

double unmatched_share(const std::vector<double>& shares, const std::vector<bool>& taken)
{
    double share = 0;
    for (std::size_t i = 0; i < shares.size(); ++i)
        share += taken[i] ? 0 : shares[i];
    return share;
}

/// Of the tokens as they stand; `a` has no more of them than `b`.
double similarity_of(const Comparison& comparison)
{
    const auto& [shares_a, shares_b, similarities] = comparison;
    std::vector<bool> taken_a(shares_a.size()), taken_b(shares_b.size());
    double alike = 0, all = 0;
    for (const auto& [similarity, i, j] : matches_of(comparison)) {
        if (taken_a[i] || taken_b[j])
            continue;
        taken_a[i] = taken_b[j] = true;
        const double share = shares_a[i] + shares_b[j];
        alike += share * similarity;
        all += share;
    }
    return alike / (all + kMissing * unmatched_share(shares_b, taken_b));
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
    return Part(a).similarity(Part(b));
}

double similarity(const Name& a, const Name& b)
{
    if (!is_before(a, b) && is_before(b, a)) // the same sums in the same order, both ways
        return similarity(b, a);
    if (a.tokens.empty())
        return 0;
    const std::deque<Part> parts(a.tokens.begin(), a.tokens.end());
    Comparison comparison;
    for (const Token& token : a.tokens)
        comparison.shares_a.push_back(share_of(token));
    for (const Token& token : b.tokens) {
        comparison.shares_b.push_back(share_of(token));
        comparison.similarities.push_back(similarities_to(parts, Part(token)));
    }
    double best = similarity_of(comparison);
    if (a.tokens.size() == b.tokens.size())
        return best;
    for (std::size_t i = 0; i + 1 < b.tokens.size(); ++i) { // Fatima Zahra, Fatimazahra
        const Token &first = b.tokens[i], &second = b.tokens[i + 1];
        if (first.script != second.script)
            continue;
        const Part joined(make_token(first.script, first.spelling + second.spelling));
        best = std::max(best, kJoined * similarity_of(with_joined(comparison, i, parts, joined)));
    }
    return best;
}

} // namespace jisr::linkage
