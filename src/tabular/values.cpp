#include "tabular/values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace jisr::tabular {

namespace {

using tl::unexpected;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_latin_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool all_digits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// Word processors turn a typed hyphen into one of these: U+2010 to U+2015 and the minus sign
/// U+2212.
std::string with_plain_dashes(std::string text)
{
    for (auto at = text.find('\xE2'); at != std::string::npos; at = text.find('\xE2', at + 1)) {
        const auto rest = std::string_view(text).substr(at + 1, 2);
        if (rest == "\x88\x92" || (rest.size() == 2 && rest >= "\x80\x90" && rest <= "\x80\x95"))
            text.replace(at, 3, "-");
    }
    return text;
}

std::string plain(std::string_view text)
{
    return with_plain_dashes(ascii_digits(clean_text(text)));
}

/// The number that begins `text`, of at most `longest` digits; takes it off.
std::optional<int> take_number(std::string_view& text, std::size_t longest)
{
    std::size_t length = 0;
    while (length < text.size() && is_digit(text[length]))
        ++length;
    if (length == 0 || length > longest)
        return std::nullopt;
    int value = 0;
    std::from_chars(text.data(), text.data() + length, value);
    text.remove_prefix(length);
    return value;
}

/// `hh:mm`, `hh:mm:ss`, with parts of a second and a time zone, as programs write behind a day.
bool is_time_of_day(std::string_view text)
{
    return text.size() >= 4 && text.find(':') != std::string_view::npos &&
           text.find_first_not_of("0123456789:.+-Z") == std::string_view::npos;
}

std::string_view without_time(std::string_view text)
{
    const auto end = text.find_first_of(" T");
    if (end != std::string_view::npos && is_time_of_day(text.substr(end + 1)))
        return text.substr(0, end);
    return text;
}

/// Three numbers with the same separator between them; whether there is such a day is not asked
/// yet.
std::optional<std::array<int, 3>> three_numbers(std::string_view text)
{
    constexpr std::string_view kSeparators = "/.-";
    std::array<int, 3> numbers{};
    char separator = 0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto before = text.size();
        const auto number = take_number(text, 4);
        if (!number || (before - text.size()) == 3)
            return std::nullopt;
        numbers[i] = *number;
        if (i == 2)
            break;
        if (text.empty() || kSeparators.find(text[0]) == std::string_view::npos ||
            (separator != 0 && text[0] != separator))
            return std::nullopt;
        separator = text[0];
        text.remove_prefix(1);
    }
    return text.empty() ? std::optional(numbers) : std::nullopt;
}

Parsed<PartialDate> written_date(std::string_view text)
{
    const auto numbers = three_numbers(without_time(text));
    if (!numbers)
        return unexpected(std::string_view("not_a_date"));
    auto [day, month, year] = *numbers;
    if (day >= 1000)
        std::swap(day, year);
    if (year < 1000 || day >= 100 || month >= 100)
        return unexpected(std::string_view("not_a_date"));
    const auto date = core::Date::make(year, month, day);
    if (!date)
        return unexpected(std::string_view("no_such_day"));
    return PartialDate{year, date};
}

Parsed<PartialDate> serial_date(std::string_view text, bool starts_1904)
{
    double serial = 0;
    const auto* end = text.data() + text.size();
    const auto [rest, fault] = std::from_chars(text.data(), end, serial);
    const auto date =
        fault == std::errc{} && rest == end ? date_from_serial(serial, starts_1904) : std::nullopt;
    if (!date)
        return unexpected(std::string_view("not_a_date"));
    return PartialDate{date->year(), date};
}

/// The digits of a phone number, with a leading `+` where it is international; nothing when other
/// signs stand in it.
std::optional<std::string> dialled(std::string_view text)
{
    constexpr std::string_view kPunctuation = " .-/()_";
    std::string out;
    for (const char c : text) {
        if (is_digit(c) || (c == '+' && out.empty()))
            out += c;
        else if (kPunctuation.find(c) == std::string_view::npos)
            return std::nullopt;
    }
    if (out.starts_with("00"))
        out.replace(0, 2, "+");
    return out;
}

/// Takes `tel:`, `Tél.`, `هاتف :` and the like off the front.
std::string_view without_label(std::string_view text)
{
    const auto end = text.find_first_of("+(0123456789");
    if (end == std::string_view::npos)
        return text;
    const auto label = fold(text.substr(0, end));
    constexpr std::array<std::string_view, 6> kLabels{"tel", "telephone", "phone",
                                                      "gsm", "هاتف",      "الهاتف"};
    const bool known = std::find(kLabels.begin(), kLabels.end(), label) != kLabels.end();
    return known ? text.substr(end) : text;
}

/// The national number in `digits` (without country code), with or without the leading zero.
Parsed<std::string> moroccan(std::string_view digits)
{
    if (digits.starts_with('0'))
        digits.remove_prefix(1);
    if (digits.size() != 9 || digits[0] < '5' || digits[0] > '8')
        return unexpected(std::string_view("malformed_phone"));
    return "+212" + std::string(digits);
}

} // namespace

Parsed<PartialDate> parse_date(std::string_view text, Serials serials)
{
    const auto typed = plain(text);
    if (typed.size() == 4 && all_digits(typed) && (typed[0] == '1' || typed[0] == '2'))
        return PartialDate{std::stoi(typed), std::nullopt};
    if (auto date = written_date(typed); date || date.error() != "not_a_date")
        return date;
    if (serials != Serials::Refused)
        return serial_date(typed, serials == Serials::From1904);
    return unexpected(std::string_view("not_a_date"));
}

std::optional<core::Date> date_from_serial(double serial, bool starts_1904)
{
    constexpr int kDays1900To1970 = 25569; // of days after the one that never was
    constexpr int kDays1900To1904 = 1462;
    constexpr int kNeverWas = 60; // 29 February 1900
    constexpr int kEndOf9999 = 2958465;
    if (!std::isfinite(serial) || serial < 0 || serial > kEndOf9999)
        return std::nullopt;
    const int day = static_cast<int>(serial) + (starts_1904 ? kDays1900To1904 : 0);
    if (day < 1 || day == kNeverWas || day > kEndOf9999)
        return std::nullopt;
    return core::Date::from_days(day - kDays1900To1970 + (day < kNeverWas ? 1 : 0));
}

Parsed<std::string> normalise_phone(std::string_view text)
{
    constexpr std::size_t kFewestDigits = 8;
    constexpr std::size_t kMostDigits = 15;
    const auto typed = plain(text);
    const auto number = dialled(without_label(typed));
    if (!number || number->empty())
        return unexpected(std::string_view("malformed_phone"));
    const std::string_view digits = *number;
    if (digits.starts_with("+212"))
        return moroccan(digits.substr(4));
    if (digits[0] != '+')
        return moroccan(digits.starts_with("212") ? digits.substr(3) : digits);
    if (digits.size() < kFewestDigits + 1 || digits.size() > kMostDigits + 1 || digits[1] == '0')
        return unexpected(std::string_view("malformed_phone"));
    return std::string(digits);
}

Parsed<std::string> normalise_national_id(std::string_view text)
{
    constexpr std::string_view kPunctuation = " -.";
    std::string id;
    for (const char c : plain(text)) {
        if (is_latin_letter(c))
            id += static_cast<char>(c & ~0x20);
        else if (kPunctuation.find(c) == std::string_view::npos)
            id += c;
    }
    const auto letters = static_cast<std::size_t>(
        std::find_if_not(id.begin(), id.end(), is_latin_letter) - id.begin());
    const auto digits = std::string_view(id).substr(letters);
    if (letters < 1 || letters > 2 || digits.size() > 7 || !all_digits(digits))
        return unexpected(std::string_view("malformed_national_id"));
    return id;
}

Parsed<bool> parse_yes_no(std::string_view text)
{
    constexpr std::array<std::string_view, 9> kYes{"oui",  "نعم", "yes", "ⵢⴰⵀ", "vrai",
                                                   "true", "o",   "x",   "1"};
    constexpr std::array<std::string_view, 8> kNo{"non",  "لا",    "no", "ⵓⵀⵓ",
                                                  "faux", "false", "n",  "0"};
    const auto word = fold(text);
    if (word == "y" || std::find(kYes.begin(), kYes.end(), word) != kYes.end())
        return true;
    if (std::find(kNo.begin(), kNo.end(), word) != kNo.end())
        return false;
    return unexpected(std::string_view("not_yes_or_no"));
}

Parsed<std::int64_t> parse_integer(std::string_view text)
{
    const auto typed = plain(text);
    const std::string_view digits = typed.starts_with('+') || typed.starts_with('-')
                                        ? std::string_view(typed).substr(1)
                                        : typed;
    if (!all_digits(digits) || digits.size() > 18)
        return unexpected(std::string_view("not_a_number"));
    std::int64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return typed[0] == '-' ? -value : value;
}

} // namespace jisr::tabular
