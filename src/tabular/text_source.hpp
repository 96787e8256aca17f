#pragma once

#include "tabular/encoding.hpp"

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace jisr::tabular {

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
