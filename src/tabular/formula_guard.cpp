#include "tabular/formula_guard.hpp"

#include <algorithm>
#include <array>

namespace jisr::tabular {

namespace {

constexpr std::string_view kTriggers = "=+-@\t\r";
/// The same signs as East Asian input methods write them, which some programs take for them.
constexpr std::array<std::string_view, 4> kWideTriggers{"\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};

bool is_signed_number(std::string_view text)
{
    return (text[0] == '+' || text[0] == '-') && text.size() > 1 &&
           text.find_first_not_of("0123456789 .()", 1) == std::string_view::npos;
}

/// The text behind its leading apostrophes would start a formula. With apostrophes before it, it is
/// guarded once more when written, so that taking one off when read always gives back the same
/// text.
bool starts_formula(std::string_view text, std::size_t apostrophes)
{
    const auto rest = text.substr(apostrophes);
    return (!rest.empty() && kTriggers.find(rest[0]) != std::string_view::npos) ||
           std::ranges::any_of(kWideTriggers, [&](auto sign) { return rest.starts_with(sign); });
}

std::size_t leading_apostrophes(std::string_view text)
{
    const auto end = text.find_first_not_of('\'');
    return end == std::string_view::npos ? text.size() : end;
}

} // namespace

std::string with_guard(std::string_view text)
{
    const auto apostrophes = leading_apostrophes(text);
    if (!starts_formula(text, apostrophes) || (apostrophes == 0 && is_signed_number(text)))
        return std::string(text);
    return "'" + std::string(text);
}

std::string without_guard(std::string text)
{
    if (text.size() > 1 && text[0] == '\'' && starts_formula(text, leading_apostrophes(text)))
        text.erase(0, 1);
    return text;
}

} // namespace jisr::tabular
