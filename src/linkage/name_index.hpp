#pragma once

#include "core/function_ref.hpp"
#include "core/result.hpp"
#include "linkage/vocabulary.hpp"

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

    std::span<const Vocabulary::Id> tokens_of(Slot slot) const;
    void place(Slot slot, std::span<const Vocabulary::Id> tokens);
    void pack();
    /// Works out who has each token, from who has which.
    void fill_postings();

    Vocabulary vocabulary_;
    std::vector<std::vector<Slot>> postings_; ///< who has the token, by token
    /// Where the tokens of each person begin in tokens_, after their number; 0: nobody.
    std::vector<std::uint32_t> begins_;
    std::vector<Vocabulary::Id> tokens_{0};
    std::size_t abandoned_ = 0; ///< places in tokens_ that nobody uses any more
    std::size_t persons_ = 0;
};

} // namespace jisr::linkage
