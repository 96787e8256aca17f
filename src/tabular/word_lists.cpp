#include "tabular/word_lists.hpp"

#include "core/resource.hpp"
#include "tabular/text.hpp"

#include <boost/json.hpp>

#include <functional>
#include <map>
#include <unordered_map>

namespace jisr::tabular {

namespace {

struct WordList
{
    std::vector<std::string> codes;
    std::unordered_map<std::string, std::string_view> code_of; ///< by folded word
};

using WordLists = std::map<std::string, WordList, std::less<>>;

void add_words(WordList& list, std::string_view code, const boost::json::array& words)
{
    for (const auto& word : words)
        list.code_of.emplace(word_key(word.as_string()), code);
}

/// Of the words of each code, or of words alone.
WordList list_of(const boost::json::value& value)
{
    WordList list;
    if (const auto* words = value.if_array()) {
        add_words(list, {}, *words);
        return list;
    }
    for (const auto& entry : value.as_object())
        list.codes.emplace_back(entry.key());
    for (const auto& code : list.codes) {
        list.code_of.emplace(word_key(code), code);
        add_words(list, code, value.at(code).as_array());
    }
    return list;
}

const WordList& list_named(std::string_view name)
{
    static const WordLists kLists = [] {
        WordLists lists;
        const auto file = boost::json::parse(*core::resource("data/sheet_words.json"));
        for (const auto& entry : file.as_object())
            lists.emplace(entry.key(), list_of(entry.value()));
        return lists;
    }();
    static const WordList kNone;
    const auto found = kLists.find(name);
    return found == kLists.end() ? kNone : found->second;
}

} // namespace

std::string word_key(std::string_view word)
{
    auto key = fold_key(word);
    return key.empty() ? clean_text(word) : key;
}

std::optional<std::string_view> code_of_word(std::string_view list, std::string_view word)
{
    const auto& codes = list_named(list).code_of;
    const auto found = codes.find(word_key(word));
    return found == codes.end() ? std::nullopt : std::optional(found->second);
}

const std::vector<std::string>& codes_of_list(std::string_view list)
{
    return list_named(list).codes;
}

bool list_has(std::string_view list, std::string_view word)
{
    return code_of_word(list, word).has_value();
}

} // namespace jisr::tabular
