#include "modules/registry/reference.hpp"

#include <cstdio>

namespace jisr::registry {

namespace {

constexpr std::size_t kPrefixLetters = 3;
constexpr std::size_t kYearDigits = 2;
constexpr std::size_t kLeastNumberDigits = 6;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/// ISO/IEC 7064 MOD 11,10: takes digits one by one.
class CheckDigit
{
  public:
    void add(int digit)
    {
        int sum = (product_ + digit) % 10;
        if (sum == 0)
            sum = 10;
        product_ = sum * 2 % 11;
    }

    [[nodiscard]] char digit() const { return static_cast<char>('0' + (11 - product_) % 10); }

  private:
    int product_ = 10;
};

/// `compact` is prefix, year and number without dashes.
char check_digit(std::string_view compact)
{
    CheckDigit check;
    for (const char c : compact) {
        if (is_digit(c)) {
            check.add(c - '0');
            continue;
        }
        const int letter = c - 'A' + 1;
        check.add(letter / 10);
        check.add(letter % 10);
    }
    return check.digit();
}

std::string with_dashes(std::string_view compact, char check)
{
    std::string reference(compact.substr(0, kPrefixLetters));
    reference.append("-").append(compact.substr(kPrefixLetters, kYearDigits));
    reference.append("-").append(compact.substr(kPrefixLetters + kYearDigits));
    return reference.append("-") + check;
}

/// Letters upper-cased, spaces and dashes left out; empty when another character is met.
std::string compacted(std::string_view typed)
{
    std::string compact;
    for (const char c : typed) {
        if (c == '-' || c == ' ')
            continue;
        const bool lower = c >= 'a' && c <= 'z';
        if (!lower && !(c >= 'A' && c <= 'Z') && !is_digit(c))
            return {};
        compact += lower ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return compact;
}

/// Letters, then digits: of year and number, and of the check digit unless it was left out.
bool has_form(std::string_view compact, std::size_t least_digits)
{
    if (compact.size() < kPrefixLetters + least_digits || compact.size() > 24)
        return false;
    for (std::size_t i = 0; i < compact.size(); ++i)
        if (is_digit(compact[i]) != (i >= kPrefixLetters))
            return false;
    return true;
}

} // namespace

std::string make_reference(std::string_view region_prefix, int year, std::int64_t number)
{
    char digits[32];
    std::snprintf(digits, sizeof digits, "%02d%06lld", year % 100, static_cast<long long>(number));
    const std::string compact = std::string(region_prefix) + digits;
    return with_dashes(compact, check_digit(compact));
}

std::optional<std::string> parse_reference(std::string_view typed)
{
    const std::string compact = compacted(typed);
    if (!has_form(compact, kYearDigits + kLeastNumberDigits + 1))
        return std::nullopt;
    const std::string_view checked = std::string_view(compact).substr(0, compact.size() - 1);
    if (check_digit(checked) != compact.back())
        return std::nullopt;
    return with_dashes(checked, compact.back());
}

std::optional<std::string> complete_reference(std::string_view typed)
{
    std::string compact = compacted(typed);
    constexpr std::size_t kWhole = kPrefixLetters + kYearDigits + kLeastNumberDigits;
    if (!has_form(compact, kYearDigits + 1) || compact.size() > kWhole)
        return std::nullopt;
    compact.insert(kPrefixLetters + kYearDigits, kWhole - compact.size(), '0');
    return with_dashes(compact, check_digit(compact));
}

} // namespace jisr::registry
