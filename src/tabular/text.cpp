#include "tabular/text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace jisr::tabular {

namespace {

void append(std::string& out, UChar32 code)
{
    std::array<char, U8_MAX_LENGTH> bytes{};
    std::size_t size = 0;
    U8_APPEND_UNSAFE(bytes.data(), size, code);
    out.append(bytes.data(), size);
}

/// Calls `use` with every code point of `text`.
template <class Use>
void for_each_code_point(std::string_view text, Use use)
{
    const char* bytes = text.data();
    const auto size = static_cast<std::int64_t>(text.size());
    for (std::int64_t i = 0; i < size;) {
        UChar32 code = 0;
        U8_NEXT_OR_FFFD(bytes, i, size, code);
        use(code);
    }
}

bool is_apostrophe(UChar32 code)
{
    switch (code) {
    case U'\'':
    case U'`':
    case 0x00B4: // acute accent typed for an apostrophe
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032:
    case 0xFF07:
        return true;
    default:
        return code >= 0x02B9 &&
               code <= 0x02DF; // modifier letters, as in transliterated ayn and hamza
    }
}

/// The letter that stands for `letter` in a key, as UTF-8; nothing for the lone hamza.
std::string_view plain_arabic(UChar32 letter)
{
    switch (letter) {
    case 0x0621:
        return "";
    case 0x0671:
        return "ا";
    case 0x0649:
    case 0x06CC:
        return "ي";
    case 0x0629:
    case 0x06C1:
    case 0x06D5:
        return "ه";
    case 0x06A9:
    case 0x06AD:
    case 0x06AF:
    case 0x0763:
        return "ك";
    case 0x06A4:
        return "ف";
    case 0x067E:
        return "ب";
    default:
        return "?";
    }
}

/// Latin letters that Unicode does not take apart.
std::string_view plain_latin(UChar32 letter)
{
    switch (letter) {
    case 0x00E6:
        return "ae";
    case 0x0153:
        return "oe";
    case 0x00F8:
        return "o";
    case 0x0111:
        return "d";
    case 0x0127:
        return "h";
    case 0x0131:
        return "i";
    case 0x0142:
        return "l";
    default:
        return "?";
    }
}

void append_letter(std::string& out, UChar32 letter)
{
    const auto plain = letter >= 0x0600 ? plain_arabic(letter) : plain_latin(letter);
    if (plain == "?")
        append(out, letter);
    else
        out += plain;
}

/// Adds what a decomposed, case-folded code point is in a key: a letter, a digit, a space, or
/// nothing.
void append_folded(std::string& out, UChar32 code)
{
    constexpr UChar32 kTatweel = 0x0640;
    constexpr std::uint32_t kInvisible = U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK;
    if (code == kTatweel || (U_GET_GC_MASK(code) & kInvisible) != 0)
        return;
    if (const int digit = u_charDigitValue(code); digit >= 0)
        out += static_cast<char>('0' + digit);
    else if (u_isalpha(code) != 0)
        append_letter(out, code);
    else
        out += ' ';
}

std::string fold_code_point(UChar32 code)
{
    std::string out;
    if (is_apostrophe(code))
        return out;
    UErrorCode status = U_ZERO_ERROR;
    const auto* nfkd = icu::Normalizer2::getNFKDInstance(status);
    icu::UnicodeString letters(code);
    if (U_SUCCESS(status))
        letters = nfkd->normalize(letters, status);
    letters.foldCase();
    for (int i = 0; i < letters.length(); i = letters.moveIndex32(i, 1))
        append_folded(out, letters.char32At(i));
    return out;
}

/// What a code point becomes, short enough to be kept in a table.
struct Folded
{
    static constexpr std::uint8_t kTooLong = 255;
    std::array<char, 7> bytes{};
    std::uint8_t size = 0;
};

/// Latin, Arabic, punctuation and Tifinagh lie below this; what lies above is folded each time
/// anew.
constexpr UChar32 kTableEnd = 0x2E00;

std::array<Folded, kTableEnd> make_table()
{
    std::array<Folded, kTableEnd> table{};
    for (UChar32 code = 0; code < kTableEnd; ++code) {
        auto& entry = table[static_cast<std::size_t>(code)];
        const auto text = fold_code_point(code);
        entry.size = text.size() <= entry.bytes.size() ? static_cast<std::uint8_t>(text.size())
                                                       : Folded::kTooLong;
        std::copy_n(text.begin(), std::min(text.size(), entry.bytes.size()), entry.bytes.begin());
    }
    return table;
}

const Folded& folded(UChar32 code)
{
    static const auto table = make_table();
    static const Folded long_one{.size = Folded::kTooLong};
    return code < kTableEnd ? table[static_cast<std::size_t>(code)] : long_one;
}

void append_word_part(std::string& out, std::string_view part)
{
    for (const char c : part)
        if (c != ' ' || (!out.empty() && out.back() != ' '))
            out += c;
}

bool is_dropped_from_text(UChar32 code)
{
    constexpr UChar32 kSoftHyphen = 0x00AD;
    if (code < 0x80)
        return code < 0x20 || code == 0x7F;
    return code == kSoftHyphen || (U_GET_GC_MASK(code) & (U_GC_CF_MASK | U_GC_CC_MASK)) != 0;
}

/// True for code points that no normalisation touches, whatever stands beside them.
bool is_surely_nfc(UChar32 code)
{
    return code < 0x300 || (code >= 0x0621 && code <= 0x064A) ||
           (code >= 0x0660 && code <= 0x0669) || (code >= 0x2010 && code <= 0x2027) ||
           (code >= 0x2D30 && code <= 0x2D6F);
}

std::string to_nfc(const std::string& text)
{
    UErrorCode status = U_ZERO_ERROR;
    const auto* nfc = icu::Normalizer2::getNFCInstance(status);
    std::string out;
    if (U_SUCCESS(status))
        nfc->normalize(icu::UnicodeString::fromUTF8(text), status).toUTF8String(out);
    return U_SUCCESS(status) ? out : text;
}

} // namespace

std::string ascii_digits(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for_each_code_point(text, [&out](UChar32 code) {
        if (code >= 0x0660 && code <= 0x0669)
            code += '0' - 0x0660;
        else if (code >= 0x06F0 && code <= 0x06F9)
            code += '0' - 0x06F0;
        append(out, code);
    });
    return out;
}

std::string clean_text(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    bool space = false;
    bool nfc = true;
    for_each_code_point(text, [&](UChar32 code) {
        if (u_isUWhiteSpace(code) != 0) {
            space = !out.empty();
            return;
        }
        if (is_dropped_from_text(code))
            return;
        if (space)
            out += ' ';
        space = false;
        nfc = nfc && is_surely_nfc(code);
        append(out, code);
    });
    return nfc ? out : to_nfc(out);
}

bool is_blank(std::string_view text)
{
    const auto at = text.find_first_not_of(" \t\r\n");
    if (at == std::string_view::npos)
        return true;
    const bool is_plain = text[at] > ' ' && text[at] < '\x7F'; // what nearly every cell begins with
    return !is_plain && clean_text(text.substr(at)).empty();
}

std::string fold(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for_each_code_point(text, [&out](UChar32 code) {
        const auto& entry = folded(code);
        if (entry.size == Folded::kTooLong)
            append_word_part(out, fold_code_point(code));
        else
            append_word_part(out, {entry.bytes.data(), entry.size});
    });
    if (!out.empty() && out.back() == ' ')
        out.pop_back();
    return out;
}

std::string fold_key(std::string_view text)
{
    auto out = fold(text);
    std::erase(out, ' ');
    return out;
}

bool has_letters(std::string_view text)
{
    bool found = false;
    for_each_code_point(text, [&](UChar32 code) { found = found || u_isalpha(code) != 0; });
    return found;
}

bool has_arabic_letters(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0xD8 && byte <= 0xDB; // with these they begin in UTF-8
    });
}

} // namespace jisr::tabular
