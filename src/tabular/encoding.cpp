#include "tabular/encoding.hpp"

#include "tabular/file_problems.hpp"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <optional>

namespace jisr::tabular {

namespace {

using core::fail;
using core::Result;

constexpr std::size_t kPieceBytes = 64 * 1024;

unsigned char byte(char c)
{
    return static_cast<unsigned char>(c);
}

std::string read_sample(std::FILE* file, std::size_t size)
{
    std::string sample(size, '\0');
    std::rewind(file);
    sample.resize(std::fread(sample.data(), 1, size, file));
    std::rewind(file);
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

char16_t unit_at(std::string_view bytes, std::size_t at, bool little)
{
    const auto first = byte(bytes[at]);
    const auto second = byte(bytes[at + 1]);
    return static_cast<char16_t>(little ? first | (second << 8) : second | (first << 8));
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
        expected += is_expected(unit_at(sample, at, little)) ? 1 : 0;
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
    std::rewind(file);
    while (const auto size = std::fread(raw.data(), 1, raw.size(), file))
        if (!use(std::string_view(raw.data(), size)))
            break;
    std::rewind(file);
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

/// True when `rest` may be the beginning of a letter whose end is missing.
bool is_begun_letter(std::string_view rest)
{
    if (rest.empty() || rest.size() > 3 || !U8_IS_LEAD(byte(rest[0])))
        return rest.empty();
    const auto wanted = static_cast<std::size_t>(U8_COUNT_TRAIL_BYTES_UNSAFE(byte(rest[0])));
    return rest.size() <= wanted &&
           std::all_of(rest.begin() + 1, rest.end(), [](char c) { return U8_IS_TRAIL(byte(c)); });
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

/// Each byte of a Windows page as UTF-8.
std::array<std::string, 256> letters_of(const char* page)
{
    std::array<std::string, 256> letters;
    UErrorCode status = U_ZERO_ERROR;
    UConverter* converter = ucnv_open(page, &status);
    for (std::size_t i = 0; i < letters.size() && U_SUCCESS(status); ++i) {
        const char c = static_cast<char>(i);
        icu::UnicodeString(&c, 1, converter, status).toUTF8String(letters[i]);
    }
    ucnv_close(converter);
    return letters;
}

void append(std::string& out, UChar32 code)
{
    std::array<char, U8_MAX_LENGTH> bytes{};
    std::size_t size = 0;
    U8_APPEND_UNSAFE(bytes.data(), size, code);
    out.append(bytes.data(), size);
}

} // namespace

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

Result<std::unique_ptr<TextSource>> TextSource::open(const std::filesystem::path& path)
{
    File file{std::fopen(path.c_str(), "rb"), &std::fclose};
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (!file || error)
        return fail(problems::file_unreadable("cannot open the uploaded file"));
    const auto guess = TRY(guess_encoding(file.get()));
    return std::unique_ptr<TextSource>{
        new TextSource(std::move(file), guess, static_cast<std::int64_t>(size))};
}

TextSource::TextSource(File file, EncodingGuess guess, std::int64_t size)
    : file_(std::move(file)), encoding_(guess.encoding), size_(size), read_(guess.mark_bytes),
      raw_(kPieceBytes)
{
    std::fseek(file_.get(), guess.mark_bytes, SEEK_SET);
    if (encoding_ == Encoding::Windows1256)
        letters_ = letters_of("windows-1256");
    else if (encoding_ == Encoding::Windows1252)
        letters_ = letters_of("windows-1252");
}

double TextSource::progress() const
{
    return size_ == 0 ? 1.0 : static_cast<double>(read_) / static_cast<double>(size_);
}

Result<std::string_view> TextSource::next()
{
    const auto size = std::fread(raw_.data(), 1, raw_.size(), file_.get());
    if (std::ferror(file_.get()) != 0)
        return fail(problems::file_unreadable("cannot read the uploaded file"));
    read_ += static_cast<std::int64_t>(size);
    const std::string_view bytes(raw_.data(), size);
    switch (encoding_) {
    case Encoding::Utf8:
        return from_utf8(bytes);
    case Encoding::Utf16LittleEndian:
    case Encoding::Utf16BigEndian:
        return from_utf16(bytes);
    default:
        return from_windows(bytes);
    }
}

/// The survey has found the file valid but for its end, so only the last letter is looked at here.
Result<std::string_view> TextSource::from_utf8(std::string_view bytes)
{
    if (bytes.empty() && !rest_.empty())
        return fail(problems::file_cut());
    const auto tail = bytes.substr(bytes.size() - std::min<std::size_t>(bytes.size(), 3));
    rest_.clear();
    for (std::size_t i = 0; i < tail.size() && rest_.empty(); ++i)
        if (U8_IS_LEAD(byte(tail[i])) && is_begun_letter(tail.substr(i)))
            rest_ = tail.substr(i);
    return bytes;
}

Result<std::string_view> TextSource::from_utf16(std::string_view bytes)
{
    const bool little = encoding_ == Encoding::Utf16LittleEndian;
    if (bytes.empty() && !rest_.empty())
        return fail(problems::file_cut());
    rest_ += bytes;
    text_.clear();
    std::size_t at = 0;
    for (; at + 1 < rest_.size(); at += 2) {
        UChar32 code = unit_at(rest_, at, little);
        if (U16_IS_LEAD(code)) {
            if (at + 3 >= rest_.size())
                break;
            const auto trail = unit_at(rest_, at + 2, little);
            if (!U16_IS_TRAIL(trail))
                return fail(problems::file_encoding_unknown());
            code = U16_GET_SUPPLEMENTARY(code, trail);
            at += 2;
        } else if (U16_IS_TRAIL(code)) {
            return fail(problems::file_encoding_unknown());
        }
        if (code == 0)
            return fail(problems::file_not_text());
        append(text_, code);
    }
    rest_.erase(0, at);
    if (text_.empty() && !bytes.empty())
        return next(); // an empty piece would mean the end
    return std::string_view(text_);
}

std::string_view TextSource::from_windows(std::string_view bytes)
{
    text_.clear();
    for (const char c : bytes)
        text_ += letters_[byte(c)];
    return text_;
}

} // namespace jisr::tabular
