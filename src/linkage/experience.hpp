#pragma once

#include "core/result.hpp"
#include "linkage/model.hpp"
#include "linkage/rarity.hpp"
#include "linkage/scorer.hpp"

#include <cstddef>
#include <iosfwd>
#include <span>
#include <vector>

namespace jisr::linkage {

/// All that is needed to judge whether two records are of one person, apart from any table.
struct Experience
{
    Model model;
    KnownRarity rarity;
    std::size_t records = 0; ///< of the register: the larger it is, the more a match must prove
};

/// Learns from a register of some thousand records and more, without labels; doubts new year's days
/// in `people` and arranges it.
Experience learn_from(People& people);

/// For a register of `records` that is too small to learn from: default_model(), and every name as
/// rare as names are there on the average.
Experience default_experience(std::size_t records);

/// Writes it for load_experience() on the same kind of machine.
void save_experience(std::ostream& out, const Experience& experience);

/// 422 snapshot_unreadable for anything but a whole snapshot of this version.
core::Result<Experience> load_experience(std::istream& in);

/// For each of `candidates`, in their order: how likely it is of the same person as `record`, and
/// why. About a microsecond each, and some more for reading the names.
std::vector<Explanation> explain_matches(const Person& record, std::span<const Person> candidates,
                                         const Experience& experience);

} // namespace jisr::linkage
