#pragma once

#include <string>
#include <string_view>

namespace jisr::tabular {

/// Spreadsheet programs run a CSV cell that begins with `= + - @`, of full width too, tab or CR as
/// a formula, which may fetch and send data (OWASP, "CSV Injection"). An apostrophe before it makes
/// it text. Signed numbers and phone numbers (`+212 6…`, `-3.5`) need none: digits alone can
/// compute nothing but a number.

/// `text` as it may stand in a CSV.
std::string with_guard(std::string_view text);

/// Undoes `with_guard`: for every text, `without_guard(with_guard(text)) == text`.
std::string without_guard(std::string text);

} // namespace jisr::tabular
