#include "linkage/vocabulary.hpp"

#include "linkage/edit_distance.hpp"
#include "linkage/sounds.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

// How candidates are found.
//
// Comparing with every token would take too long, so tokens are grouped by their consonants, and a
// query looks at the groups that are nearest to it: those that share pairs of neighbouring sounds
// with it (Ukkonen's q-grams, 1992), in the order of their edit distance. Their tokens are measured
// roughly, by the edit distance of spellings, and the nearest of them compared. A slip of the
// keyboard that makes other consonants is found by what two spellings have in common when each
// lacks one letter (Mor and Fraenkel 1982), and weighed as one: no ear explains it, so by sounds
// alone a name of the other script would stand before the one that was meant. A Latin query is
// looked up twice, by the consonants that it is written with and by those of its most probable
// Arabic spelling; Latin tokens stand in the groups of both.

namespace jisr::linkage {

namespace {

constexpr std::string_view kSounds = "^_abtjxdrzs$hfkglmn";
constexpr std::size_t kCodes = 32;
// How much it speaks for a token that has only been begun that many have it.
constexpr double kCommonness = 0.15;
// Evidence that is worth showing, and how far behind the best one it may be.
constexpr double kLeastWeight = -2;
constexpr double kFarthest = 14;
// How improbable it is that a slip made just this spelling of another one (its logarithm).
constexpr double kSlip = 4;
// Tokens measured roughly, for each one that is compared.
constexpr std::size_t kMeasured = 4;
// Of an Arabic query's Latin candidates, those that are compared letter by letter: that takes ten
// microseconds each, so the others are known by their most probable Arabic spelling alone.
constexpr std::size_t kSettled = 40;

Letter code_of(char sound)
{
    const auto at = kSounds.find(sound);
    return static_cast<Letter>(at == std::string_view::npos ? 2 : at);
}

std::vector<Letter> codes_of(std::string_view sounds)
{
    std::vector<Letter> codes(sounds.size());
    std::ranges::transform(sounds, codes.begin(), code_of);
    return codes;
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

/// Numbers for a spelling and for each one that lacks one of its letters.
std::vector<std::uint32_t> deletions_of(Script script, std::span<const Letter> letters)
{
    std::vector<std::uint32_t> numbers;
    for (std::size_t left_out = 0; left_out <= letters.size(); ++left_out) {
        std::uint32_t hash = 2166136261U ^ static_cast<std::uint32_t>(script); // FNV-1a
        for (std::size_t i = 0; i < letters.size(); ++i) {
            if (i != left_out)
                hash = (hash ^ letters[i]) * 16777619U;
        }
        numbers.push_back(hash);
    }
    std::ranges::sort(numbers);
    numbers.erase(std::ranges::unique(numbers).begin(), numbers.end());
    return numbers;
}

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
    if (const auto known = find(token.script, token.spelling))
        return *known;
    const Letters letters(token);
    const Spelling spelling = letters.view();
    Entry entry{.begin = static_cast<std::uint32_t>(letters_.size()),
                .chance = spelling.chance,
                .stem_chance = spelling.stem_chance,
                .length = static_cast<std::uint8_t>(spelling.all.size()),
                .article = token.article,
                .script = token.script};
    letters_.insert(letters_.end(), spelling.all.begin(), spelling.all.end());
    if (token.script == Script::Latin) {
        const auto arabic = letters_of(Script::Arabic, Matcher(token).arabic_spelling());
        entry.arabic_length = static_cast<std::uint8_t>(arabic.size());
        entry.arabic_chance = static_cast<float>(
            NameModel::embedded().chances(Script::Arabic).log_probability(arabic));
        letters_.insert(letters_.end(), arabic.begin(), arabic.end());
    }
    entries_.push_back(entry);
    uses_.push_back(0);
    const auto id = static_cast<Id>(entries_.size() - 1);
    enter(id);
    return id;
}

void Vocabulary::enter(Id id)
{
    const Token entered = token(id);
    ids_.emplace(id_text(entered.script, entered.spelling), id);
    for (const auto number : deletions_of(entered.script, spelling(id).all))
        by_deletion_.emplace(number, id);
    add_key(id, entered.key);
    if (entered.script == Script::Arabic)
        return;
    const auto arabic = spelling_of(Script::Arabic, arabic_spelling(id).all);
    if (const auto key = consonants_of(Script::Arabic, arabic); key != entered.key)
        add_key(id, key);
}

void Vocabulary::save(SnapshotWriter& writer) const
{
    writer.write(std::span(entries_));
    writer.write(std::span(letters_));
}

Vocabulary Vocabulary::load(SnapshotReader& reader)
{
    constexpr std::uint64_t kMost = std::uint64_t{1} << 32;
    Vocabulary vocabulary;
    vocabulary.entries_ = reader.read<Entry>(kMost);
    vocabulary.letters_ = reader.read<Letter>(kMost);
    return vocabulary;
}

Vocabulary Vocabulary::built() &&
{
    uses_.resize(entries_.size());
    ids_.reserve(entries_.size());
    for (Id id = 0; id < entries_.size(); ++id)
        enter(id);
    return std::move(*this);
}

void Vocabulary::add_key(Id id, const std::string& sounds)
{
    const auto [place, is_new] =
        key_ids_.try_emplace(sounds, static_cast<std::uint32_t>(keys_.size()));
    if (is_new) {
        keys_.push_back({codes_of(sounds), {}});
        key_lengths_.push_back(static_cast<std::uint8_t>(sounds.size()));
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

Spelling Vocabulary::arabic_spelling(Id id) const
{
    const Entry& entry = entries_[id];
    return {Script::Arabic, 0, entry.arabic_chance, entry.arabic_chance,
            std::span(letters_).subspan(entry.begin + entry.length, entry.arabic_length)};
}

Token Vocabulary::token(Id id) const
{
    const auto letters = spelling(id);
    Token token{letters.script, spelling_of(letters.script, letters.all), letters.article, {}};
    token.key = consonants_of(token.script, std::string_view(token.spelling).substr(token.article));
    return token;
}

std::span<const Vocabulary::Id> Vocabulary::of_sounds(const std::string& sounds) const
{
    const auto found = key_ids_.find(sounds);
    return found == key_ids_.end() ? std::span<const Id>() : keys_[found->second].tokens;
}

std::vector<Vocabulary::NearKey> Vocabulary::near(const std::vector<std::string>& sounds,
                                                  bool typing) const
{
    thread_local std::vector<std::uint8_t> shared; // by key; all zero between calls
    shared.resize(std::max(shared.size(), keys_.size()));
    std::vector<std::uint32_t> touched;
    std::vector<EditDistance> distances;
    for (const auto& text : sounds) {
        distances.emplace_back(codes_of(text));
        for (const auto pair : pairs_of(text, typing)) {
            for (const auto key : by_pair_[pair]) {
                if (shared[key]++ == 0)
                    touched.push_back(key);
            }
        }
    }
    // One wrong sound breaks two pairs of the n + 1 that a key of n sounds has.
    const std::size_t longest = std::ranges::max(sounds, {}, &std::string::size).size();
    const std::size_t farthest = longest < 4 ? 1 : longest < 8 ? 2 : 3;
    const std::size_t least = longest + 1 > 2 * farthest ? longest + 1 - 2 * farthest : 1;
    const auto shortest = std::ranges::min(sounds, {}, &std::string::size).size();
    std::vector<NearKey> found;
    for (const auto key : touched) {
        const std::size_t length = key_lengths_[key];
        const bool possible = shared[key] >= least && length + farthest >= shortest &&
                              (typing || length <= longest + farthest);
        shared[key] = 0;
        if (!possible)
            continue;
        const std::span<const Letter> other = keys_[key].sounds;
        std::size_t nearest = farthest + 1;
        for (const auto& distance : distances) {
            const auto end = typing ? std::min(other.size(), distance.length()) : other.size();
            nearest = std::min(nearest, distance.to(other.first(end)));
        }
        if (nearest <= farthest)
            found.push_back({key, static_cast<std::uint8_t>(nearest)});
    }
    std::ranges::sort(found, {}, &NearKey::distance);
    return found;
}

std::vector<Vocabulary::Id> Vocabulary::group(const Matcher& matcher,
                                              const std::vector<std::string>& sounds, bool typing,
                                              std::size_t limit) const
{
    const auto arabic = letters_of(Script::Arabic, matcher.arabic_spelling());
    const EditDistance to_own(matcher.spelling().all), to_arabic(arabic);

    struct Near
    {
        std::size_t distance;
        std::uint32_t uses;
        Id id;

        bool operator<(const Near& other) const
        {
            return std::tie(distance, other.uses, id) < std::tie(other.distance, uses, other.id);
        }
    };

    std::vector<Near> found;
    const auto measure = [&](const EditDistance& distance, std::span<const Letter> other) {
        return distance.to(typing ? other.first(std::min(other.size(), distance.length())) : other);
    };
    for (const auto& near_key : near(sounds, typing)) {
        for (const Id id : keys_[near_key.key].tokens) {
            if (uses_[id] == 0)
                continue;
            const Spelling other = spelling(id);
            std::size_t distance = measure(
                to_arabic, other.script == Script::Arabic ? other.all : arabic_spelling(id).all);
            if (matcher.spelling().script == Script::Latin && other.script == Script::Latin)
                distance = std::min(distance, measure(to_own, other.all));
            found.push_back({distance + near_key.distance, uses_[id], id});
        }
        if (found.size() > kMeasured * limit)
            break;
    }
    if (found.size() > limit) {
        std::nth_element(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(limit),
                         found.end());
        found.resize(limit);
    }
    std::vector<Id> ids(found.size());
    std::ranges::transform(found, ids.begin(), &Near::id);
    return ids;
}

Evidence Vocabulary::guess(const Matcher& matcher, Id id, bool typing) const
{
    const bool by_arabic =
        matcher.spelling().script == Script::Arabic && entries_[id].script == Script::Latin;
    const Spelling other = by_arabic ? arabic_spelling(id) : spelling(id);
    return typing ? matcher.compare_beginning(other) : matcher.compare(other);
}

void Vocabulary::settle(const Matcher& matcher, bool typing, std::vector<Candidate>& found) const
{
    std::size_t left = kSettled;
    for (auto& [id, evidence] : found) {
        if (entries_[id].script != Script::Latin)
            continue;
        if (left-- == 0)
            return;
        evidence = typing ? matcher.compare_beginning(spelling(id)) : matcher.compare(spelling(id));
    }
}

std::vector<Vocabulary::Id> Vocabulary::slips_of(const Spelling& typed) const
{
    const EditDistance distance(typed.all);
    std::vector<Id> ids;
    for (const auto number : deletions_of(typed.script, typed.all)) {
        const auto [first, last] = by_deletion_.equal_range(number);
        for (auto each = first; each != last; ++each) {
            const Id id = each->second;
            if (uses_[id] != 0 && distance.to(spelling(id).all) <= 1)
                ids.push_back(id);
        }
    }
    std::ranges::sort(ids); // a token may have been found several times
    ids.erase(std::ranges::unique(ids).begin(), ids.end());
    return ids;
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
    auto ids = group(matcher, sounds, typing, limit);
    const auto slips = slips_of(matcher.spelling());
    ids.insert(ids.end(), slips.begin(), slips.end());
    std::ranges::sort(ids); // a token may have been found several times
    ids.erase(std::ranges::unique(ids).begin(), ids.end());
    std::vector<Candidate> found;
    for (const Id id : ids)
        found.push_back({id, guess(matcher, id, typing)});
    const auto weight = [](const Candidate& candidate) { return candidate.evidence.weight; };
    if (token.script == Script::Arabic) {
        std::ranges::sort(found, std::greater{}, weight);
        settle(matcher, typing, found);
    }
    for (auto& [id, evidence] : found)
        if (std::ranges::binary_search(slips, id))
            evidence.weight = std::max(evidence.weight, Matcher::weight_of(-kSlip, spelling(id)));
    std::ranges::sort(found, std::greater{}, weight);
    if (typing) { // of two ways to go on, the one that more persons have
        for (auto& [id, evidence] : found)
            evidence.weight += kCommonness * std::log(uses_[id]);
        std::ranges::sort(found, std::greater{}, weight);
    }
    if (found.empty())
        return found;
    const double least = std::max(kLeastWeight, weight(found.front()) - kFarthest);
    const auto end = std::ranges::find_if(
        found, [&](const Candidate& candidate) { return weight(candidate) <= least; });
    found.erase(end, found.end());
    return found;
}

std::size_t Vocabulary::memory_bytes() const
{
    constexpr std::size_t kOfDeletion = 32; // link, number, id and what the allocator adds
    constexpr std::size_t kOfMapEntry = 16 + sizeof(std::string) + 8; // hash, links and number
    std::size_t bytes = letters_.capacity() + entries_.capacity() * sizeof(Entry) +
                        uses_.capacity() * sizeof(std::uint32_t) +
                        (ids_.size() + key_ids_.size()) * kOfMapEntry +
                        keys_.capacity() * sizeof(Key);
    for (const auto& [text, id] : ids_)
        bytes += text.capacity() > 15 ? text.capacity() + 1 : 0;
    bytes += by_deletion_.size() * kOfDeletion + by_deletion_.bucket_count() * sizeof(void*);
    for (const auto& key : keys_)
        bytes += key.tokens.capacity() * sizeof(Id);
    for (const auto& list : by_pair_)
        bytes += list.capacity() * sizeof(std::uint32_t);
    return bytes;
}

} // namespace jisr::linkage
