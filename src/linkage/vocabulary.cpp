#include "linkage/vocabulary.hpp"

#include "linkage/sounds.hpp"

#include <algorithm>
#include <array>

// How candidates are found.
//
// Comparing with every token would take too long, so tokens are grouped by their consonants, and a
// query is compared with the tokens of the groups that are nearest to it: those that share pairs of
// neighbouring sounds with it (Ukkonen's q-grams, 1992), in the order of their edit distance, which
// is counted for all positions of a word at once in the bits of one number (Myers 1999, in the form
// of Hyyrö 2003). A Latin query is looked up twice, by the consonants that it is written with and
// by those of its most probable Arabic spelling.

namespace jisr::linkage {

namespace {

constexpr std::string_view kSounds = "^_abtjxdrzs$hfkglmn";
constexpr std::size_t kCodes = 32;
constexpr std::size_t kLongest = 62; // of a key, in the bits of one number
// Evidence that is worth showing, and how far behind the best one it may be.
constexpr double kLeastWeight = -2;
constexpr double kFarthest = 14;

std::size_t code_of(char sound)
{
    const auto at = kSounds.find(sound);
    return at == std::string_view::npos ? 2 : at;
}

std::vector<std::uint16_t> pairs_of(std::string_view sounds, bool open_end)
{
    std::vector<std::uint16_t> pairs;
    std::size_t before = 0;
    for (const char sound : sounds) {
        const std::size_t code = code_of(sound);
        pairs.push_back(static_cast<std::uint16_t>(before * kCodes + code));
        before = code;
    }
    if (!open_end)
        pairs.push_back(static_cast<std::uint16_t>(before * kCodes + 1));
    std::ranges::sort(pairs);
    pairs.erase(std::ranges::unique(pairs).begin(), pairs.end());
    return pairs;
}

/// Edit distance from one text to many.
class Distance
{
  public:
    explicit Distance(std::string_view text) : length_(std::min(text.size(), kLongest))
    {
        for (std::size_t i = 0; i < length_; ++i)
            places_[code_of(text[i])] |= std::uint64_t{1} << i;
    }

    std::size_t to(std::string_view other) const
    {
        std::uint64_t more = ~std::uint64_t{0}, less = 0;
        std::size_t distance = length_;
        const std::uint64_t last = std::uint64_t{1} << (length_ - 1);
        for (const char sound : other) {
            const std::uint64_t same = places_[code_of(sound)];
            const std::uint64_t diagonal = (((same & more) + more) ^ more) | same | less;
            const std::uint64_t up = less | ~(diagonal | more);
            const std::uint64_t down = more & diagonal;
            distance += (up & last) != 0 ? 1 : 0;
            distance -= (down & last) != 0 ? 1 : 0;
            const std::uint64_t shifted = up << 1 | 1;
            more = down << 1 | ~(diagonal | shifted);
            less = shifted & diagonal;
        }
        return distance;
    }

    std::size_t length() const { return length_; }

  private:
    std::size_t length_;
    std::array<std::uint64_t, kCodes> places_{};
};

std::string id_text(Script script, std::string_view spelling)
{
    std::string text(1, script == Script::Arabic ? '+' : '-');
    return text.append(spelling);
}

} // namespace

std::optional<Vocabulary::Id> Vocabulary::find(Script script, std::string_view spelling) const
{
    const auto found = ids_.find(id_text(script, spelling));
    return found == ids_.end() ? std::nullopt : std::optional(found->second);
}

Vocabulary::Id Vocabulary::add(const Token& token)
{
    const auto [place, is_new] =
        ids_.try_emplace(id_text(token.script, token.spelling), static_cast<Id>(entries_.size()));
    if (!is_new)
        return place->second;
    const Letters letters(token);
    const Spelling spelling = letters.view();
    entries_.push_back({static_cast<std::uint32_t>(letters_.size()), spelling.chance,
                        spelling.stem_chance, static_cast<std::uint8_t>(spelling.all.size()),
                        token.article, token.script});
    letters_.insert(letters_.end(), spelling.all.begin(), spelling.all.end());
    uses_.push_back(0);
    add_key(place->second, token.key);
    return place->second;
}

void Vocabulary::add_key(Id id, const std::string& sounds)
{
    const auto [place, is_new] =
        key_ids_.try_emplace(sounds, static_cast<std::uint32_t>(keys_.size()));
    if (is_new) {
        keys_.push_back({sounds, {}});
        by_pair_.resize(kCodes * kCodes);
        for (const auto pair : pairs_of(sounds, false))
            by_pair_[pair].push_back(place->second);
    }
    keys_[place->second].tokens.push_back(id);
}

Spelling Vocabulary::spelling(Id id) const
{
    const Entry& entry = entries_[id];
    return {entry.script, entry.article, entry.chance, entry.stem_chance,
            std::span(letters_).subspan(entry.begin, entry.length)};
}

Token Vocabulary::token(Id id) const
{
    const auto letters = spelling(id);
    Token token{letters.script, spelling_of(letters.script, letters.all), letters.article, {}};
    token.key = consonants_of(token.script, std::string_view(token.spelling).substr(token.article));
    return token;
}

std::vector<Vocabulary::NearKey> Vocabulary::near(const std::vector<std::string>& sounds,
                                                  bool typing) const
{
    thread_local std::vector<std::uint8_t> shared; // by key; all zero between calls
    shared.resize(std::max(shared.size(), keys_.size()));
    std::vector<std::uint32_t> touched;
    std::vector<Distance> distances;
    for (const auto& text : sounds) {
        distances.emplace_back(text);
        for (const auto pair : pairs_of(text, typing)) {
            for (const auto key : by_pair_[pair]) {
                if (shared[key]++ == 0)
                    touched.push_back(key);
            }
        }
    }
    // One wrong sound breaks two pairs: of a longer key more than one pair must be left.
    const std::size_t longest = std::ranges::max(sounds, {}, &std::string::size).size();
    const std::size_t least = longest >= 5 ? 2 : 1;
    std::vector<NearKey> found;
    for (const auto key : touched) {
        const bool enough = shared[key] >= least;
        shared[key] = 0;
        if (!enough)
            continue;
        std::size_t nearest = kLongest;
        for (const auto& distance : distances) {
            std::string_view other = keys_[key].sounds;
            if (typing)
                other = other.substr(0, distance.length());
            nearest = std::min(nearest, distance.to(other));
        }
        if (2 * nearest <= longest + 2)
            found.push_back({key, static_cast<std::uint8_t>(nearest)});
    }
    std::ranges::sort(found, {}, &NearKey::distance);
    return found;
}

std::vector<Vocabulary::Candidate> Vocabulary::candidates(const Matcher& matcher,
                                                          const Token& token, bool typing,
                                                          std::size_t limit) const
{
    if (keys_.empty())
        return {};
    std::vector<std::string> sounds{token.key};
    if (token.script == Script::Latin)
        sounds.push_back(consonants_of(Script::Arabic, matcher.arabic_spelling()));
    std::vector<Candidate> found;
    std::size_t compared = 0;
    for (const auto& near_key : near(sounds, typing)) {
        for (const Id id : keys_[near_key.key].tokens) {
            if (uses_[id] == 0 || compared == limit)
                continue;
            ++compared;
            const auto evidence =
                typing ? matcher.compare_beginning(spelling(id)) : matcher.compare(spelling(id));
            if (evidence.weight > kLeastWeight)
                found.push_back({id, evidence});
        }
        if (compared == limit)
            break;
    }
    const auto weight = [](const Candidate& candidate) { return candidate.evidence.weight; };
    std::ranges::sort(found, std::greater{}, weight);
    const auto end = std::ranges::find_if(found, [&](const Candidate& candidate) {
        return weight(candidate) < weight(found.front()) - kFarthest;
    });
    found.erase(end, found.end());
    return found;
}

std::size_t Vocabulary::memory_bytes() const
{
    constexpr std::size_t kOfMapEntry = 16 + sizeof(std::string) + 8; // hash, links and number
    std::size_t bytes = letters_.capacity() + entries_.capacity() * sizeof(Entry) +
                        uses_.capacity() * sizeof(std::uint32_t) +
                        (ids_.size() + key_ids_.size()) * kOfMapEntry +
                        keys_.capacity() * sizeof(Key);
    for (const auto& [text, id] : ids_)
        bytes += text.capacity() > 15 ? text.capacity() + 1 : 0;
    for (const auto& key : keys_)
        bytes += key.tokens.capacity() * sizeof(Id);
    for (const auto& list : by_pair_)
        bytes += list.capacity() * sizeof(std::uint32_t);
    return bytes;
}

} // namespace jisr::linkage
