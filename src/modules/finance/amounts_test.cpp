#include "modules/finance/amounts.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace jisr::finance {
namespace {

using testing::ElementsAre;

template <class Total>
std::int64_t sum_of(const std::vector<Total>& totals)
{
    return std::accumulate(totals.begin(), totals.end(), std::int64_t{0},
                           [](std::int64_t sum, const Total& one) { return sum + one.centimes; });
}

/// A matrix of a few parties and years, some cells of it empty.
std::vector<AgreementAmount> random_matrix(std::mt19937& random)
{
    std::uniform_int_distribution<int> some(1, 9);
    std::uniform_int_distribution<std::int64_t> centimes(0, kMostCentimes / 400);
    std::bernoulli_distribution empty(0.3);
    std::vector<AgreementAmount> amounts;
    const int years = some(random);
    for (int parties = some(random); parties > 0; --parties) {
        const auto id = core::Id::make();
        for (int year = 0; year < years; ++year)
            for (const auto& [contribution, unused] : core::enum_codes<Contribution>())
                if (!empty(random))
                    amounts.push_back({id, 2026 + year, contribution, centimes(random)});
    }
    std::shuffle(amounts.begin(), amounts.end(), random);
    return amounts;
}

TEST(Amounts, EveryMatrixAddsUpByPartyByYearAndByKind)
{
    std::mt19937 random(1126);
    for (int round = 0; round < 500; ++round) {
        const auto amounts = random_matrix(random);
        const auto totals = totals_of(amounts);
        ASSERT_TRUE(within_limit(amounts));
        EXPECT_EQ(totals.centimes, sum_of(amounts));
        EXPECT_EQ(sum_of(totals.by_party), totals.centimes);
        EXPECT_EQ(sum_of(totals.by_year), totals.centimes);
        EXPECT_EQ(sum_of(totals.by_contribution), totals.centimes);
    }
}

TEST(Amounts, TotalsAreThoseOfTheMatrixWhateverItsOrder)
{
    const auto ministry = core::Id::make();
    const auto council = core::Id::make();
    const std::vector<AgreementAmount> amounts{{ministry, 2027, Contribution::Money, 300},
                                               {council, 2026, Contribution::Premises, 25},
                                               {ministry, 2026, Contribution::Money, 100},
                                               {council, 2026, Contribution::Money, 75}};
    const auto totals = totals_of(amounts);
    EXPECT_EQ(totals.centimes, 500);
    EXPECT_THAT(totals.by_party, ElementsAre(PartyTotal{ministry, 400}, PartyTotal{council, 100}));
    EXPECT_THAT(totals.by_year, ElementsAre(YearTotal{2026, 200}, YearTotal{2027, 300}));
    EXPECT_THAT(totals.by_contribution, ElementsAre(ContributionTotal{Contribution::Money, 475},
                                                    ContributionTotal{Contribution::Premises, 25}));
    EXPECT_EQ(totals_of({}).centimes, 0);
}

TEST(Amounts, ASumIsHeldToItsLimitBeforeItIsMade)
{
    const auto id = core::Id::make();
    std::vector<AgreementAmount> amounts{{id, 2026, Contribution::Money, kMostCentimes}};
    EXPECT_TRUE(within_limit(amounts));
    amounts.push_back({id, 2027, Contribution::Money, 1});
    EXPECT_FALSE(within_limit(amounts));
    amounts.resize(100'000, {id, 2028, Contribution::Money, kMostCentimes});
    EXPECT_FALSE(within_limit(amounts)) << "a sum past 64 bits";
}

TEST(Amounts, SpreadsheetsGetDirhamsToTheCentime)
{
    EXPECT_EQ(decimal_dirhams(0), "0.00");
    EXPECT_EQ(decimal_dirhams(5), "0.05");
    EXPECT_EQ(decimal_dirhams(123'450), "1234.50");
    EXPECT_EQ(decimal_dirhams(kMostCentimes), "10000000000000.00");
}

} // namespace
} // namespace jisr::finance
