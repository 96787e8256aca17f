#pragma once

#include "core/record.hpp"

namespace jisr::registry {

/// A pair that a person decided.
struct Decision
{
    double probability = 0; ///< as it was found
    bool same = false;
};
BOOST_DESCRIBE_STRUCT(Decision, (), (probability, same))

/// What bulk confirmation may do, measured by what people decided.
struct BulkRule
{
    std::optional<double> threshold; ///< the least probability; null until enough was decided
    std::int64_t decided = 0;        ///< pairs that people looked at and decided
    std::int64_t same = 0;           ///< of these
    std::int64_t needed = 0;         ///< so many must be decided, were all of them the same

    static constexpr std::string_view kRecord = "registry.BulkRule";
};
BOOST_DESCRIBE_STRUCT(BulkRule, (), (threshold, decided, same, needed))

/// The lower bound of the 95 % score interval of a share of which `hits` in `total` were seen
/// (E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal
/// of the American Statistical Association 22, 1927, 209–212); 0 of nothing.
double least_share(std::int64_t hits, std::int64_t total);

/// The lowest probability of a decided pair from which on at least 98 in 100 pairs are of one
/// person, as surely as least_share() says.
BulkRule measured_rule(std::vector<Decision> decisions);

} // namespace jisr::registry
