#pragma once

#include <string>
#include <string_view>

namespace jisr::tabular {

/// Text as people type it, made fit to keep and to compare. UTF-8 in and out; bytes that are no
/// UTF-8 count as U+FFFD.

/// Arabic-Indic (٠-٩) and Persian (۰-۹) digits become 0-9; everything else stays.
std::string ascii_digits(std::string_view text);

/// The text as it is kept: NFC, no space at the ends, one space for any run of white space inside,
/// and without control characters, bidirectional controls and zero-width characters (they come
/// along when one copies from a word processor and would make two equal names differ).
std::string clean_text(std::string_view text);

/// Whether `clean_text` leaves nothing of it.
bool is_blank(std::string_view text);

/// The key under which headings, words of code lists and place names are compared; never shown.
///
/// - lower case; letters without diacritics (`Laâyoune` = `laayoune`, `œ` = `oe`)
/// - Arabic: one alef for `ا أ إ آ ٱ`, `ؤ` = `و`, `ئ ى ی` = `ي`, `ة` = `ه`, the letters for g (`گ ڭ
/// ݣ`) = `ك`; without the
///   lone hamza, vowel signs and tatweel
/// - every digit as 0-9
/// - apostrophes vanish (`M'bark` = `Mbark`); other punctuation, symbols and white space become one
/// space between words,
///   none at the ends (`Tan-Tan` = `tan tan`)
///
/// A name of 20 letters takes about a tenth of a microsecond.
std::string fold(std::string_view text);

/// Whether there is a letter of any script in it.
bool has_letters(std::string_view text);

/// Whether there is an Arabic letter in it (U+0600 to U+06FF).
bool has_arabic_letters(std::string_view text);

/// `fold` without the spaces: `Es-Smara`, `Es Smara` and `Essmara` are one.
std::string fold_key(std::string_view text);

} // namespace jisr::tabular
