#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <cstdio>
#include <string_view>

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
/// is read once, and whatever is valid UTF-8 is UTF-8. What is so but for some broken letters is
/// refused, as it would be nonsense in any other encoding. The rest is one of the two Windows
/// pages: they agree on the small French letters, so Arabic is told by high bytes that stand side
/// by side (an Arabic word), French by those that stand alone among Latin letters. Problems:
/// file_not_text, file_letters_broken, file_encoding_unknown.
core::Result<EncodingGuess> guess_encoding(std::FILE* file);

/// How much of a file is read at once.
constexpr std::size_t kPieceBytes = 64 * 1024;

/// The code unit at `bytes[at]` and the byte behind it.
char16_t utf16_unit(std::string_view bytes, std::size_t at, bool little_endian);

/// Whether `rest` is nothing, or the beginning of a UTF-8 letter whose end is missing.
bool is_begun_letter(std::string_view rest);

} // namespace jisr::tabular
