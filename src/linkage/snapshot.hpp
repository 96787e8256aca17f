#pragma once

#include "core/problem.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <istream>
#include <ostream>
#include <span>
#include <type_traits>
#include <vector>

namespace jisr::linkage {

/// No vector of a snapshot is longer.
inline constexpr std::uint64_t kMostInSnapshot = std::uint64_t{1} << 32U;

/// 422 for what was not written by this version, or is damaged.
core::Problem snapshot_unreadable();

/// A checksum of what passes through, eight bytes at a time (FNV-1a with 64 bits).
class Checksum
{
  public:
    void take(const char* bytes, std::size_t size);

    std::uint64_t value() const { return value_; }

  private:
    std::uint64_t value_ = 14695981039346656037U;
};

/// Writes vectors of plain values as this machine has them, and a checksum at the end.
class SnapshotWriter
{
  public:
    explicit SnapshotWriter(std::ostream& out) : out_(out) {}

    template <class T>
    void write(std::span<const T> values)
    {
        static_assert(std::is_trivially_copyable_v<T>);
        const std::uint64_t size = values.size();
        put(reinterpret_cast<const char*>(&size), sizeof size);
        put(reinterpret_cast<const char*>(values.data()), values.size_bytes());
    }

    void finish();

  private:
    void put(const char* bytes, std::size_t size);

    std::ostream& out_;
    Checksum checksum_;
};

/// Reads what a SnapshotWriter wrote. Nothing may be believed before `finish` said so, except that
/// no vector is longer than it was allowed to be.
class SnapshotReader
{
  public:
    explicit SnapshotReader(std::istream& in) : in_(in) {}

    /// Empty when there is no such vector or it has more than `most` values.
    template <class T>
    std::vector<T> read(std::uint64_t most)
    {
        static_assert(std::is_trivially_copyable_v<T>);
        std::uint64_t size = 0;
        if (!get(reinterpret_cast<char*>(&size), sizeof size) || size > most) {
            good_ = false;
            return {};
        }
        std::vector<T> values;
        // In pieces, so that a false size takes no more memory than there are bytes.
        constexpr std::uint64_t kPiece = 1 << 20;
        for (std::uint64_t begin = 0; begin < size && good_; begin += kPiece) {
            const std::uint64_t count = std::min(kPiece, size - begin);
            values.resize(begin + count);
            get(reinterpret_cast<char*>(values.data() + begin), count * sizeof(T));
        }
        return values;
    }

    /// Whether all was read and the checksum is right.
    bool finish();

  private:
    bool get(char* bytes, std::size_t size);

    std::istream& in_;
    Checksum checksum_;
    bool good_ = true;
};

} // namespace jisr::linkage
