#include "linkage/text_index.hpp"

#include <cstring>

namespace jisr::linkage {

namespace {

constexpr std::uint64_t kLowHalf = 0xFFFF'FFFF;

} // namespace

// Multiplication to 128 bits and folding of the halves: the mixing step of wyhash (Wang Yi, 2019).
std::uint64_t mixed(std::uint64_t a, std::uint64_t b)
{
    __extension__ using Wide = unsigned __int128;
    const Wide product =
        static_cast<Wide>(a ^ 0x9E37'79B9'7F4A'7C15U) * (b ^ 0xC2B2'AE3D'27D4'EB4FU);
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

std::uint64_t hash_of(std::string_view text)
{
    std::uint64_t hash = text.size();
    while (!text.empty()) {
        std::uint64_t piece = 0;
        const std::size_t length = std::min(text.size(), sizeof piece);
        std::memcpy(&piece, text.data(), length);
        hash = mixed(hash, piece);
        text.remove_prefix(length);
    }
    return mixed(hash, 0);
}

TextIndex::Place TextIndex::add(std::string_view text)
{
    if (2 * size() >= slots_.size())
        grow();
    const std::uint64_t hash = hash_of(text);
    std::size_t slot = hash >> 32U & (slots_.size() - 1);
    for (; slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1)) {
        const auto number = static_cast<std::uint32_t>((slots_[slot] & kLowHalf) - 1);
        if ((slots_[slot] ^ hash) >> 32U == 0 && at(number) == text)
            return {number, false};
    }
    const auto number = static_cast<std::uint32_t>(size());
    bytes_ += text;
    ends_.push_back(bytes_.size());
    slots_[slot] = (hash & ~kLowHalf) | (number + 1);
    return {number, true};
}

void TextIndex::grow()
{
    std::vector<std::uint64_t> slots(4 * slots_.size());
    for (const auto taken : slots_) {
        if (taken == 0)
            continue;
        std::size_t slot = taken >> 32U & (slots.size() - 1);
        while (slots[slot] != 0)
            slot = (slot + 1) & (slots.size() - 1);
        slots[slot] = taken;
    }
    slots_ = std::move(slots);
}

} // namespace jisr::linkage
