#pragma once

#include "core/function_ref.hpp"
#include "linkage/clusters.hpp"
#include "linkage/experience.hpp"

#include <string_view>

namespace jisr::linkage {

/// What was found in a whole table.
struct LinkedTable
{
    Model model;
    Rarity rarity;
    std::vector<Link> links;               ///< pairs of rows, by `a` and then `b`
    std::vector<std::uint32_t> cluster_of; ///< for each row the lowest one of its cluster
    bool learnt = false;                   ///< from this table
};

/// Told the name of each stage when it is done.
using OnStage = core::FunctionRef<void(std::string_view)>;

/// Links the records of one person: pairs from `threshold` probability on, and clusters of them.
/// Learns from the table when it has `enough_to_learn` records, else judges by
/// default_experience(). Doubts new year's days in `people` and arranges it.
LinkedTable link_table(People& people, double threshold, std::size_t enough_to_learn,
                       OnStage on_stage);

} // namespace jisr::linkage
