#include "modules/registry/person_candidates.hpp"

#include "modules/registry/likeness.hpp"

#include <algorithm>

namespace jisr::registry {

namespace {

constexpr std::chrono::minutes kWhile{5}; ///< much longer than a transaction waits

} // namespace

void PersonCandidates::Recent::remember(const core::Id& id, const linkage::PersonKeys& keys)
{
    forget(id);
    persons.emplace(id, keys);
    for (const auto key : keys.keys)
        if (key != 0)
            by_key.emplace(key, id);
}

void PersonCandidates::Recent::forget(const core::Id& id)
{
    const auto known = persons.extract(id);
    if (!known)
        return;
    for (const auto key : known.mapped().keys) {
        const auto [begin, end] = by_key.equal_range(key);
        for (auto it = begin; it != end;)
            it = it->second == id ? by_key.erase(it) : std::next(it);
    }
}

void PersonCandidates::put(Slot slot, const IndexedPerson& person)
{
    const auto keys = keys_of(person);
    {
        const std::unique_lock lock(mutex_);
        known_.put(slot, keys);
    }
    const std::lock_guard lock(recent_mutex_);
    for (auto& recent : recent_)
        recent.forget(person.id);
}

std::vector<PersonCandidates::Slot> PersonCandidates::near(const linkage::PersonKeys& keys) const
{
    const std::shared_lock lock(mutex_);
    return known_.near(keys);
}

void PersonCandidates::enter(const core::Id& id, const linkage::PersonKeys& keys)
{
    const std::lock_guard lock(recent_mutex_);
    const auto now = std::chrono::steady_clock::now();
    if (now - began_ > kWhile) {
        recent_[WhileBefore] = std::move(recent_[ThisWhile]);
        recent_[ThisWhile] = {};
        began_ = now;
    }
    recent_[ThisWhile].remember(id, keys);
}

void PersonCandidates::meet(const IndexedPerson& stranger)
{
    const std::lock_guard lock(recent_mutex_);
    recent_[Strangers].remember(stranger.id, keys_of(stranger));
}

std::vector<core::Id> PersonCandidates::entered_near(const linkage::PersonKeys& keys) const
{
    std::vector<core::Id> found;
    const std::lock_guard lock(recent_mutex_);
    for (const auto& recent : recent_)
        for (const auto key : keys.keys) {
            const auto [begin, end] = recent.by_key.equal_range(key);
            for (auto it = begin; it != end && key != 0; ++it)
                if (linkage::may_be_one(keys, recent.persons.at(it->second)))
                    found.push_back(it->second);
        }
    return found;
}

void PersonCandidates::leave_out_entered(std::vector<core::Id>& ids) const
{
    const std::lock_guard lock(recent_mutex_);
    std::erase_if(ids, [this](const core::Id& id) {
        return std::any_of(recent_.begin(), recent_.end(),
                           [&](const Recent& recent) { return recent.persons.contains(id); });
    });
}

std::size_t PersonCandidates::entered() const
{
    const std::lock_guard lock(recent_mutex_);
    std::size_t count = 0;
    for (const auto& recent : recent_)
        count += recent.persons.size();
    return count;
}

std::size_t PersonCandidates::memory_bytes() const
{
    const std::shared_lock lock(mutex_);
    return known_.memory_bytes();
}

void PersonCandidates::save(linkage::SnapshotWriter& writer) const
{
    const std::shared_lock lock(mutex_);
    known_.save(writer);
}

void PersonCandidates::replace(linkage::Candidates known)
{
    const std::unique_lock lock(mutex_);
    known_ = std::move(known);
}

} // namespace jisr::registry
