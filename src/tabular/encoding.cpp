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

/// What a text that is not all UTF-8 has of it.
class Utf8Share
{
  public:
    void take(std::string_view piece)
    {
        rest_ += piece;
        std::size_t at = 0;
        while (at + U8_MAX_LENGTH <= rest_.size())
            at += take_letter(at);
        rest_.erase(0, at);
    }

    void finish()
    {
        for (std::size_t at = 0; at < rest_.size();)
            at += take_letter(at);
    }

    /// Whether a third of the bytes beyond ASCII is UTF-8. In the Windows pages some are so by
    /// chance, as an Arabic letter with a comma behind it, but far fewer.
    [[nodiscard]] bool is_much() const { return 2 * whole_ >= broken_; }

    /// The first line with a letter that is none, from 1.
    [[nodiscard]] std::int64_t broken_line() const { return broken_line_; }

  private:
    std::size_t take_letter(std::size_t at)
    {
        const auto first = byte(rest_[at]);
        line_ += first == '\n' ? 1 : 0;
        if (first < 0x80)
            return 1;
        auto end = static_cast<std::int32_t>(at);
        UChar32 letter = 0;
        U8_NEXT(rest_.data(), end, static_cast<std::int32_t>(rest_.size()), letter);
        const bool surrogate = is_surrogate(std::string_view(rest_).substr(at));
        const std::size_t size = surrogate ? 3 : static_cast<std::size_t>(end) - at;
        (letter >= 0 || surrogate ? whole_ : broken_) += static_cast<std::int64_t>(size);
        if (letter < 0 && broken_line_ == 0)
            broken_line_ = line_;
        return size;
    }

    /// Half of a pair of UTF-16, which no UTF-8 may hold: but it was meant to be UTF-8.
    static bool is_surrogate(std::string_view text)
    {
        return text.size() > 2 && byte(text[0]) == 0xED && byte(text[1]) >= 0xA0 &&
               U8_IS_TRAIL(byte(text[1])) && U8_IS_TRAIL(byte(text[2]));
    }

    std::string rest_; ///< of the piece before
    std::int64_t line_ = 1;
    std::int64_t whole_ = 0;  ///< bytes of letters beyond ASCII
    std::int64_t broken_ = 0; ///< other bytes beyond ASCII
    std::int64_t broken_line_ = 0;
};

Utf8Share utf8_share(std::FILE* file)
{
    Utf8Share share;
    for_each_piece(file, [&](std::string_view piece) {
        share.take(piece);
        return true;
    });
    share.finish();
    return share;
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
    if (const auto share = utf8_share(file); marked || share.is_much())
        return fail(problems::file_letters_broken(share.broken_line()));
    return windows_page(file);
}

} // namespace jisr::tabular
