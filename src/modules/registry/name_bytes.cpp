#include "modules/registry/name_bytes.hpp"

#include <algorithm>

namespace jisr::registry {

namespace {

constexpr std::size_t kLongest = 255;
constexpr char32_t kArabicBegin = 0x0620;
constexpr char32_t kArabicEnd = 0x0660;
constexpr char kOther = '\xFF';

/// The code point at the front of a valid UTF-8 text, which is moved behind it.
char32_t take_code_point(std::string_view& text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t code = size == 1 ? lead : lead & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < std::min(size, text.size()); ++i)
        code = (code << 6) | (static_cast<unsigned char>(text[i]) & 0x3FU);
    text.remove_prefix(std::min(size, text.size()));
    return code;
}

} // namespace

std::string name_bytes(std::string_view folded)
{
    std::string bytes;
    while (!folded.empty()) {
        const char32_t code = take_code_point(folded);
        if (code < 0x80)
            bytes += static_cast<char>(code);
        else if (code >= kArabicBegin && code < kArabicEnd)
            bytes += static_cast<char>(0x80 + (code - kArabicBegin));
        else
            bytes.append({kOther, static_cast<char>(code >> 16), static_cast<char>(code >> 8),
                          static_cast<char>(code)});
    }
    if (bytes.size() > kLongest)
        bytes.resize(kLongest);
    return bytes;
}

NameBlock::At NameBlock::add(std::string_view key, std::string_view arabic)
{
    const auto at = static_cast<At>(bytes_.size());
    for (const auto text : {key, arabic}) {
        bytes_.push_back(static_cast<char>(text.size()));
        bytes_.insert(bytes_.end(), text.begin(), text.end());
    }
    return at;
}

} // namespace jisr::registry
