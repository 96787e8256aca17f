#include "modules/registry/duplicate_threshold.hpp"

#include <algorithm>
#include <cmath>

namespace jisr::registry {

namespace {

constexpr double kSurelySame = 0.98;
constexpr double kZ = 1.959963984540054; // of the normal distribution, two-sided 95 %

std::int64_t fewest_decisions()
{
    std::int64_t total = 1;
    while (least_share(total, total) < kSurelySame)
        ++total;
    return total;
}

} // namespace

double least_share(std::int64_t hits, std::int64_t total)
{
    if (total == 0)
        return 0;
    const auto n = static_cast<double>(total);
    const double share = static_cast<double>(hits) / n;
    const double z2 = kZ * kZ;
    const double middle = share + z2 / (2 * n);
    const double spread = kZ * std::sqrt((share * (1 - share) + z2 / (4 * n)) / n);
    return (middle - spread) / (1 + z2 / n);
}

BulkRule measured_rule(std::vector<Decision> decisions)
{
    std::sort(decisions.begin(), decisions.end(),
              [](const auto& a, const auto& b) { return a.probability > b.probability; });
    static const std::int64_t needed = fewest_decisions();
    BulkRule rule{.needed = needed};
    for (std::size_t i = 0; i < decisions.size(); ++i) {
        ++rule.decided;
        rule.same += decisions[i].same ? 1 : 0;
        const bool last_of_its_probability =
            i + 1 == decisions.size() || decisions[i + 1].probability < decisions[i].probability;
        if (last_of_its_probability && least_share(rule.same, rule.decided) >= kSurelySame)
            rule.threshold = decisions[i].probability;
    }
    return rule;
}

} // namespace jisr::registry
