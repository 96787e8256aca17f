#include "modules/selection/plan.hpp"

#include "core/json_text.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>

namespace jisr::selection {

namespace {

using Faults = std::vector<core::FieldError>;

std::string at(std::string_view list, std::size_t i)
{
    return "/" + std::string(list) + "/" + std::to_string(i);
}

void check_rules(const std::vector<Rule>& rules, Faults& faults)
{
    std::set<RuleField> ruled;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        check(rules[i], at("rules", i), faults);
        if (!ruled.insert(rules[i].field).second)
            faults.push_back({at("rules", i) + "/field", "given_twice", {}});
    }
}

void check_bands(const Criterion& criterion, const std::string& pointer, Faults& faults)
{
    for (std::size_t i = 0; i < criterion.bands.size(); ++i) {
        const std::string band = pointer + at("bands", i);
        check(criterion.bands[i].when, band + "/when", faults);
        if (criterion.bands[i].points > criterion.most)
            faults.push_back({band + "/points", "over_points", {{"most", criterion.most}}});
    }
}

void check_criteria(const std::vector<Criterion>& criteria, Faults& faults)
{
    std::set<std::string> codes;
    for (std::size_t i = 0; i < criteria.size(); ++i) {
        const std::string pointer = at("criteria", i);
        if (!codes.insert(criteria[i].code).second)
            faults.push_back({pointer + "/code", "given_twice", {}});
        check_bands(criteria[i], pointer, faults);
    }
}

void check_reserves(const std::vector<Reserve>& reserves, Faults& faults)
{
    std::set<std::string> groups;
    for (std::size_t i = 0; i < reserves.size(); ++i) {
        const std::string group = at("reserves", i) + "/group";
        check(reserves[i].group, group, faults);
        if (!groups.insert(core::json_text(reserves[i].group)).second)
            faults.push_back({group, "given_twice", {}});
    }
    const auto percent =
        std::accumulate(reserves.begin(), reserves.end(), std::int64_t{0},
                        [](auto sum, const Reserve& reserve) { return sum + reserve.percent; });
    if (percent > 100)
        faults.push_back({"/reserves", "over_all_places", {}});
}

/// What a reserve has of a place beside its whole ones, in hundredths.
struct Share
{
    std::int64_t remainder = 0;
    std::size_t reserve = 0;
    std::size_t quota = 0;

    [[nodiscard]] auto order() const { return std::tuple(-remainder, reserve, quota); }
};

/// The places of each reserve in the whole region.
std::vector<std::int64_t> of_region(const std::vector<Reserve>& reserves, std::int64_t places)
{
    std::vector<std::int64_t> all;
    std::vector<Share> shares;
    std::int64_t left = places;
    std::int64_t percent_left = 100;
    for (const auto& reserve : reserves) {
        const auto worth = places * reserve.percent;
        shares.push_back({worth % 100, all.size(), 0});
        all.push_back(worth / 100);
        left -= worth / 100;
        percent_left -= reserve.percent;
    }
    const auto open_to_all = places * percent_left;
    shares.push_back({open_to_all % 100, all.size(), 0});
    left -= open_to_all / 100;
    std::ranges::sort(shares, {}, &Share::order);
    for (std::size_t i = 0; left > 0; ++i, --left)
        if (shares[i].reserve < all.size())
            ++all[shares[i].reserve];
    return all;
}

} // namespace

core::Result<void> validate(const PlanFields& plan)
{
    Faults faults;
    check_rules(plan.rules, faults);
    check_criteria(plan.criteria, faults);
    check_reserves(plan.reserves, faults);
    if (!faults.empty())
        return core::fail(core::problems::invalid(std::move(faults)));
    return {};
}

void hide_sensitive(PlanFields& plan)
{
    for (auto& rule : plan.rules)
        hide_sensitive(rule);
    for (auto& criterion : plan.criteria)
        for (auto& band : criterion.bands)
            hide_sensitive(band.when);
    for (auto& reserve : plan.reserves)
        hide_sensitive(reserve.group);
}

bool reserves_sensitive(const PlanFields& plan)
{
    return std::ranges::any_of(plan.reserves, is_sensitive,
                               [](const Reserve& reserve) { return reserve.group.field; });
}

std::vector<std::vector<std::int64_t>> reserved_of(const std::vector<Reserve>& reserves,
                                                   const std::vector<std::int64_t>& places)
{
    auto wanted =
        of_region(reserves, std::accumulate(places.begin(), places.end(), std::int64_t{0}));
    auto open = places;
    std::vector<std::vector<std::int64_t>> reserved(places.size());
    std::vector<Share> shares;
    for (std::size_t quota = 0; quota < places.size(); ++quota)
        for (std::size_t i = 0; i < reserves.size(); ++i) {
            const auto worth = places[quota] * reserves[i].percent;
            reserved[quota].push_back(worth / 100);
            wanted[i] -= worth / 100;
            open[quota] -= worth / 100;
            shares.push_back({worth % 100, i, quota});
        }
    std::ranges::sort(shares, {}, &Share::order);
    // Once round, but where the places of a quota that several reserves want are gone.
    while (std::ranges::any_of(wanted, [](auto left) { return left > 0; }))
        for (const auto& [unused, reserve, quota] : shares)
            if (wanted[reserve] > 0 && open[quota] > 0) {
                ++reserved[quota][reserve];
                --wanted[reserve];
                --open[quota];
            }
    return reserved;
}

} // namespace jisr::selection
