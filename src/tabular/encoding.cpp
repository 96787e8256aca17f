#include "tabular/encoding.hpp"

#include "tabular/file_problems.hpp"

#include <unicode/utf8.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace jisr::tabular {

namespace {

using core::fail;
using core::Result;

unsigned char byte(char c)
{
    return static_cast<unsigned char>(c);
}

std::string read_sample(std::FILE* file, std::size_t size)
{
    std::string sample(size, '\0');
    std::fseek(file, 0, SEEK_SET);
    sample.resize(std::fread(sample.data(), 1, size, file));
    std::fseek(file, 0, SEEK_SET);
    return sample;
}

std::optional<EncodingGuess> by_mark(std::string_view head)
{
    if (head.starts_with("\xEF\xBB\xBF"))
        return EncodingGuess{Encoding::Utf8, 3};
    if (head.starts_with("\xFF\xFE"))
        return EncodingGuess{Encoding::Utf16LittleEndian, 2};
    if (head.starts_with("\xFE\xFF"))
        return EncodingGuess{Encoding::Utf16BigEndian, 2};
    return std::nullopt;
}

/// Letters, digits and signs that Moroccan files are written with: Latin, Arabic, Tifinagh,
/// punctuation.
bool is_expected(char16_t unit)
{
    return unit == '\t' || unit == '\n' || unit == '\r' || (unit >= 0x20 && unit < 0x250) ||
           (unit >= 0x600 && unit < 0x700) || (unit >= 0x2000 && unit < 0x2070) ||
           (unit >= 0x2D30 && unit < 0x2D80) || (unit >= 0xFB50 && unit != 0xFFFE);
}

double share_expected(std::string_view sample, bool little)
{
    std::size_t expected = 0;
    for (std::size_t at = 0; at + 1 < sample.size(); at += 2)
        expected += is_expected(utf16_unit(sample, at, little)) ? 1 : 0;
    return static_cast<double>(expected) /
           static_cast<double>(std::max<std::size_t>(sample.size() / 2, 1));
}

/// UTF-16 without a mark: its separators, line ends and Latin letters have a NUL byte each.
std::optional<EncodingGuess> by_nul_bytes(std::string_view sample)
{
    constexpr double kClear = 0.95;
    const double little = share_expected(sample, true);
    const double big = share_expected(sample, false);
    if (std::max(little, big) < kClear)
        return std::nullopt;
    return EncodingGuess{little >= big ? Encoding::Utf16LittleEndian : Encoding::Utf16BigEndian, 0};
}

template <class Use>
void for_each_piece(std::FILE* file, Use use)
{
    std::vector<char> raw(kPieceBytes);
    std::fseek(file, 0, SEEK_SET);
    while (const auto size = std::fread(raw.data(), 1, raw.size(), file))
        if (!use(std::string_view(raw.data(), size)))
            break;
    std::fseek(file, 0, SEEK_SET);
}

/// Length of the longest beginning of `bytes` that is whole, valid UTF-8.
std::size_t valid_utf8(std::string_view bytes)
{
    const char* data = bytes.data();
    const auto size = static_cast<std::int64_t>(bytes.size());
    for (std::int64_t i = 0; i < size;) {
        const auto start = i;
        UChar32 code = 0;
        U8_NEXT(data, i, size, code);
        if (code < 0)
            return static_cast<std::size_t>(start);
    }
    return bytes.size();
}

/// What one reading of the file tells.
struct Survey
{
    bool nul = false;
    bool utf8 = true;
};

Survey survey(std::FILE* file)
{
    Survey found;
    std::string rest;
    for_each_piece(file, [&](std::string_view piece) {
        found.nul = found.nul || piece.find('\0') != std::string_view::npos;
        rest += piece;
        rest.erase(0, valid_utf8(rest));
        found.utf8 = is_begun_letter(rest);
        return found.utf8 && !found.nul;
    });
    return found;
}

/// How the high bytes of a text in one of the Windows pages stand.
struct HighBytes
{
    std::int64_t all = 0;
    std::int64_t arabic_pairs = 0; ///< two letters of page 1256 side by side
    std::int64_t among_latin = 0;  ///< such a byte beside a Latin letter
    std::int64_t out_of_place =
        0; ///< a byte that is a sign or a rare letter in both pages, between Latin letters
};

/// Bytes that are Arabic letters in page 1256 and no small French letters in page 1252.
bool is_arabic_1256(unsigned char c)
{
    return (c >= 0xC1 && c <= 0xDF && c != 0xD7) || c == 0xE1 || (c >= 0xE3 && c <= 0xE6) ||
           c == 0xEC || c == 0xED;
}

bool is_latin(unsigned char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// 0x80 to 0x9F without the euro sign, ellipsis, quotes, dashes and œ: there other systems (DOS,
/// Mac) have their accents.
bool is_rare(unsigned char c)
{
    return c > 0x80 && c < 0xA0 && c != 0x85 && !(c >= 0x91 && c <= 0x97) && c != 0x9C && c != 0x8C;
}

HighBytes count_high_bytes(std::FILE* file)
{
    HighBytes count;
    unsigned char before = 0;
    unsigned char current = 0;
    for_each_piece(file, [&](std::string_view piece) {
        for (const char c : piece) {
            const auto after = byte(c);
            count.all += current >= 0x80 ? 1 : 0;
            if (is_arabic_1256(current)) {
                count.arabic_pairs += is_arabic_1256(after) ? 1 : 0;
                count.among_latin += is_latin(before) || is_latin(after) ? 1 : 0;
            } else if (is_rare(current) && (is_latin(before) || is_latin(after))) {
                ++count.out_of_place;
            }
            before = current;
            current = after;
        }
        return true;
    });
    return count;
}

Result<EncodingGuess> windows_page(std::FILE* file)
{
    const auto high = count_high_bytes(file);
    if (high.out_of_place * 3 > high.all)
        return fail(problems::file_encoding_unknown());
    return EncodingGuess{
        high.arabic_pairs > high.among_latin ? Encoding::Windows1256 : Encoding::Windows1252, 0};
}

} // namespace

char16_t utf16_unit(std::string_view bytes, std::size_t at, bool little)
{
    const auto first = byte(bytes[at]);
    const auto second = byte(bytes[at + 1]);
    return static_cast<char16_t>(little ? first | (second << 8) : second | (first << 8));
}

bool is_begun_letter(std::string_view rest)
{
    if (rest.empty() || rest.size() > 3 || !U8_IS_LEAD(byte(rest[0])))
        return rest.empty();
    const auto wanted = static_cast<std::size_t>(U8_COUNT_TRAIL_BYTES_UNSAFE(byte(rest[0])));
    return rest.size() <= wanted &&
           std::all_of(rest.begin() + 1, rest.end(), [](char c) { return U8_IS_TRAIL(byte(c)); });
}

Result<EncodingGuess> guess_encoding(std::FILE* file)
{
    constexpr std::size_t kSampleBytes = 8192;
    const auto sample = read_sample(file, kSampleBytes);
    const auto marked = by_mark(sample);
    if (marked && marked->encoding != Encoding::Utf8)
        return *marked;
    if (sample.find('\0') != std::string::npos)
        if (const auto guess = by_nul_bytes(sample))
            return *guess;
    const auto found = survey(file);
    if (found.nul)
        return fail(problems::file_not_text());
    if (found.utf8)
        return marked.value_or(EncodingGuess{});
    if (marked)
        return fail(problems::file_encoding_unknown());
    return windows_page(file);
}

} // namespace jisr::tabular
