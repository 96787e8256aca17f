#pragma once

#include "linkage/letters.hpp"

namespace jisr::linkage {

/// Joins what makes one name of several words (عبد الله, Ben Ali, Abd el Kader, Nour Eddine), drops
/// articles that stand apart (El Idrissi) and "daughter of" (بنت, bent), so that it does not
/// matter whether a compound was written together. Words keep their order.
std::vector<Word> joined(std::vector<Word> words);

/// How many of the first letters are an article, or may be one: "Al" of الإدريسي, "el" of
/// Elidrissi, "ez" of Ezzahra, "l" of Lkadiri; 0 when none.
std::size_t article_of(const Word& word);

} // namespace jisr::linkage
