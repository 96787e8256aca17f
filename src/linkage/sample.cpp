#include "linkage/training.hpp"

#include "linkage/comparer.hpp"
#include "linkage/workers.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <tuple>

namespace jisr::linkage {

namespace {

constexpr std::size_t kCandidates = 1'000'000;
constexpr std::size_t kRandomPairs = 300'000;
constexpr std::size_t kPiece = 10'000; ///< random pairs drawn by one call

auto order_of(const Pattern& pattern)
{
    return std::tuple(pattern.levels.packed(), pattern.rarity, pattern.shared_rarity);
}

/// One for each kind, in a settled order.
std::vector<Pattern> counted(std::vector<Pattern> patterns)
{
    std::sort(patterns.begin(), patterns.end(),
              [](const Pattern& a, const Pattern& b) { return order_of(a) < order_of(b); });
    std::vector<Pattern> kinds;
    for (const auto& pattern : patterns)
        if (!kinds.empty() && order_of(kinds.back()) == order_of(pattern))
            kinds.back().count += pattern.count;
        else
            kinds.push_back(pattern);
    return kinds;
}

/// Compares pairs on several threads and keeps their patterns.
class Collector
{
  public:
    Collector(const People& people, const Rarity& rarity)
        : people_(people), rarity_(rarity), found_(worker_count()),
          comparers_(worker_count(), Comparer(people))
    {
    }

    void take(std::size_t worker, std::uint32_t a, std::uint32_t b)
    {
        const Row& one = people_.row(a);
        const Row& other = people_.row(b);
        Pattern pattern{.levels = comparers_[worker].compare(one, other), .count = 1};
        float all = 0;
        float shared = 0;
        for (const Field field : kAllFields)
            if (depends_on_rarity(field, pattern.levels.at(field))) {
                const float bits = rarity_.bits(field, one, other);
                all += bits;
                shared += relatives_share(field) ? bits : 0;
            }
        pattern.rarity = static_cast<std::uint16_t>(std::lround(all));
        pattern.shared_rarity = static_cast<std::uint16_t>(std::lround(shared));
        found_[worker].push_back(pattern);
    }

    [[nodiscard]] std::vector<Pattern> patterns() const
    {
        std::vector<Pattern> all;
        for (const auto& found : found_)
            all.insert(all.end(), found.begin(), found.end());
        return counted(std::move(all));
    }

  private:
    const People& people_;
    const Rarity& rarity_;
    std::vector<std::vector<Pattern>> found_;
    std::vector<Comparer> comparers_;
};

std::vector<Pattern> draw_candidates(const People& people, const Blocking& blocking,
                                     const Rarity& rarity, std::size_t one_in)
{
    Collector collector(people, rarity);
    in_parallel(blocking.pieces(), [&](std::size_t piece, std::size_t worker) {
        blocking.for_each_pair(
            piece, one_in, [&](std::uint32_t a, std::uint32_t b) { collector.take(worker, a, b); });
    });
    return collector.patterns();
}

std::vector<Pattern> take_all(const People& people, const Rarity& rarity)
{
    Collector collector(people, rarity);
    for (std::uint32_t b = 1; b < people.size(); ++b)
        for (std::uint32_t a = 0; a < b; ++a)
            collector.take(0, a, b);
    return collector.patterns();
}

std::vector<Pattern> draw_random(const People& people, const Rarity& rarity)
{
    Collector collector(people, rarity);
    const auto records = static_cast<std::uint32_t>(people.size());
    in_parallel(kRandomPairs / kPiece, [&](std::size_t piece, std::size_t worker) {
        std::mt19937 random(static_cast<std::uint32_t>(piece));
        for (std::size_t i = 0; i < kPiece; ++i) {
            const auto a = static_cast<std::uint32_t>(random() % records);
            const auto b = static_cast<std::uint32_t>(random() % records);
            if (a != b)
                collector.take(worker, std::min(a, b), std::max(a, b));
        }
    });
    return collector.patterns();
}

} // namespace

Sample draw_sample(const People& people, const Blocking& blocking, const Rarity& rarity)
{
    Sample sample{.records = people.size()};
    if (people.size() < 2)
        return sample;
    const std::size_t one_in = 1 + blocking.most_pairs() / kCandidates;
    sample.candidates = draw_candidates(people, blocking, rarity, one_in);
    sample.candidates_of = static_cast<double>(one_in);
    const bool few = people.size() * (people.size() - 1) / 2 <= kRandomPairs;
    sample.random = few ? take_all(people, rarity) : draw_random(people, rarity);
    return sample;
}

} // namespace jisr::linkage
