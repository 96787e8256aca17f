#include "linkage/clusters.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

// Links are taken from the surest down, and two clusters become one when on the average their rows
// are of the same person (agglomeration by average linkage). Bare connected components would chain:
// a record with little in it fits both a mother's and her daughter's, and would make them one. Here
// the pairs of mother and daughter, who differ in birth date or national id, outweigh it.

namespace jisr::linkage {

namespace {

constexpr std::size_t kWitnesses = 6; ///< rows of a cluster that are compared with the other's
constexpr float kMostSaid = 20;       ///< bits: no single pair of rows outweighs all the others

class Agglomeration
{
  public:
    Agglomeration(const People& people, const Scorer& scorer)
        : people_(people), scorer_(scorer), comparer_(people), root_(people.size()),
          next_(people.size()), last_(people.size()), sizes_(people.size(), 1)
    {
        std::iota(root_.begin(), root_.end(), 0U);
        std::iota(next_.begin(), next_.end(), 0U);
        std::iota(last_.begin(), last_.end(), 0U);
    }

    void take(const Link& link)
    {
        std::uint32_t a = root_of(link.a);
        std::uint32_t b = root_of(link.b);
        if (a == b || !agree(a, b))
            return;
        if (sizes_[a] < sizes_[b] || (sizes_[a] == sizes_[b] && b < a))
            std::swap(a, b);
        root_[b] = a;
        sizes_[a] += sizes_[b];
        next_[last_[a]] = b;
        last_[a] = last_[b];
    }

    [[nodiscard]] std::vector<std::uint32_t> lowest_rows()
    {
        std::vector<std::uint32_t> lowest(root_.size(), static_cast<std::uint32_t>(root_.size()));
        std::vector<std::uint32_t> result(root_.size());
        for (std::uint32_t row = 0; row < root_.size(); ++row) {
            std::uint32_t& first = lowest[root_of(row)];
            first = std::min(first, row);
            result[row] = first;
        }
        return result;
    }

  private:
    std::uint32_t root_of(std::uint32_t row)
    {
        while (root_[row] != row)
            row = root_[row] = root_[root_[row]];
        return row;
    }

    /// Whether the rows of both clusters are of the same person on the average.
    bool agree(std::uint32_t a, std::uint32_t b)
    {
        if (sizes_[a] == 1 && sizes_[b] == 1)
            return true;
        float sum = 0;
        std::uint32_t one = a;
        for (std::size_t i = 0; i < std::min<std::size_t>(sizes_[a], kWitnesses); ++i) {
            std::uint32_t other = b;
            for (std::size_t j = 0; j < std::min<std::size_t>(sizes_[b], kWitnesses); ++j) {
                const Row& x = people_.row(one);
                const Row& y = people_.row(other);
                sum +=
                    std::clamp(scorer_.bits(comparer_.compare(x, y), x, y), -kMostSaid, kMostSaid);
                other = next_[other];
            }
            one = next_[one];
        }
        return sum > 0;
    }

    const People& people_;
    const Scorer& scorer_;
    Comparer comparer_;
    std::vector<std::uint32_t> root_;
    std::vector<std::uint32_t> next_; ///< the rows of a cluster from its root on
    std::vector<std::uint32_t> last_; ///< the last of them, at the root
    std::vector<std::uint32_t> sizes_;
};

} // namespace

std::vector<std::uint32_t> cluster(const People& people, const Scorer& scorer,
                                   std::vector<Link> links)
{
    std::sort(links.begin(), links.end(), [](const Link& x, const Link& y) {
        return std::tuple(-x.bits, x.a, x.b) < std::tuple(-y.bits, y.a, y.b);
    });
    Agglomeration agglomeration(people, scorer);
    for (const auto& link : links)
        agglomeration.take(link);
    return agglomeration.lowest_rows();
}

} // namespace jisr::linkage
