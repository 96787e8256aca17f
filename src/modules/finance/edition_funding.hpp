#pragma once

#include "modules/finance/agreement_view.hpp"
#include "service/route.hpp"

namespace jisr::finance {

/// An agreement that an edition rests on, with what it brings in each year.
struct EditionAgreement
{
    AgreementSummary agreement;
    std::vector<YearTotal> by_year;

    static constexpr std::string_view kRecord = "finance.EditionAgreement";
};
BOOST_DESCRIBE_STRUCT(EditionAgreement, (), (agreement, by_year))

/// What an edition of a programme rests on, as far as the reader may see it.
struct EditionFunding
{
    std::vector<EditionAgreement> agreements; ///< the earliest end first
    std::int64_t centimes = 0;                ///< of those that bind their parties
    std::vector<YearTotal> by_year;
    std::int64_t awaiting_centimes = 0; ///< of those that the council has still to adopt

    static constexpr std::string_view kRecord = "finance.EditionFunding";
};
BOOST_DESCRIBE_STRUCT(EditionFunding, (), (agreements, centimes, by_year, awaiting_centimes))

/// GET /api/v1/editions/{id}/agreements
service::Routes edition_funding_routes();

} // namespace jisr::finance
