#include "modules/identity/token.hpp"

#include <algorithm>

namespace jisr::identity {

namespace {

constexpr std::string_view kMark = "jisr_";
constexpr std::size_t kIdDigits = 32;

std::string with_dashes(std::string_view digits)
{
    std::string text(digits);
    for (const std::size_t at : {20, 16, 12, 8})
        text.insert(at, 1, '-');
    return text;
}

} // namespace

std::string token_text(const core::Id& id, std::string_view secret)
{
    std::string digits = id.str();
    std::erase(digits, '-');
    return std::string(kMark) + digits + '_' + std::string(secret);
}

std::optional<TokenParts> token_parts(std::string_view text)
{
    if (!text.starts_with(kMark) || text.size() <= kMark.size() + kIdDigits + 1 ||
        text[kMark.size() + kIdDigits] != '_')
        return std::nullopt;
    const auto id = core::Id::parse(with_dashes(text.substr(kMark.size(), kIdDigits)));
    if (!id)
        return std::nullopt;
    return TokenParts{*id, std::string(text.substr(kMark.size() + kIdDigits + 1))};
}

} // namespace jisr::identity
