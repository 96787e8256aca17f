#pragma once

#include "core/date.hpp"
#include "tabular/text.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jisr::tabular {

/// A value read from what a person typed, or the code of its fault: text key "error.<code>" in
/// locales/tabular.json. Every parser takes UTF-8, ignores spaces at the ends, bidirectional
/// controls and zero-width characters, and reads Arabic-Indic and Persian digits as 0-9. An empty
/// text is never a value: whether a field may be empty is the caller's matter.
template <class T>
using Parsed = tl::expected<T, std::string_view>;

/// A day, or a year alone where nobody knows the day (common for birth dates before the civil
/// registers were complete).
struct PartialDate
{
    int year = 0;
    std::optional<core::Date> day; ///< nothing: only the year is known
    bool operator==(const PartialDate&) const = default;
};

/// Whether a bare number may be the serial number of a day, as in the numeric cells of a
/// spreadsheet, and which of its two systems counts it.
enum class Serials { Refused, From1900, From1904 };

/// `27/02/1969`, `7/2/1969`, `27.02.1969`, `27-02-1969` (day first, as Morocco writes it),
/// `1969-02-27`, `1969/2/27`, each with or without a time of day, which is ignored; `1969`: the
/// year alone (1000 to 2999). Where serials are taken, other numbers are days of that system.
/// Errors: `not_a_date` (also for years of two digits: 25 may be 1925 or 2025), `no_such_day`
/// (31/02/1989).
Parsed<PartialDate> parse_date(std::string_view text, Serials serials = Serials::Refused);

/// Day number of a spreadsheet: 1 is 1900-01-01 and 61 is 1900-03-01 (the 1900 system counts a 29
/// February 1900 that never was: ECMA-376 part 1, 18.17.4.1), or 0 is 1904-01-01. Parts of a day
/// are dropped. Nothing when outside 1900 to 9999.
std::optional<core::Date> date_from_serial(double serial, bool starts_1904 = false);

/// The E.164 form (`+212612345678`) of a phone number in any spelling: `06 12 34 56 78`, `+212
/// (0)6…`, `00212…`, `212-6…`, `tel:…`, or without its leading zero, as spreadsheets leave it.
/// Moroccan numbers follow the national numbering plan: country code 212 and nine digits, of which
/// the first is 5 (fixed), 6 or 7 (mobile) or 8 (special services). Source: ANRT, "Numérotation",
/// https://www.anrt.ma/infos-pratiques/ce-que-vous-devez-savoir/numerotation. Finer blocks are not
/// checked: ANRT opens new ones each year. Numbers of other countries need `+` or `00`, and 8 to 15
/// digits of which the first is not 0 (ITU-T E.164). Error: `malformed_phone`.
Parsed<std::string> normalise_phone(std::string_view text);

/// The number of the Moroccan national identity card (CIN): one or two Latin letters for the office
/// that issued it, then one to seven digits; in capitals, without spaces, dashes and dots (`jc
/// 621-097` is `JC621097`). Error: `malformed_national_id`.
Parsed<std::string> normalise_national_id(std::string_view text);

/// oui/non, نعم/لا, yes/no, ⵢⴰⵀ/ⵓⵀⵓ, vrai/faux, true/false, o/n, y/n, x, 1/0. Error:
/// `not_yes_or_no`.
Parsed<bool> parse_yes_no(std::string_view text);

/// A whole number of at most 18 digits, with or without sign. Error: `not_a_number`.
Parsed<std::int64_t> parse_integer(std::string_view text);

} // namespace jisr::tabular
