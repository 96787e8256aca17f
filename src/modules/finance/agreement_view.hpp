#pragma once

#include "modules/finance/agreement.hpp"
#include "modules/finance/partner.hpp"

/// Agreements as they are shown: with the names of what they name, and with what follows from them.
namespace jisr::finance {

/// A party by its name.
struct PartyName
{
    core::Id id; ///< of the partner
    std::string name_ar;
    std::string name_fr;
    PartnerKind kind = PartnerKind::Other;
    PartnerState state = PartnerState::Active;

    static constexpr std::string_view kRecord = "finance.PartyName";
};
BOOST_DESCRIBE_STRUCT(PartyName, (), (id, name_ar, name_fr, kind, state))

/// Whether a regional council is among them: it must adopt what it is a party to.
bool needs_council(const std::vector<PartyName>& parties);

/// An edition by its name and its programme's.
struct EditionName
{
    core::Id id;
    core::Id programme_id;
    std::string programme_name_ar;
    std::string programme_name_fr;
    std::string name_ar;
    std::string name_fr;
    core::Date ends_on;

    static constexpr std::string_view kRecord = "finance.EditionName";
};
BOOST_DESCRIBE_STRUCT(EditionName, (),
                      (id, programme_id, programme_name_ar, programme_name_fr, name_ar, name_fr,
                       ends_on))

/// A version of an agreement that its parties made anew.
struct Amendment
{
    core::Id id;
    std::int64_t number = 1;
    core::Date amended_on;
    std::string reason;
    core::json::object difference; ///< {"ends_on": [before, after], …}
    std::int64_t version = 1;      ///< of the agreement with it
    core::Instant recorded_at;
    std::string recorded_by_name;

    static constexpr std::string_view kRecord = "finance.Amendment";
};
BOOST_DESCRIBE_STRUCT(Amendment, (),
                      (id, number, amended_on, reason, difference, version, recorded_at,
                       recorded_by_name))

struct Agreement : KeptAgreement
{
    AgreementState state = AgreementState::Draft;
    bool may_change = false;         ///< for the reader
    std::vector<PartyName> partners; ///< in the order of the parties
    std::vector<EditionName> editions;
    AmountTotals totals;
    std::vector<Amendment> amendments; ///< the first one first

    static constexpr std::string_view kRecord = "finance.Agreement";
};
BOOST_DESCRIBE_STRUCT(Agreement, (KeptAgreement),
                      (state, may_change, partners, editions, totals, amendments))

/// A line of the list.
struct AgreementSummary
{
    core::Id id;
    std::string reference;
    std::string title_ar;
    std::string title_fr;
    std::optional<std::string> region_code;
    std::optional<core::Date> signed_on;
    core::Date starts_on;
    core::Date ends_on;
    AgreementState state = AgreementState::Draft;
    bool withdrawn = false;
    std::int64_t centimes = 0; ///< over all parties and years
    std::vector<PartyName> partners;
    std::int64_t version = 1;

    static constexpr std::string_view kRecord = "finance.AgreementSummary";
};
BOOST_DESCRIBE_STRUCT(AgreementSummary, (),
                      (id, reference, title_ar, title_fr, region_code, signed_on, starts_on,
                       ends_on, state, withdrawn, centimes, partners, version))

} // namespace jisr::finance
