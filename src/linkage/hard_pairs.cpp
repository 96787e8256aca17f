#include "linkage/hard_pairs.hpp"

#include <algorithm>
#include <functional>
#include <random>

namespace jisr::linkage {

namespace {

struct Scored
{
    double score;
    bool same;
};

/// The threshold at which calling everything above it a match is right most often.
Threshold best_of(std::vector<Scored> scored)
{
    std::ranges::sort(scored, std::greater{}, &Scored::score);
    const auto all = static_cast<double>(std::ranges::count(scored, true, &Scored::same));
    Threshold best;
    double right = 0, wrong = 0;
    for (std::size_t i = 0; i < scored.size(); ++i) {
        (scored[i].same ? right : wrong) += 1;
        if (i + 1 < scored.size() && scored[i + 1].score == scored[i].score)
            continue; // no threshold lies between equal scores
        if (const double f1 = 2 * right / (right + wrong + all); f1 > best.f1)
            best = {f1, scored[i].score};
    }
    return best;
}

std::vector<Scored> scored_with_mismatches(const std::vector<SameName>& pairs, int tries)
{
    std::mt19937 random(1);
    std::vector<Scored> scored;
    for (const auto& [left, right] : pairs) {
        scored.push_back({similarity(left, right), true});
        double hardest = 0;
        for (int tried = 0; tried < tries; ++tried) {
            const auto& other = pairs[random() % pairs.size()];
            if (other.right != right && other.left != left)
                hardest = std::max(hardest, similarity(left, other.right));
        }
        scored.push_back({hardest, false});
    }
    return scored;
}

} // namespace

Threshold best_threshold(const std::vector<SameName>& pairs, int tries)
{
    return best_of(scored_with_mismatches(pairs, tries));
}

} // namespace jisr::linkage
