#pragma once

#include "linkage/candidates.hpp"
#include "modules/registry/person_index_store.hpp"

#include <chrono>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

namespace jisr::registry {

/// Who may be the person in hand: among those of the index, and among those whom this process or
/// another enters and the index may not hold yet. Thread-safe.
class PersonCandidates
{
  public:
    using Slot = linkage::Candidates::Slot;

    /// Adds a person of the index, or what is now known of one; she is no longer a recent one.
    void put(Slot slot, const IndexedPerson& person);
    [[nodiscard]] std::vector<Slot> near(const linkage::PersonKeys& keys) const;

    /// Remembers who is about to be committed. Whoever is not committed in the end is forgotten
    /// after a while.
    void enter(const core::Id& id, const linkage::PersonKeys& keys);
    /// Remembers whom another process has entered, until put() adds her.
    void meet(const IndexedPerson& stranger);
    [[nodiscard]] std::vector<core::Id> entered_near(const linkage::PersonKeys& keys) const;
    void leave_out_entered(std::vector<core::Id>& ids) const;
    /// How many recent ones there are.
    [[nodiscard]] std::size_t entered() const;

    [[nodiscard]] std::size_t memory_bytes() const;

    void save(linkage::SnapshotWriter& writer) const;
    /// Takes the place of those of the index; the recent ones stay.
    void replace(linkage::Candidates known);

  private:
    using Time = std::chrono::steady_clock::time_point;

    struct Recent
    {
        std::unordered_map<core::Id, linkage::PersonKeys> persons;
        std::unordered_multimap<std::uint32_t, core::Id> by_key;

        void remember(const core::Id& id, const linkage::PersonKeys& keys);
        void forget(const core::Id& id);
    };

    mutable std::shared_mutex mutex_;
    linkage::Candidates known_;
    mutable std::mutex recent_mutex_;

    enum Kept : std::uint8_t { ThisWhile, WhileBefore, Strangers };

    std::array<Recent, 3> recent_;
    Time began_ = std::chrono::steady_clock::now();
};

} // namespace jisr::registry
