#pragma once

#include "linkage/snapshot.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jisr::registry {

/// A folded text in one byte for a letter: ASCII as it is, Arabic letters from 0x80 in the order of
/// their code points, every other code point as 0xFF and three bytes. Texts of one script keep
/// their order. At most 255 bytes; what is longer is cut.
std::string name_bytes(std::string_view folded);

/// The names by which persons are sorted and searched, one after the other in one block of memory:
/// a million take some 35 MB. Not thread-safe.
class NameBlock
{
  public:
    using At = std::uint32_t; ///< where an entry begins

    /// Both as name_bytes; `arabic` may be empty.
    At add(std::string_view key, std::string_view arabic);

    /// By what lists are sorted.
    [[nodiscard]] std::string_view key(At at) const { return text(at); }

    [[nodiscard]] std::string_view arabic(At at) const { return text(at + 1 + length(at)); }

    void save(linkage::SnapshotWriter& writer) const { writer.write(std::span(bytes_)); }

    static NameBlock load(linkage::SnapshotReader& reader)
    {
        NameBlock names;
        names.bytes_ = reader.read<char>(linkage::kMostInSnapshot);
        return names;
    }

  private:
    [[nodiscard]] std::uint8_t length(At at) const { return static_cast<std::uint8_t>(bytes_[at]); }

    [[nodiscard]] std::string_view text(At at) const { return {&bytes_[at] + 1, length(at)}; }

    std::vector<char> bytes_;
};

} // namespace jisr::registry
