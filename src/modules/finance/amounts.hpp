#pragma once

#include "core/record.hpp"

/// Who gives how much in which year. Money is whole centimes of the dirham; totals are added up
/// where they are shown and never kept, so that they always add up.
namespace jisr::finance {

/// No amount and no total is larger: 10,000,000,000,000 MAD, which every number of JSON holds to
/// the centime.
inline constexpr std::int64_t kMostCentimes = 1'000'000'000'000'000;

enum class Contribution { Money, InKind, Staff, Premises };
BOOST_DESCRIBE_ENUM(Contribution, Money, InKind, Staff, Premises)

struct AgreementAmount
{
    core::Id partner_id;
    std::int64_t year = 0;
    Contribution contribution = Contribution::Money;
    std::int64_t centimes = 0; ///< of the dirham; what is not money at its value

    static constexpr std::string_view kRecord = "finance.AgreementAmount";
    static constexpr std::array kFields{core::field("year").range(2000, 2100),
                                        core::field("contribution").defaulted(),
                                        core::field("centimes").range(0, kMostCentimes)};
};
BOOST_DESCRIBE_STRUCT(AgreementAmount, (), (partner_id, year, contribution, centimes))

struct PartyTotal
{
    core::Id partner_id;
    std::int64_t centimes = 0;

    static constexpr std::string_view kRecord = "finance.PartyTotal";
    bool operator==(const PartyTotal&) const = default;
};
BOOST_DESCRIBE_STRUCT(PartyTotal, (), (partner_id, centimes))

struct YearTotal
{
    std::int64_t year = 0;
    std::int64_t centimes = 0;

    static constexpr std::string_view kRecord = "finance.YearTotal";
    bool operator==(const YearTotal&) const = default;
};
BOOST_DESCRIBE_STRUCT(YearTotal, (), (year, centimes))

struct ContributionTotal
{
    Contribution contribution = Contribution::Money;
    std::int64_t centimes = 0;

    static constexpr std::string_view kRecord = "finance.ContributionTotal";
    bool operator==(const ContributionTotal&) const = default;
};
BOOST_DESCRIBE_STRUCT(ContributionTotal, (), (contribution, centimes))

/// The sums of a matrix of amounts; each of the three lists adds up to `centimes`.
struct AmountTotals
{
    std::int64_t centimes = 0;
    std::vector<PartyTotal> by_party; ///< in the order in which the parties first give
    std::vector<YearTotal> by_year;   ///< the earliest first
    std::vector<ContributionTotal> by_contribution;

    static constexpr std::string_view kRecord = "finance.AmountTotals";
};
BOOST_DESCRIBE_STRUCT(AmountTotals, (), (centimes, by_party, by_year, by_contribution))

/// Of amounts whose sum is at most kMostCentimes.
AmountTotals totals_of(const std::vector<AgreementAmount>& amounts);

/// Whether the sum is at most kMostCentimes; of any amounts that are in range.
bool within_limit(const std::vector<AgreementAmount>& amounts);

/// Dirhams with two decimals, as spreadsheets take them: 123450 is "1234.50".
std::string decimal_dirhams(std::int64_t centimes);

} // namespace jisr::finance
