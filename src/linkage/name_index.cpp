#include "linkage/name_index.hpp"

#include "linkage/name_search.hpp"

#include <algorithm>

namespace jisr::linkage {

std::span<const Vocabulary::Id> NameIndex::tokens_of(Slot slot) const
{
    if (slot >= begins_.size() || begins_[slot] == 0)
        return {};
    const std::uint32_t begin = begins_[slot];
    return std::span(tokens_).subspan(begin + 1, tokens_[begin]);
}

void NameIndex::place(Slot slot, std::span<const Vocabulary::Id> tokens)
{
    if (slot >= begins_.size())
        begins_.resize(slot + std::size_t{1});
    begins_[slot] = static_cast<std::uint32_t>(tokens_.size());
    tokens_.push_back(static_cast<Vocabulary::Id>(tokens.size()));
    tokens_.insert(tokens_.end(), tokens.begin(), tokens.end());
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
    place(slot, tokens);
}

void NameIndex::remove(Slot slot)
{
    const auto tokens = tokens_of(slot);
    if (slot >= begins_.size() || begins_[slot] == 0)
        return;
    for (const auto token : tokens) {
        auto& slots = postings_[token];
        const auto found = std::ranges::find(slots, slot);
        *found = slots.back();
        slots.pop_back();
        vocabulary_.drop(token);
    }
    abandoned_ += tokens.size() + 1;
    begins_[slot] = 0;
    --persons_;
    if (abandoned_ > 1024 && abandoned_ > tokens_.size() / 2)
        pack();
}

void NameIndex::pack()
{
    std::vector<Vocabulary::Id> packed{0};
    packed.reserve(tokens_.size() - abandoned_);
    for (auto& begin : begins_) {
        if (begin == 0)
            continue;
        const auto kept = std::span(tokens_).subspan(begin, tokens_[begin] + std::size_t{1});
        begin = static_cast<std::uint32_t>(packed.size());
        packed.insert(packed.end(), kept.begin(), kept.end());
    }
    tokens_ = std::move(packed);
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
    std::size_t bytes = vocabulary_.memory_bytes() +
                        postings_.capacity() * sizeof(std::vector<Slot>) +
                        (begins_.capacity() + tokens_.capacity()) * sizeof(std::uint32_t);
    for (const auto& slots : postings_)
        bytes += slots.capacity() * sizeof(Slot);
    return bytes;
}

} // namespace jisr::linkage
