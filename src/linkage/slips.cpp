#include "linkage/slips.hpp"

#include "linkage/compounds.hpp"
#include "linkage/edit_distance.hpp"
#include "linkage/transducer.hpp"

#include <algorithm>
#include <functional>
#include <limits>

// Slips between words.
//
// A slip within a word leaves a word that is near the one that was meant, and the vocabulary finds
// it. A slip at a space leaves other words: SalmaOumghar, Salm aOumghar, SalmaxOumghar; and one in
// a word like بن or Ait keeps it from being joined to the name that it belongs to, which then is
// another name. There are few ways to undo one such slip, and one that makes words which the index
// knows is hardly ever found by chance: so all are tried, and what comes of those is searched for.

namespace jisr::linkage {

namespace {

using Words = std::vector<Word>;

class Repair
{
  public:
    Repair(const Name& query, const Vocabulary& vocabulary) : query_(query), vocabulary_(vocabulary)
    {
        for (const auto& token : query.tokens)
            words_.push_back({token.script, token.spelling});
    }

    std::vector<Name> readings()
    {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            const bool has_next = i + 1 < words_.size() && words_[i].script == words_[i + 1].script;
            if (has_next) {
                belong(i, 1, words_[i]);
                move(i);
                join(i);
            }
            split(i);
            leave_out(i);
        }
        std::ranges::stable_sort(found_, std::greater{}, &Reading::uses);
        std::vector<Name> names;
        for (auto& reading : found_)
            if (names.size() < kMostSlips)
                names.push_back(std::move(reading.name));
        return names;
    }

  private:
    struct Reading
    {
        Name name;
        std::size_t uses = 0; ///< of its rarest new token
    };

    /// Whether it may stand before another word.
    bool may_begin(const Word& word) const
    {
        return belongs_to_next(word) || (word.letters.size() >= kShortest &&
                                         uses(make_token(word.script, word.letters)) > 0);
    }

    /// A word like بن with one slip in it, read from `count` words.
    void belong(std::size_t at, std::size_t count, const Word& read)
    {
        if (at + count >= words_.size() || words_[at + count].script != read.script ||
            belongs_to_next(words_[at]))
            return;
        const EditDistance distance(letters_of(read.script, read.letters));
        for (const auto form : words_that_belong(read.script))
            if (distance.to(letters_of(read.script, form)) <= 1)
                offer(at, count, {{read.script, std::string(form)}});
    }

    /// A letter that changed places with the space.
    void move(std::size_t at)
    {
        const auto& [script, first] = words_[at];
        const std::string& second = words_[at + 1].letters;
        if (first.size() > 1)
            offer(at, 2,
                  {{script, first.substr(0, first.size() - 1)}, {script, first.back() + second}});
        if (second.size() > 1)
            offer(at, 2, {{script, first + second.front()}, {script, second.substr(1)}});
    }

    /// A space that was put in, or hit instead of a letter.
    void join(std::size_t at)
    {
        const Word whole{words_[at].script, words_[at].letters + words_[at + 1].letters};
        belong(at, 2, whole);
        if (whole.letters.size() < kShortest)
            return;
        const Letters letters(make_token(whole.script, whole.letters));
        for (const auto id : vocabulary_.slips_of(letters.view()))
            offer(at, 2, {{whole.script, vocabulary_.token(id).spelling}});
    }

    /// A space that was left out, or a letter instead of one.
    void split(std::size_t at)
    {
        const auto& [script, letters] = words_[at];
        for (std::size_t i = kShortestThatBelongs; i + kShortest <= letters.size(); ++i) {
            const Word first{script, letters.substr(0, i)};
            if (!may_begin(first))
                continue;
            offer(at, 1, {first, {script, letters.substr(i)}});
            if (i + 1 + kShortest <= letters.size())
                offer(at, 1, {first, {script, letters.substr(i + 1)}});
        }
    }

    /// A letter of the other script that was hit instead of the space, or beside it.
    void leave_out(std::size_t at)
    {
        if (words_[at].letters.size() > 1)
            return;
        offer(at, 1, {});
        if (at == 0 || at + 1 == words_.size() || words_[at - 1].script != words_[at + 1].script)
            return;
        const auto& [script, before] = words_[at - 1];
        offer(at - 1, 3, {{script, before + words_[at + 1].letters}});
    }

    /// Keeps the query with other words instead of `count`, if these make tokens that many more
    /// have than the ones which they replace.
    void offer(std::size_t at, std::size_t count, Words instead)
    {
        Words words(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(at));
        words.insert(words.end(), instead.begin(), instead.end());
        words.insert(words.end(), words_.begin() + static_cast<std::ptrdiff_t>(at + count),
                     words_.end());
        Reading reading;
        for (const Word& word : joined(std::move(words)))
            reading.name.tokens.push_back(make_token(word.script, word.letters));
        reading.uses = fewest_uses(reading.name, query_);
        if (reading.uses != kNone && reading.uses > kMore * fewest_uses(query_, reading.name) &&
            std::ranges::find(found_, reading.name, &Reading::name) == found_.end())
            found_.push_back(std::move(reading));
    }

    /// Of the tokens that only the one name has; kNone when there are none.
    std::size_t fewest_uses(const Name& of, const Name& beside) const
    {
        std::size_t fewest = kNone;
        for (const auto& token : of.tokens)
            if (std::ranges::find(beside.tokens, token) == beside.tokens.end())
                fewest = std::min(fewest, uses(token));
        return fewest;
    }

    std::size_t uses(const Token& token) const
    {
        const auto id = vocabulary_.find(token.script, token.spelling);
        return id ? vocabulary_.uses(*id) : 0;
    }

    static constexpr std::size_t kShortest = 3;            // half of a word
    static constexpr std::size_t kShortestThatBelongs = 2; // بن
    static constexpr std::size_t kMore = 4;                // times as many have the words meant
    static constexpr std::size_t kNone = std::numeric_limits<std::uint32_t>::max();

    const Name& query_;
    const Vocabulary& vocabulary_;
    Words words_;
    std::vector<Reading> found_;
};

} // namespace

std::vector<Name> readings_without_slip(const Name& query, const Vocabulary& vocabulary)
{
    return Repair(query, vocabulary).readings();
}

} // namespace jisr::linkage
