#include "modules/registry/import_words.hpp"

#include "tabular/text.hpp"
#include "tabular/values.hpp"
#include "tabular/word_lists.hpp"

#include <algorithm>

namespace jisr::registry {

const std::vector<std::string>& import_fields()
{
    return tabular::codes_of_list("headings");
}

std::optional<std::int64_t> children_in(std::string_view text)
{
    const std::string folded = tabular::fold(text);
    const auto space = folded.find(' ');
    if (space == std::string::npos || !tabular::list_has("children", folded.substr(space + 1)))
        return std::nullopt;
    if (const auto number = tabular::parse_integer(folded.substr(0, space)))
        return *number;
    return std::nullopt;
}

bool means_nothing(std::string_view text)
{
    return tabular::fold_key(text).empty() || tabular::list_has("nothing", text);
}

std::size_t given_name_in(std::string_view full_name)
{
    const auto one = std::min(full_name.find(' '), full_name.size());
    const auto two = full_name.find(' ', one + 1);
    if (two == std::string_view::npos)
        return one; // what is left must name the family
    const bool is_compound =
        tabular::list_has("name_begins", full_name.substr(0, one)) ||
        tabular::list_has("name_ends", full_name.substr(one + 1, two - one - 1));
    return is_compound ? two : one;
}

std::string text_of_reason(core::Language language, std::string_view code)
{
    const auto own = std::string("import.reason.").append(code);
    return core::text(language, core::has_text(own) ? own : std::string("error.").append(code));
}

} // namespace jisr::registry
