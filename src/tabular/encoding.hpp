#pragma once

#include "core/result.hpp"

#include <array>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace jisr::tabular {

enum class Encoding : std::uint8_t {
    Utf8,
    Utf16LittleEndian,
    Utf16BigEndian,
    Windows1256,
    Windows1252
};

/// An encoding, and how many bytes of byte order mark stand before the text.
struct EncodingGuess
{
    Encoding encoding = Encoding::Utf8;
    int mark_bytes = 0;
};

/// Tells how the text in `file` is encoded, and leaves the file at its start.
///
/// A byte order mark is believed. Otherwise: NUL bytes where UTF-16 has them; then the whole file
/// is read once, and whatever is valid UTF-8 is UTF-8. The rest is one of the two Windows pages:
/// they agree on the small French letters, so Arabic is told by high bytes that stand side by side
/// (an Arabic word), French by those that stand alone among Latin letters. Problems: file_not_text,
/// file_encoding_unknown.
core::Result<EncodingGuess> guess_encoding(std::FILE* file);

/// The text of a file as UTF-8, piece by piece.
class TextSource
{
  public:
    static core::Result<std::unique_ptr<TextSource>> open(const std::filesystem::path& path);

    /// The next piece, empty at the end; valid until the next call. Pieces may end within a letter.
    /// Problems: file_cut (a broken last letter), file_not_text, file_encoding_unknown.
    core::Result<std::string_view> next();

    [[nodiscard]] double progress() const;

  private:
    using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;
    TextSource(File file, EncodingGuess guess, std::int64_t size);

    core::Result<std::string_view> from_utf8(std::string_view bytes);
    core::Result<std::string_view> from_utf16(std::string_view bytes);
    std::string_view from_windows(std::string_view bytes);

    File file_;
    Encoding encoding_;
    std::int64_t size_;
    std::int64_t read_ = 0;
    std::vector<char> raw_;
    std::string rest_; ///< bytes of a letter whose end is in the next piece
    std::string text_;
    std::array<std::string, 256> letters_; ///< of a Windows page
};

} // namespace jisr::tabular
