#include "modules/registry/registry.hpp"

#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/split.hpp>

namespace jisr::registry {

namespace {

constexpr std::string_view kByRules = "rules: "; // as the check of eligibility writes it
constexpr std::string_view kHidden = "hidden";

} // namespace

bool is_sensitive_answer(std::string_view code)
{
    const auto name = code == "disability" ? "has_disability" : code;
    return core::rules_of<PersonRow>(name).sensitivity >= core::Sensitivity::Sensitive;
}

bool is_of_rules(std::string_view reason)
{
    return reason.starts_with(kByRules);
}

void hide_sensitive_rules(std::string& reason)
{
    if (!is_of_rules(reason))
        return;
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
