#include "linkage/name_search.hpp"

#include "linkage/readings.hpp"
#include "linkage/slips.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

// How persons are ranked.
//
// Each token of the query has its candidates in the vocabulary with the weight of their evidence. A
// person's weight is the sum over the query's tokens of the best candidate among the person's own
// tokens, each of which serves once; a token that few persons have counts more. Only persons who
// have a candidate are looked at, those of the rarest token first: when the k best so far weigh
// more than anyone can who has none of its candidates, the longer lists are not read (MaxScore,
// Turtle and Flood 1995). So a name that a tenth of all women bear costs no more than another one.
//
// What costs time is fetching a person's tokens, which lie anywhere in memory. So of a list those
// are looked at first who stand in the list of another token too, as one bit for each person tells;
// afterwards few of the others can still come among the best, and they are not fetched.

namespace jisr::linkage {

namespace {

using Slot = NameIndex::Slot;

// Tokens of the query beyond these are not looked up.
constexpr std::size_t kMostParts = 6;
// Tokens of the vocabulary compared with the only token of a query, and with each of several.
constexpr std::size_t kComparedAlone = 1000;
constexpr std::size_t kCompared = 150;
// Persons looked at in one search.
constexpr std::size_t kBudget = 60'000;
// Persons who can be marked in the time in which one is looked at.
constexpr std::size_t kMarksForALook = 50;
// What a token costs that the person has and the query has not.
constexpr double kUnasked = 0.4;
// How far behind the best candidate a token may be that is meant all the same, by a slip.
constexpr double kLikely = 9;
// What remains of a score that was found by reading two words as one, or one as two.
constexpr double kJoined = 0.94;
// Shares of the rarest and of the commonest token.
constexpr double kCommon = 0.4;

/// Weights by token, for each part of the query; all zero between searches.
class TokenWeights
{
  public:
    void clear(std::size_t parts, std::size_t tokens)
    {
        for (const auto& [part, token] : touched_)
            by_part_[part][token] = 0;
        touched_.clear();
        by_part_.resize(std::max(by_part_.size(), parts));
        for (std::size_t part = 0; part < parts; ++part)
            by_part_[part].resize(std::max(by_part_[part].size(), tokens));
    }

    void set(std::size_t part, Vocabulary::Id token, double weight)
    {
        by_part_[part][token] = static_cast<float>(weight);
        touched_.emplace_back(part, token);
    }

    float of(std::size_t part, Vocabulary::Id token) const { return by_part_[part][token]; }

  private:
    std::vector<std::vector<float>> by_part_;
    std::vector<std::pair<std::size_t, Vocabulary::Id>> touched_;
};

thread_local TokenWeights weights;

/// One bit for each slot; all zero between searches.
class Marks
{
  public:
    void clear(std::size_t slots) { words_.assign(slots / kBits + 1, 0); }

    void set(Slot slot) { words_[slot / kBits] |= std::uint64_t{1} << slot % kBits; }

    [[nodiscard]] bool has(Slot slot) const
    {
        return (words_[slot / kBits] >> slot % kBits & 1) != 0;
    }

  private:
    static constexpr std::size_t kBits = 64;
    std::vector<std::uint64_t> words_;
};

thread_local Marks also; ///< who has a candidate of a part that is still to come

/// Whether `a` comes before `b`.
bool ranks_before(const NameIndex::Hit& a, const NameIndex::Hit& b)
{
    return a.score != b.score ? a.score > b.score : a.slot < b.slot;
}

} // namespace

NameSearch::Part NameSearch::part_of(const Token& token, const Matcher& matcher, bool typing,
                                     bool alone) const
{
    Part part;
    part.candidates =
        index_.vocabulary_.candidates(matcher, token, typing, alone ? kComparedAlone : kCompared);
    // Evidence below nothing says that it is another name.
    std::erase_if(part.candidates, [](const auto& each) { return each.evidence.weight <= 0; });
    part.most = matcher.compare(matcher.spelling()).weight;
    if (part.candidates.empty())
        return part;
    part.most = std::max(part.most, part.candidates.front().evidence.weight);
    const auto persons = static_cast<double>(index_.persons_);
    const double likely = part.candidates.front().evidence.weight - kLikely;
    std::size_t meant = 1; // persons who have what may well be meant
    for (const auto& [id, evidence] : part.candidates) {
        part.persons += index_.postings_[id].size();
        if (evidence.weight >= likely)
            meant += index_.postings_[id].size();
    }
    const double rarity = std::log((persons + 1) / static_cast<double>(meant));
    part.share = kCommon + (1 - kCommon) * std::max(0.0, rarity / std::log(persons + 2));
    part.bound = part.share * part.candidates.front().evidence.weight;
    return part;
}

void NameSearch::look_up(const Name& query, bool typing)
{
    const std::size_t count = std::min(query.tokens.size(), kMostParts);
    parts_ = {};
    parts_.reserve(count);
    matchers_.clear();
    for (std::size_t i = 0; i < count; ++i)
        parts_.push_back(part_of(query.tokens[i], matchers_.emplace_back(query.tokens[i]),
                                 typing && i + 1 == query.tokens.size(), count == 1));
    full_ = 0;
    for (const auto& part : parts_)
        full_ += part.share * part.most;
    std::ranges::sort(parts_, {}, &Part::persons);
    weights.clear(parts_.size(), index_.vocabulary_.size());
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        for (const auto& [id, evidence] : parts_[i].candidates)
            weights.set(i, id, parts_[i].share * evidence.weight);
    }
}

double NameSearch::weight_of(Slot slot) const
{
    const auto tokens = index_.tokens_of(slot);
    double sum = 0;
    std::uint32_t used = 0; // bits by token
    std::size_t matched = 0;
    for (std::size_t part = 0; part < parts_.size(); ++part) {
        float most = 0;
        std::size_t most_at = 0;
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            const float weight = weights.of(part, tokens[i]);
            if (weight > most && (used >> i & 1) == 0) {
                most = weight;
                most_at = i;
            }
        }
        if (most > 0) {
            sum += most;
            used |= std::uint32_t{1} << most_at;
            ++matched;
        }
    }
    return sum - kUnasked * static_cast<double>(tokens.size() - matched);
}

double NameSearch::threshold() const
{
    return best_.size() < k_ ? floor_ : std::max(floor_, best_.front().score);
}

void NameSearch::offer(Slot slot, double weight)
{
    const Hit hit{slot, weight};
    if (weight <= floor_ || (best_.size() == k_ && !ranks_before(hit, best_.front())))
        return;
    if (!filter_(slot))
        return;
    if (std::ranges::find(best_, slot, &Hit::slot) != best_.end())
        return; // was found by another of its tokens
    if (best_.size() == k_) {
        std::ranges::pop_heap(best_, ranks_before);
        best_.pop_back();
    }
    best_.push_back(hit);
    std::ranges::push_heap(best_, ranks_before);
}

void NameSearch::visit(const std::vector<Slot>& slots, bool marked)
{
    constexpr std::size_t kAhead = 16;
    for (std::size_t i = 0; i < slots.size(); ++i) {
        // Records lie anywhere in memory: most of the time would go into waiting for them.
        if (i + kAhead < slots.size() && also.has(slots[i + kAhead]) == marked)
            __builtin_prefetch(&index_.records_[slots[i + kAhead]]);
        const Slot slot = slots[i];
        if (also.has(slot) != marked)
            continue;
        if (budget_ == 0)
            return;
        --budget_;
        offer(slot, weight_of(slot));
    }
}

bool NameSearch::mark_from(std::size_t first)
{
    also.clear(index_.records_.size());
    std::size_t persons = 0;
    for (std::size_t i = first; i < parts_.size(); ++i)
        persons += parts_[i].persons;
    if (persons > kMarksForALook * parts_[first - 1].persons)
        return false;
    for (std::size_t i = first; i < parts_.size(); ++i)
        for (const auto& [id, evidence] : parts_[i].candidates)
            for (const Slot slot : index_.postings_[id])
                also.set(slot);
    return true;
}

void NameSearch::visit(const Part& part, bool marked, double others)
{
    for (const auto& [id, evidence] : part.candidates) {
        if (part.share * evidence.weight + others <= threshold())
            return;
        visit(index_.postings_[id], marked);
    }
}

void NameSearch::collect()
{
    double others = 0; // the most that the parts not yet read can bring together
    for (const auto& part : parts_)
        others += part.bound;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        others -= parts_[i].bound;
        if (mark_from(i + 1)) {
            visit(parts_[i], true, others);
            visit(parts_[i], false, 0);
        } else {
            visit(parts_[i], false, others);
        }
        if (others <= threshold())
            break;
    }
}

std::vector<NameIndex::Hit> NameSearch::read(const Name& query, bool typing, double least)
{
    budget_ = kBudget;
    best_.clear();
    look_up(query, typing);
    floor_ = least > 0 ? least * full_ : -std::numeric_limits<double>::infinity();
    collect();
    for (Hit& hit : best_)
        hit.score = std::clamp(hit.score / full_, 0.0, 1.0);
    std::ranges::sort(best_, ranks_before);
    return std::move(best_);
}

std::vector<NameIndex::Hit> NameSearch::run(const Name& query, bool typing)
{
    if (k_ == 0 || query.tokens.empty() || index_.persons_ == 0)
        return {};
    auto hits = read(query, typing, 0);
    const auto last = [&] { return hits.size() < k_ ? 0 : hits.back().score; };
    if (last() >= kJoined)
        return hits;
    auto others = other_readings(query, matchers_, index_.vocabulary_, index_.neighbours_);
    for (auto& other : readings_without_slip(query, index_.vocabulary_))
        if (std::ranges::find(others, other) == others.end())
            others.push_back(std::move(other));
    for (const Name& other : others) {
        for (Hit hit : read(other, typing, last() / kJoined)) {
            hit.score *= kJoined;
            const auto known = std::ranges::find(hits, hit.slot, &Hit::slot);
            if (known == hits.end())
                hits.push_back(hit);
            else
                known->score = std::max(known->score, hit.score);
        }
        std::ranges::sort(hits, ranks_before);
        hits.resize(std::min(hits.size(), k_));
    }
    return hits;
}

} // namespace jisr::linkage
