#pragma once

#include "linkage/name_index.hpp"
#include "modules/registry/person_index_store.hpp"

#include <deque>
#include <unordered_set>

namespace jisr::registry {

/// Persons by their names, in any script. Reading a name takes a hundred times what reading its row
/// takes, so those of a whole table may be queued and read afterwards, a few at a time. Not
/// thread-safe.
class PersonNames
{
  public:
    using Slot = linkage::NameIndex::Slot;

    /// Remembers the names of a person who is not there yet, for read_some().
    void queue(Slot slot, const IndexedPerson& person);
    /// Adds a person, or changes her names.
    void put(Slot slot, const IndexedPerson& person);

    [[nodiscard]] bool some_wait() const { return !queue_.empty(); }

    /// Reads some of the queued names.
    void read_some();

    /// At most `limit` of those whose names come near the one typed, best first: in either script,
    /// misspelt, in any order, the last word begun. `filter` is asked before they are ranked.
    [[nodiscard]] std::vector<Slot> search(std::string_view typed, std::size_t limit,
                                           core::FunctionRef<bool(Slot)> filter) const;

    /// Not while some wait.
    void save(std::ostream& out) const { index_.save(out); }

    /// 422 snapshot_unreadable.
    static core::Result<PersonNames> load(std::istream& in);

    [[nodiscard]] std::size_t memory_bytes() const { return index_.memory_bytes(); }

  private:
    struct Queued
    {
        Slot slot;
        std::string names; ///< Arabic, line feed, Latin: a million of them take room
    };

    void put(Slot slot, std::string_view names);

    linkage::NameIndex index_;
    std::deque<Queued> queue_;
    std::unordered_set<Slot> newer_; ///< put while they were queued
};

} // namespace jisr::registry
