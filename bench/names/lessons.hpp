#pragma once

#include "linkage/name_model.hpp"

#include <iosfwd>
#include <string>
#include <vector>

namespace jisr::bench {

/// One part of a name in Latin and in Arabic letters, as linkage::Word has them.
struct NamePair
{
    std::string origin; ///< "names", "communes", "foreign" …
    std::string latin;
    std::string arabic;

    auto operator<=>(const NamePair&) const = default;
};

/// Of the lines of a file that collect_pairs wrote, those parts that sound alike; each once, in
/// order.
std::vector<NamePair> read_pairs(const std::string& path);
/// Those of the repository alone, whose root is `folder`: names.tsv, communes.csv, provinces.csv
/// and foreign_names.tsv.
std::vector<NamePair> own_pairs(const std::string& folder);

/// A sixth, chosen by the consonants, so that variants of one name stand on one side.
bool is_held_out(const NamePair& pair);

/// What names sound like, learnt from pairs; tells how it goes if asked to.
linkage::NameModel learn(const std::vector<NamePair>& pairs, std::ostream* progress = nullptr);

} // namespace jisr::bench
