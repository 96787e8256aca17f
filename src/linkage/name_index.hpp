#pragma once

#include "core/function_ref.hpp"
#include "core/result.hpp"
#include "linkage/neighbours.hpp"
#include "linkage/vocabulary.hpp"

#include <array>
#include <cstdint>
#include <iosfwd>
#include <vector>

namespace jisr::linkage {

/// Finds persons by name among millions, in memory: in any script, misspelt, in any order, partial.
/// Persons are known by a slot, a small number that the caller gives, best without large gaps.
/// Reading may go on in many threads as long as none writes.
class NameIndex
{
  public:
    using Slot = std::uint32_t;
    /// Whether the person may be found; asked before ranking.
    using Filter = core::FunctionRef<bool(Slot)>;

    struct Hit
    {
        Slot slot;
        double score; ///< 0 to 1; 1 when every token of the query was found as it is

        friend bool operator==(const Hit&, const Hit&) = default;
    };

    /// Adds the person in `slot`, or changes the name of the one who is there.
    void put(Slot slot, const Name& name);
    /// Does nothing when nobody is in `slot`.
    void remove(Slot slot);

    /// How many persons there are.
    std::size_t size() const { return persons_; }

    /// The `k` persons whose names fit best, best first, of equal ones the lower slot first. Those
    /// whom so little speaks for that their score is 0 are ranked too.
    /// `typing`: the last token of the query may be only the beginning of one.
    std::vector<Hit> search(const Name& query, std::size_t k, bool typing, Filter filter) const;
    std::vector<Hit> search(const Name& query, std::size_t k) const;

    /// Writes all of it, with a version and a checksum.
    void save(std::ostream& out) const;
    /// 422 "snapshot_unreadable" for what `save` of this version did not write.
    static core::Result<NameIndex> load(std::istream& in);

    /// Memory in use, in bytes, as the containers have it.
    std::size_t memory_bytes() const;

  private:
    friend class NameSearch;

    /// The tokens of one person, so that looking at her costs one line of the processor's cache.
    /// kNone stands behind the last of fewer. Longer names stand in long_: then kLong, where, and
    /// how many.
    using Record = std::array<Vocabulary::Id, 4>;
    static constexpr Vocabulary::Id kNone = 0xFFFF'FFFF;
    static constexpr Vocabulary::Id kLong = 0xFFFF'FFFE;
    static constexpr Vocabulary::Id kNobody = 0xFFFF'FFFD;
    static constexpr Record kEmpty{kNobody, kNone, kNone, kNone};

    std::span<const Vocabulary::Id> tokens_of(Slot slot) const
    {
        const Record& record = records_[slot];
        if (record[0] == kLong)
            return std::span(long_).subspan(record[1], record[2]);
        std::size_t count = 0;
        while (count < record.size() && record[count] < kNobody)
            ++count;
        return std::span(record).first(count);
    }

    bool has(Slot slot) const { return slot < records_.size() && records_[slot][0] != kNobody; }

    Record record_of(std::span<const Vocabulary::Id> tokens);
    void place(Slot slot, std::span<const Vocabulary::Id> tokens);
    void pack();
    /// Works out who has each token, from who has which.
    void fill_postings();

    Vocabulary vocabulary_;
    Neighbours neighbours_;
    std::vector<std::vector<Slot>> postings_; ///< who has the token, by token
    std::vector<Record> records_;             ///< by slot
    std::vector<Vocabulary::Id> long_;
    std::size_t abandoned_ = 0; ///< places in long_ that nobody uses any more
    std::size_t persons_ = 0;
};

} // namespace jisr::linkage
