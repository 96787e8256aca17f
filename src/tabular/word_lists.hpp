#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Words that people write in sheets, in Arabic, French and English: data/sheet_words.json. They
/// are compared by `word_key`, so case, accents and spaces do not count.
namespace jisr::tabular {

/// What two writings of one word have in common: `fold_key`; of signs, of which that leaves nothing
/// ("#"), the signs themselves. Empty for what is blank, which is no word of any list.
std::string word_key(std::string_view word);

/// The code that a word means in a list of that file: "headings" (of people to be registered),
/// "linkage_headings" (further ones, of lists that are only compared), "sex", "schooling" …; the
/// code itself is understood too. Valid for ever.
std::optional<std::string_view> code_of_word(std::string_view list, std::string_view word);

/// The codes of such a list, as the file has them; none for other lists.
const std::vector<std::string>& codes_of_list(std::string_view list);

/// Whether a list without codes ("children", "nothing") has the word.
bool list_has(std::string_view list, std::string_view word);

} // namespace jisr::tabular
