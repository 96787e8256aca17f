#pragma once

#include "linkage/neighbours.hpp"
#include "linkage/vocabulary.hpp"

#include <deque>
#include <vector>

namespace jisr::linkage {

/// Other ways to read a query: two words of it are one in some name of the index (Fatima Zahra,
/// Fatimazahra), or one of them is two. At most kMostReadings, each differing in one place; none
/// for most queries, and then it takes some microseconds.
/// `matchers` are of the first tokens of the query; what stands behind those is left as it is.
std::vector<Name> other_readings(const Name& query, const std::deque<Matcher>& matchers,
                                 const Vocabulary& vocabulary, const Neighbours& neighbours);

inline constexpr std::size_t kMostReadings = 3;

} // namespace jisr::linkage
