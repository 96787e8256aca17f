#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jisr::registry {

/// What a column of an imported list may hold; the names are the targets of the mapping by hand.
const std::vector<std::string>& import_fields();

/// The field that a heading names in Arabic, French or English, in any usual spelling
/// (data/import_words.json).
std::optional<std::string> field_of_heading(std::string_view heading);

/// The code that a typed word means in a code list of data/import_words.json ("schooling",
/// "work_situation" …); the code itself is understood too.
std::optional<std::string_view> code_of_word(std::string_view list, std::string_view word);

/// "3 enfants", "3 أطفال" → 3.
std::optional<std::int64_t> children_in(std::string_view text);

/// Signs that people write for "nothing here": "-", "néant", "لا شيء".
bool means_nothing(std::string_view text);

} // namespace jisr::registry
