#include "modules/convergence/programme_list.hpp"

#include <algorithm>

namespace jisr::convergence {

namespace {

constexpr double kLikely = 0.5; ///< as registry asks of whom it registers

bool is_equal(const registry::Likeness& one, std::string_view field)
{
    return std::any_of(one.reasons.begin(), one.reasons.end(), [&](const auto& reason) {
        return reason.field == field && reason.level == "equal";
    });
}

} // namespace

std::optional<core::Id> sure_match(const std::vector<registry::Likeness>& likely)
{
    const bool comes_near = !likely.empty() && likely.front().probability >= kLikely;
    const bool another_too =
        std::any_of(likely.begin() + (comes_near ? 1 : 0), likely.end(), [](const auto& one) {
            return one.probability >= kLikely || is_equal(one, "national_id");
        });
    if (!comes_near || another_too)
        return std::nullopt;
    const auto& best = likely.front();
    const bool more_than_a_name =
        is_equal(best, "birth_date") || is_equal(best, "phone") || is_equal(best, "national_id");
    const bool for_certain = best.probability >= kSure || is_equal(best, "national_id");
    return more_than_a_name && for_certain ? std::optional(best.person_id) : std::nullopt;
}

} // namespace jisr::convergence
