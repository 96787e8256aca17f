#include "linkage/readings.hpp"

#include "linkage/sounds.hpp"

#include <algorithm>
#include <optional>

// One word for two.
//
// Registers write Fatima Zahra and Fatimazahra, نور الهدى and نورالهدى, in either script. To keep
// every name both ways would double the index for the few that anyone writes as one word. So only
// what neighbouring tokens sound like together is kept (neighbours.hpp), and it is the query that
// is read both ways: a word that sounds like two neighbours is split where the halves fit them
// best, and two words that sound like one token of the index are replaced by that token. What comes
// of it is searched for like any other query, so that misspelt and foreign spellings are found as
// usual.

namespace jisr::linkage {

namespace {

using Keys = std::vector<std::string>;

// Halves of a word have so many letters at least.
constexpr std::size_t kShortest = 2;
// Tokens of the index that sound like two words of the query: so many are tried.
constexpr std::size_t kMostTokens = 8;

// The halves fit so well at least, beside the word as it stands (Evidence::weight).
constexpr double kLeastFit = 0.5;

/// A word cut in two.
struct Halves
{
    Token first;
    Token second;
    double weight = 0;
};

/// Where a word is best cut to give the two tokens; nothing when either half is another name.
std::optional<Halves> halves_of(const Token& word, const Matcher& first, const Matcher& second)
{
    std::optional<Halves> best;
    for (std::size_t at = kShortest; at + kShortest <= word.spelling.size(); ++at) {
        Halves halves{make_token(word.script, word.spelling.substr(0, at)),
                      make_token(word.script, word.spelling.substr(at))};
        const Letters one(halves.first);
        const Letters other(halves.second);
        const double weight_one = first.compare(one.view()).weight;
        const double weight_other = second.compare(other.view()).weight;
        halves.weight = weight_one + weight_other;
        if (weight_one > 0 && weight_other > 0 && (!best || halves.weight > best->weight))
            best = std::move(halves);
    }
    return best;
}

void add_key(Keys& keys, std::string key)
{
    if (std::ranges::find(keys, key) == keys.end())
        keys.push_back(std::move(key));
}

/// What a word sounds like: as it is written, as its Arabic spelling is, and without each article
/// that may stand within it.
Keys keys_of(const Token& word, const Matcher& matcher)
{
    Keys keys{word.key};
    if (word.script == Script::Latin)
        add_key(keys, consonants_of(Script::Arabic, matcher.arabic_spelling()));
    const std::string_view article = word.script == Script::Arabic ? "Al" : "el";
    const std::string stem = word.spelling.substr(word.article);
    for (auto at = stem.find(article, kShortest); at != std::string::npos;
         at = stem.find(article, at + 1))
        add_key(keys, consonants_of(word.script, std::string(stem).erase(at, article.size())));
    return keys;
}

/// What two words sound like as one, with an article between them and without.
Keys keys_of(const Token& first, const Token& second)
{
    Keys keys{Neighbours::sounds_of(first.key, second.key)};
    add_key(keys, Neighbours::sounds_of(Neighbours::sounds_of(first.key, "l"), second.key));
    return keys;
}

class Reader
{
  public:
    Reader(const Name& query, const std::deque<Matcher>& matchers, const Vocabulary& vocabulary,
           const Neighbours& neighbours)
        : query_(query), matchers_(matchers), vocabulary_(vocabulary), neighbours_(neighbours)
    {
    }

    std::vector<Name> readings()
    {
        for (std::size_t i = 0; i < matchers_.size(); ++i)
            split(i);
        for (std::size_t i = 0; i + 1 < matchers_.size(); ++i)
            join(i);
        std::ranges::stable_sort(found_, std::greater{}, &Reading::weight);
        std::vector<Name> names;
        for (auto& reading : found_)
            if (names.size() < kMostReadings)
                names.push_back(std::move(reading.name));
        return names;
    }

  private:
    struct Reading
    {
        double weight;
        Name name;
    };

    void split(std::size_t at)
    {
        const Token& word = query_.tokens[at];
        if (word.key.size() < Neighbours::kFewestSounds)
            return;
        std::optional<Halves> best;
        for (const auto& key : keys_of(word, matchers_[at]))
            for (const auto& pair : neighbours_.of(key)) {
                auto halves = halves_of(word, Matcher(vocabulary_.token(pair.first)),
                                        Matcher(vocabulary_.token(pair.second)));
                if (halves && (!best || halves->weight > best->weight))
                    best = std::move(halves);
            }
        if (best && best->weight >= kLeastFit * fit_of_itself(at))
            replace(at, 1, best->weight, {best->first, best->second});
    }

    void join(std::size_t at)
    {
        const Token& first = query_.tokens[at];
        const Token& second = query_.tokens[at + 1];
        std::vector<Vocabulary::Id> ids;
        for (const auto& key : keys_of(first, second))
            for (const auto id : vocabulary_.of_sounds(key))
                if (vocabulary_.uses(id) > 0 && ids.size() < kMostTokens)
                    ids.push_back(id);
        if (ids.empty() || first.script != second.script)
            return;
        std::optional<Halves> best;
        Token token;
        for (const auto id : ids) {
            const Token whole = vocabulary_.token(id);
            auto halves = halves_of(whole, matchers_[at], matchers_[at + 1]);
            if (halves && (!best || halves->weight > best->weight)) {
                best = std::move(halves);
                token = whole;
            }
        }
        if (best && best->weight >= kLeastFit * (fit_of_itself(at) + fit_of_itself(at + 1)))
            replace(at, 2, best->weight, {token});
    }

    double fit_of_itself(std::size_t at) const
    {
        return matchers_[at].compare(matchers_[at].spelling()).weight;
    }

    void replace(std::size_t at, std::size_t count, double weight, std::vector<Token> tokens)
    {
        Reading reading{weight, query_};
        auto& all = reading.name.tokens;
        const auto begin = all.begin() + static_cast<std::ptrdiff_t>(at);
        const auto after = all.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
        all.insert(after, tokens.begin(), tokens.end());
        found_.push_back(std::move(reading));
    }

    const Name& query_;
    const std::deque<Matcher>& matchers_;
    const Vocabulary& vocabulary_;
    const Neighbours& neighbours_;
    std::vector<Reading> found_;
};

} // namespace

std::vector<Name> other_readings(const Name& query, const std::deque<Matcher>& matchers,
                                 const Vocabulary& vocabulary, const Neighbours& neighbours)
{
    return Reader(query, matchers, vocabulary, neighbours).readings();
}

} // namespace jisr::linkage
