#pragma once

#include "modules/registry/duplicate_threshold.hpp"
#include "service/route.hpp"

namespace jisr::registry {

struct BulkOrder
{
    double min_probability = 1;

    static constexpr std::string_view kRecord = "registry.BulkOrder";
    static constexpr std::array kFields{core::field("min_probability").range(0, 1)};
};
BOOST_DESCRIBE_STRUCT(BulkOrder, (), (min_probability))

struct BulkOutcome
{
    std::int64_t merged = 0;
    std::int64_t skipped = 0; ///< that somebody must look at

    static constexpr std::string_view kRecord = "registry.BulkOutcome";
};
BOOST_DESCRIBE_STRUCT(BulkOutcome, (), (merged, skipped))

/// Merges every open pair that the actor may merge from a probability on, as suggested_merge()
/// proposes: each in a transaction of its own, again from the top while merging brings further
/// pairs. 409 threshold_not_measured below what measured_rule() allows.
core::Result<BulkOutcome> confirm_pairs(service::DirectContext& context, const BulkOrder& order);

} // namespace jisr::registry
