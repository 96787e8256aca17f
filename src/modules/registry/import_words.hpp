#pragma once

#include "core/text.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jisr::registry {

/// What a column of an imported list may hold; the names are the targets of the mapping by hand.
const std::vector<std::string>& import_fields();

/// "3 enfants", "3 أطفال" → 3.
std::optional<std::int64_t> children_in(std::string_view text);

/// Signs that people write for "nothing here": "-", "néant", "لا شيء".
bool means_nothing(std::string_view text);

/// How many bytes of a full name are the given name, where that stands first: one word, or two
/// where one does not stand alone (عبد الله, Lalla Aicha, فاطمة الزهراء, Nour Eddine).
std::size_t given_name_in(std::string_view full_name);

/// Why a row is not registered, in words that need no figures; not of which column.
std::string text_of_reason(core::Language language, std::string_view code);

} // namespace jisr::registry
