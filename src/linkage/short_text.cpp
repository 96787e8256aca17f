#include "linkage/short_text.hpp"

#include <algorithm>
#include <string>

namespace jisr::linkage {

namespace {

/// ASCII letters as capitals and digits; Arabic-Indic (U+0660) and Persian (U+06F0) digits as 0-9.
std::string capitals_and_digits(std::string_view text)
{
    std::string kept;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : 0);
        if ((byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z'))
            kept += text[i];
        else if (byte >= 'a' && byte <= 'z')
            kept += static_cast<char>(byte - 'a' + 'A');
        else if (byte == 0xD9 && next >= 0xA0 && next <= 0xA9)
            kept += static_cast<char>('0' + (next - 0xA0));
        else if (byte == 0xDB && next >= 0xB0 && next <= 0xB9)
            kept += static_cast<char>('0' + (next - 0xB0));
    }
    return kept;
}

std::string_view last(std::string_view text, std::size_t length)
{
    return text.substr(text.size() - std::min(length, text.size()));
}

} // namespace

ShortText ShortText::of_id(std::string_view text)
{
    const std::string kept = capitals_and_digits(text);
    const auto end = last(kept, kLongest);
    ShortText read;
    std::copy(end.begin(), end.end(), read.letters_.begin());
    read.length_ = static_cast<std::uint8_t>(end.size());
    return read;
}

ShortText ShortText::of_phone(std::string_view text)
{
    constexpr std::size_t kNational = 9;
    constexpr std::size_t kFewest = 5;
    std::string kept = capitals_and_digits(text);
    std::erase_if(kept, [](char c) { return c > '9'; });
    return kept.size() < kFewest ? ShortText() : of_id(last(kept, kNational));
}

std::uint16_t ShortText::mark() const
{
    constexpr unsigned kBits = 16; // digits have one of their own
    unsigned set = 0;
    for (const char c : text())
        set |= 1U << (static_cast<unsigned char>(c) % kBits);
    return static_cast<std::uint16_t>(set);
}

bool is_one_slip(std::string_view a, std::string_view b)
{
    if (a.size() > b.size())
        std::swap(a, b);
    if (b.size() - a.size() > 1)
        return false;
    const auto first = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    std::string_view rest_a(first.first, a.end());
    std::string_view rest_b(first.second, b.end());
    if (rest_a.size() < rest_b.size())
        return rest_a == rest_b.substr(1);
    if (rest_a.empty())
        return false; // equal
    if (rest_a.substr(1) == rest_b.substr(1))
        return true;
    return rest_a.size() > 1 && rest_a[0] == rest_b[1] && rest_a[1] == rest_b[0] &&
           rest_a.substr(2) == rest_b.substr(2);
}

Level compare(const ShortText& a, const ShortText& b)
{
    if (!a.known() || !b.known())
        return Level::Missing;
    if (a.text() == b.text())
        return Level::Equal;
    return is_one_slip(a.text(), b.text()) ? Level::Near : Level::Different;
}

} // namespace jisr::linkage
