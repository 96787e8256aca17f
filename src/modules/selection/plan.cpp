#include "modules/selection/plan.hpp"

#include "core/json_text.hpp"

#include <algorithm>
#include <numeric>
#include <set>

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

std::vector<std::int64_t> reserved_of(const std::vector<Reserve>& reserves, std::int64_t places)
{
    std::vector<std::int64_t> reserved;
    for (const auto& reserve : reserves)
        reserved.push_back(places * reserve.percent / 100);
    return reserved;
}

} // namespace jisr::selection
