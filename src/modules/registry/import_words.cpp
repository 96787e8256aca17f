#include "modules/registry/import_words.hpp"

#include "core/resource.hpp"
#include "tabular/text.hpp"
#include "tabular/values.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace jisr::registry {

namespace {

using Codes = std::unordered_map<std::string, std::string>; ///< folded word → code

struct Words
{
    std::vector<std::string> fields;
    Codes headings;
    std::unordered_map<std::string, Codes> lists;
    std::unordered_set<std::string> children;
    std::unordered_set<std::string> nothing;
};

Codes codes_in(const boost::json::object& list)
{
    Codes codes;
    for (const auto& entry : list) {
        codes.emplace(tabular::fold_key(entry.key()), entry.key());
        for (const auto& word : entry.value().as_array())
            codes.emplace(tabular::fold_key(word.as_string()), entry.key());
    }
    return codes;
}

std::unordered_set<std::string> set_of(const boost::json::array& list)
{
    std::unordered_set<std::string> set;
    for (const auto& word : list)
        set.insert(tabular::fold_key(word.as_string()));
    return set;
}

const Words& words()
{
    static const Words loaded = [] {
        const auto file = boost::json::parse(*core::resource("data/import_words.json"));
        Words made;
        for (const auto& entry : file.as_object()) {
            if (entry.key() == "headings") {
                made.headings = codes_in(entry.value().as_object());
                for (const auto& field : entry.value().as_object())
                    made.fields.emplace_back(field.key());
            } else if (entry.value().is_object())
                made.lists[entry.key()] = codes_in(entry.value().as_object());
        }
        made.children = set_of(file.at("children").as_array());
        made.nothing = set_of(file.at("nothing").as_array());
        return made;
    }();
    return loaded;
}

} // namespace

const std::vector<std::string>& import_fields()
{
    return words().fields;
}

std::optional<std::string> field_of_heading(std::string_view heading)
{
    const auto found = words().headings.find(tabular::fold_key(heading));
    if (found == words().headings.end())
        return std::nullopt;
    return found->second;
}

std::optional<std::string_view> code_of_word(std::string_view list, std::string_view word)
{
    const auto codes = words().lists.find(std::string(list));
    if (codes == words().lists.end())
        return std::nullopt;
    const auto found = codes->second.find(tabular::fold_key(word));
    if (found == codes->second.end())
        return std::nullopt;
    return found->second;
}

std::optional<std::int64_t> children_in(std::string_view text)
{
    const std::string folded = tabular::fold(text);
    const auto space = folded.find(' ');
    if (space == std::string::npos || words().children.count(folded.substr(space + 1)) == 0)
        return std::nullopt;
    if (const auto number = tabular::parse_integer(folded.substr(0, space)))
        return *number;
    return std::nullopt;
}

bool means_nothing(std::string_view text)
{
    const std::string key = tabular::fold_key(text);
    return key.empty() || words().nothing.count(key) != 0;
}

} // namespace jisr::registry
