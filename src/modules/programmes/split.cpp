#include "modules/programmes/split.hpp"

#include <algorithm>
#include <numeric>

namespace jisr::programmes {

std::vector<std::int64_t> split_by_weight(std::int64_t total,
                                          const std::vector<std::int64_t>& weights)
{
    const auto sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    if (sum == 0 && !weights.empty())
        return split_by_weight(total, std::vector<std::int64_t>(weights.size(), 1));
    std::vector<std::int64_t> shares;
    std::vector<std::int64_t> remainders;
    for (const auto weight : weights) {
        shares.push_back(total * weight / sum);
        remainders.push_back(total * weight % sum);
    }
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
    auto left = total - std::accumulate(shares.begin(), shares.end(), std::int64_t{0});
    for (const auto i : order) {
        if (left == 0 || weights.empty())
            break;
        ++shares[i];
        --left;
    }
    return shares;
}

} // namespace jisr::programmes
