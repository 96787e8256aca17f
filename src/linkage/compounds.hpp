#pragma once

#include "linkage/letters.hpp"

#include <span>

namespace jisr::linkage {

/// Joins what makes one name of several words (عبد الله, Ben Ali, Abd el Kader, Nour Eddine), drops
/// articles that stand apart (El Idrissi) and "daughter of" (بنت, bent), so that it does not
/// matter whether a compound was written together. Words keep their order.
std::vector<Word> joined(std::vector<Word> words);

/// Whether `joined` joins a word to the one behind it: بن, Ait, عبد.
bool belongs_to_next(const Word& word);

/// Those words of a script.
std::span<const std::string_view> words_that_belong(Script script);

/// How many of the first letters are an article, or may be one: "Al" of الإدريسي, "el" of
/// Elidrissi, "ez" of Ezzahra, "l" of Lkadiri; 0 when none.
std::size_t article_of(const Word& word);

} // namespace jisr::linkage
