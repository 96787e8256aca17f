#include "outbound/sms_text.hpp"

#include <unicode/utf8.h>

#include <algorithm>
#include <vector>

namespace jisr::outbound {

namespace {

// 3GPP TS 23.038, the default alphabet; what follows the escape takes two units.
constexpr std::u32string_view kBasic =
    U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    U"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
constexpr std::u32string_view kExtended = U"\f^{}\\[~]|€";

struct Capacity
{
    std::int64_t alone;
    std::int64_t in_several;
};

std::vector<char32_t> letters_of(std::string_view utf8)
{
    std::vector<char32_t> letters;
    const auto size = static_cast<std::int32_t>(utf8.size());
    for (std::int32_t at = 0; at < size;) {
        UChar32 letter = 0;
        U8_NEXT(utf8.data(), at, size, letter);
        letters.push_back(letter < 0 ? U'?' : static_cast<char32_t>(letter));
    }
    return letters;
}

bool fits_gsm(char32_t letter)
{
    return kBasic.find(letter) != kBasic.npos || kExtended.find(letter) != kExtended.npos;
}

std::int64_t units_of(char32_t letter, SmsCoding coding)
{
    if (coding == SmsCoding::Ucs2)
        return letter > 0xFFFF ? 2 : 1;
    return kExtended.find(letter) != kExtended.npos ? 2 : 1;
}

} // namespace

SmsSize measured(std::string_view utf8)
{
    const auto letters = letters_of(utf8);
    SmsSize size;
    if (!std::all_of(letters.begin(), letters.end(), fits_gsm))
        size.coding = SmsCoding::Ucs2;
    const Capacity capacity =
        size.coding == SmsCoding::Gsm7 ? Capacity{160, 153} : Capacity{70, 67};
    std::int64_t in_last = 0;
    for (const auto letter : letters) {
        const auto units = units_of(letter, size.coding);
        size.units += units;
        if (size.parts == 0 || in_last + units > capacity.in_several) {
            ++size.parts;
            in_last = 0;
        }
        in_last += units;
    }
    if (size.units <= capacity.alone) {
        size.parts = letters.empty() ? 0 : 1;
        size.room = capacity.alone - size.units;
    } else
        size.room = capacity.in_several - in_last;
    return size;
}

} // namespace jisr::outbound
