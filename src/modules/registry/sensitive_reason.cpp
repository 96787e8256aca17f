#include "modules/registry/registry.hpp"

#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/split.hpp>

#include <algorithm>
#include <array>

namespace jisr::registry {

namespace {

constexpr std::string_view kByRules = "rules: "; // as the check of eligibility writes it
constexpr std::string_view kHidden = "hidden";
/// What the program itself gives as reasons.
constexpr std::array<std::string_view, 4> kOfProgram{"waiting_list", "not_in_list", "reconsidered",
                                                     "appeal_accepted"};

} // namespace

bool is_sensitive_answer(std::string_view code)
{
    const auto name = code == "disability" ? "has_disability" : code;
    return core::rules_of<PersonRow>(name).sensitivity >= core::Sensitivity::Sensitive;
}

bool is_of_rules(std::string_view reason)
{
    return reason.starts_with(kByRules) &&
           reason.find_first_not_of("abcdefghijklmnopqrstuvwxyz_, ", kByRules.size()) ==
               std::string_view::npos;
}

void hide_typed(std::string& text)
{
    if (!text.empty())
        text = kHidden;
}

void hide_sensitive_reason(std::string& reason)
{
    if (std::ranges::find(kOfProgram, reason) != kOfProgram.end())
        return;
    if (!is_of_rules(reason))
        return hide_typed(reason);
    std::vector<std::string> codes;
    const std::string listed = reason.substr(kByRules.size());
    boost::split(
        codes, listed, [](char c) { return c == ',' || c == ' '; }, boost::token_compress_on);
    std::erase_if(codes, is_sensitive_answer);
    if (codes.empty())
        codes.emplace_back(kHidden);
    reason = std::string(kByRules) + boost::join(codes, ", ");
}

} // namespace jisr::registry
