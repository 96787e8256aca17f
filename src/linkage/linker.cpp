#include "linkage/linker.hpp"

#include "linkage/workers.hpp"

#include <algorithm>
#include <tuple>

namespace jisr::linkage {

std::vector<Link> find_links(const People& people, const Blocking& blocking, const Scorer& scorer,
                             double threshold)
{
    const auto least = static_cast<float>(bits_of(threshold));
    std::vector<std::vector<Link>> found(worker_count());
    std::vector<Comparer> comparers(worker_count(), Comparer(people));
    in_parallel(blocking.pieces(), [&](std::size_t piece, std::size_t worker) {
        blocking.for_each_pair(piece, [&](std::uint32_t a, std::uint32_t b) {
            const Row& one = people.row(a);
            const Row& other = people.row(b);
            if (scorer.most(Comparer::glance(one, other), one, other) < least)
                return;
            const float bits = scorer.bits(comparers[worker].compare(one, other), one, other);
            if (bits >= least)
                found[worker].push_back({a, b, bits});
        });
    });
    std::vector<Link> links;
    for (const auto& some : found)
        links.insert(links.end(), some.begin(), some.end());
    const auto order = [](const Link& link) { return std::tuple(link.a, link.b); };
    std::sort(links.begin(), links.end(),
              [&](const Link& x, const Link& y) { return order(x) < order(y); });
    // Pairs of long blocks may have come more than once.
    const auto same = [&](const Link& x, const Link& y) { return order(x) == order(y); };
    links.erase(std::unique(links.begin(), links.end(), same), links.end());
    return links;
}

} // namespace jisr::linkage
