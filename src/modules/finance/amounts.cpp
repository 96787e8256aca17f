#include "modules/finance/amounts.hpp"

#include <algorithm>

namespace jisr::finance {

namespace {

/// Adds to the entry of `key`, which is made where there is none.
template <class Total, class Key>
void add_to(std::vector<Total>& totals, Key Total::*member, const Key& key, std::int64_t centimes)
{
    const auto known = std::find_if(totals.begin(), totals.end(),
                                    [&](const Total& one) { return one.*member == key; });
    if (known != totals.end()) {
        known->centimes += centimes;
        return;
    }
    Total first;
    first.*member = key;
    first.centimes = centimes;
    totals.push_back(first);
}

} // namespace

AmountTotals totals_of(const std::vector<AgreementAmount>& amounts)
{
    AmountTotals totals;
    for (const auto& amount : amounts) {
        totals.centimes += amount.centimes;
        add_to(totals.by_party, &PartyTotal::partner_id, amount.partner_id, amount.centimes);
        add_to(totals.by_year, &YearTotal::year, amount.year, amount.centimes);
        add_to(totals.by_contribution, &ContributionTotal::contribution, amount.contribution,
               amount.centimes);
    }
    const auto earlier = [](const auto& a, const auto& b) { return a.year < b.year; };
    std::sort(totals.by_year.begin(), totals.by_year.end(), earlier);
    return totals;
}

bool within_limit(const std::vector<AgreementAmount>& amounts)
{
    std::int64_t left = kMostCentimes;
    return std::all_of(amounts.begin(), amounts.end(), [&](const AgreementAmount& amount) {
        left -= std::min(amount.centimes, left + 1);
        return left >= 0;
    });
}

std::string decimal_dirhams(std::int64_t centimes)
{
    const std::string rest = std::to_string(centimes % 100);
    return std::to_string(centimes / 100) + (rest.size() == 1 ? ".0" : ".") + rest;
}

} // namespace jisr::finance
