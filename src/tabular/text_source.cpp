#include "tabular/text_source.hpp"

#include "tabular/file_problems.hpp"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace jisr::tabular {

namespace {

using core::fail;
using core::Result;

unsigned char byte(char c)
{
    return static_cast<unsigned char>(c);
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
        UChar32 code = utf16_unit(rest_, at, little);
        if (U16_IS_LEAD(code)) {
            if (at + 3 >= rest_.size())
                break;
            const auto trail = utf16_unit(rest_, at + 2, little);
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
