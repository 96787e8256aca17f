#include "linkage/name_index.hpp"

#include "linkage/name_search.hpp"

#include <algorithm>

namespace jisr::linkage {

NameIndex::Record NameIndex::record_of(std::span<const Vocabulary::Id> tokens)
{
    Record record{kNone, kNone, kNone, kNone};
    if (tokens.size() <= record.size()) {
        std::ranges::copy(tokens, record.begin());
        return record;
    }
    record = {kLong, static_cast<Vocabulary::Id>(long_.size()),
              static_cast<Vocabulary::Id>(tokens.size()), kNone};
    long_.insert(long_.end(), tokens.begin(), tokens.end());
    return record;
}

void NameIndex::place(Slot slot, std::span<const Vocabulary::Id> tokens)
{
    if (slot >= records_.size())
        records_.resize(slot + std::size_t{1}, kEmpty);
    records_[slot] = record_of(tokens);
    postings_.resize(vocabulary_.size());
    for (const auto token : tokens) {
        vocabulary_.use(token);
        postings_[token].push_back(slot);
    }
    ++persons_;
}

void NameIndex::put(Slot slot, const Name& name)
{
    remove(slot);
    std::vector<Vocabulary::Id> tokens;
    for (const Token& token : name.tokens)
        tokens.push_back(vocabulary_.add(token));
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i)
        neighbours_.add(Neighbours::sounds_of(name.tokens[i].key, name.tokens[i + 1].key),
                        {tokens[i], tokens[i + 1]});
    place(slot, tokens);
}

void NameIndex::remove(Slot slot)
{
    if (!has(slot))
        return;
    const auto tokens = tokens_of(slot);
    for (const auto token : tokens) {
        auto& slots = postings_[token];
        const auto found = std::ranges::find(slots, slot);
        *found = slots.back();
        slots.pop_back();
        vocabulary_.drop(token);
    }
    abandoned_ += records_[slot][0] == kLong ? tokens.size() : 0;
    records_[slot] = kEmpty;
    --persons_;
    if (abandoned_ > 1024 && abandoned_ > long_.size() / 2)
        pack();
}

void NameIndex::pack()
{
    std::vector<Vocabulary::Id> packed;
    packed.reserve(long_.size() - abandoned_);
    for (auto& record : records_) {
        if (record[0] != kLong)
            continue;
        const auto kept = std::span(long_).subspan(record[1], record[2]);
        record[1] = static_cast<Vocabulary::Id>(packed.size());
        packed.insert(packed.end(), kept.begin(), kept.end());
    }
    long_ = std::move(packed);
    abandoned_ = 0;
}

std::vector<NameIndex::Hit> NameIndex::search(const Name& query, std::size_t k, bool typing,
                                              Filter filter) const
{
    return NameSearch(*this, k, filter).run(query, typing);
}

std::vector<NameIndex::Hit> NameIndex::search(const Name& query, std::size_t k) const
{
    const auto everyone = [](Slot) { return true; };
    return search(query, k, false, everyone);
}

std::size_t NameIndex::memory_bytes() const
{
    std::size_t bytes = vocabulary_.memory_bytes() + neighbours_.memory_bytes() +
                        postings_.capacity() * sizeof(std::vector<Slot>) +
                        records_.capacity() * sizeof(Record) +
                        long_.capacity() * sizeof(Vocabulary::Id);
    for (const auto& slots : postings_)
        bytes += slots.capacity() * sizeof(Slot);
    return bytes;
}

} // namespace jisr::linkage
