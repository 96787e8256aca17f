#pragma once

#include "modules/finance/agreement_view.hpp"
#include "modules/finance/sight.hpp"
#include "service/response.hpp"

namespace jisr::finance {

enum class AgreementSort { EndsFirst, NewestFirst, Reference };
BOOST_DESCRIBE_ENUM(AgreementSort, EndsFirst, NewestFirst, Reference)

struct WhichAgreements
{
    std::optional<AgreementState> state;
    std::optional<std::string> region;
    std::optional<core::Id> partner;
    std::optional<core::Id> edition;
    std::optional<std::int64_t> year;      ///< in which it runs
    std::optional<core::Date> ends_before; ///< that day not included
    std::optional<std::string> q;          ///< parts of the reference or the titles
    bool withdrawn = false;
    AgreementSort sort = AgreementSort::EndsFirst;

    static constexpr std::array kFields{
        core::field("q").length(100), core::field("year").range(2000, 2100),
        core::field("withdrawn").defaulted(), core::field("sort").defaulted()};
};
BOOST_DESCRIBE_STRUCT(WhichAgreements, (),
                      (state, region, partner, edition, year, ends_before, q, withdrawn, sort))

struct AgreementQuery : WhichAgreements
{
    std::optional<std::string> cursor;
    std::int64_t limit = 50;

    static constexpr std::string_view kRecord = "finance.AgreementQuery";
    static constexpr auto kFields =
        core::with_field(WhichAgreements::kFields, core::field("limit").range(1, 200).defaulted());
};
BOOST_DESCRIBE_STRUCT(AgreementQuery, (WhichAgreements), (cursor, limit))

/// What of the agreements runs out: until when, and what rests on it.
struct EndingAgreement
{
    AgreementSummary agreement;
    std::int64_t days_left = 0;        ///< below zero: it has ended
    std::vector<EditionName> editions; ///< that still run and rest on it

    static constexpr std::string_view kRecord = "finance.EndingAgreement";
};
BOOST_DESCRIBE_STRUCT(EndingAgreement, (), (agreement, days_left, editions))

core::Result<service::Page<AgreementSummary>> list_agreements(db::Reader& reader,
                                                              const Sight& sight, core::Date today,
                                                              const AgreementQuery& query);
/// All of the filters, in the order of the list.
core::Result<std::vector<AgreementSummary>> all_agreements(db::Reader& reader, const Sight& sight,
                                                           core::Date today,
                                                           const WhichAgreements& query);
/// Those that bind and end within `days`, and those that have ended while an edition that still
/// runs rests on them; the earliest end first.
core::Result<std::vector<EndingAgreement>> ending_agreements(db::Reader& reader, const Sight& sight,
                                                             core::Date today, std::int64_t days);

} // namespace jisr::finance
