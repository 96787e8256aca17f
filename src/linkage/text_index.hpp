#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jisr::linkage {

/// 64 bits that depend on all of `text`, the same on every machine and in every run.
std::uint64_t hash_of(std::string_view text);
/// Of two such hashes in this order.
std::uint64_t mixed(std::uint64_t a, std::uint64_t b);

/// Numbers distinct texts from 0 in the order in which they first come. Their bytes stand one after
/// another in one piece of memory; a text costs its bytes and 16 more.
class TextIndex
{
  public:
    struct Place
    {
        std::uint32_t number = 0;
        bool is_new = false;
    };

    Place add(std::string_view text);

    /// Valid until the next `add`.
    [[nodiscard]] std::string_view at(std::uint32_t number) const
    {
        return std::string_view(bytes_).substr(ends_[number], ends_[number + 1] - ends_[number]);
    }

    [[nodiscard]] std::size_t size() const { return ends_.size() - 1; }

  private:
    void grow();

    std::string bytes_;
    std::vector<std::uint64_t> ends_{0}; ///< where each text begins; the last: where all end
    /// Open addressing: number + 1 in the low half, the upper half of the hash, which also says
    /// where to look, in the high one.
    std::vector<std::uint64_t> slots_ = std::vector<std::uint64_t>(64);
};

} // namespace jisr::linkage
