#pragma once

#include "linkage/people.hpp"
#include "linkage/snapshot.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace jisr::linkage {

/// What a person is found by: a few keys, and marks for a quick look at whether two may be one.
struct PersonKeys
{
    static constexpr std::size_t kKeys = 6;

    std::array<std::uint32_t, kKeys> keys{}; ///< 0: not known
    std::uint32_t given_mark = 0;            ///< NamePool::mark
    std::uint32_t family_mark = 0;
};

/// Reads the names of `person`, whose `second_phone` may be empty. About a microsecond for names
/// that this thread has read lately, ten for others.
PersonKeys keys_of(const Person& person, std::string_view second_phone);

/// Who of a register may be the person in hand, within microseconds and while the register grows:
/// Blocking's counterpart for one person at a time, with those of its keys that find most. Keys are
/// never taken back: who asks compares the rows anyway. Not thread-safe.
class Candidates
{
  public:
    /// A small number that the caller gives, best without large gaps.
    using Slot = std::uint32_t;

    /// Adds a person, or what is now known of one.
    void put(Slot slot, const PersonKeys& person);

    /// Those who have a key of `person` and may have her names, each once, at most kMostOfKey for
    /// each key.
    [[nodiscard]] std::vector<Slot> near(const PersonKeys& person) const;

    [[nodiscard]] std::size_t memory_bytes() const;

    void save(SnapshotWriter& writer) const;
    /// To be believed once the reader has finished well.
    static Candidates load(SnapshotReader& reader);

    /// A value that more than so many share tells little: the latest are kept.
    static constexpr std::size_t kMostOfKey = 64;

  private:
    /// Open addressing, as large as need be: key in the high half, slot + 1 in the low one.
    struct Shard
    {
        std::vector<std::uint64_t> places;
        std::size_t held = 0;
    };

    struct Marks
    {
        std::uint32_t given = 0;
        std::uint32_t family = 0;
    };

    static constexpr std::size_t kShards = 64;

    static void add(Shard& shard, std::uint64_t place);
    static void grow(Shard& shard);

    /// Small ones, so that none stands still for long while it grows.
    std::array<Shard, kShards> shards_;
    std::vector<Marks> marks_;
};

/// Whether the two have a key in common and may have each other's names.
bool may_be_one(const PersonKeys& a, const PersonKeys& b);

} // namespace jisr::linkage
