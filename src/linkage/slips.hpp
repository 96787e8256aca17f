#pragma once

#include "linkage/vocabulary.hpp"

#include <vector>

namespace jisr::linkage {

/// Other ways to read a query in which the keyboard slipped where words meet: a space that was left
/// out, put in, hit for a letter or changed places with one, a letter on its own, or a word that
/// never stands alone (بن, أولاد, Ait) with one slip in it. Only readings all of whose new tokens
/// the vocabulary knows, so none for most queries; at most kMostSlips.
std::vector<Name> readings_without_slip(const Name& query, const Vocabulary& vocabulary);

inline constexpr std::size_t kMostSlips = 2;

} // namespace jisr::linkage
