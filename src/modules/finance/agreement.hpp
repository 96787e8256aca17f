#pragma once

#include "modules/finance/amounts.hpp"

/// Partnership agreements (اتفاقيات الشراكة, conventions de partenariat) and what of them follows
/// from their dates.
namespace jisr::finance {

namespace detail {

/// The rules of a record that has one field more than another.
template <std::size_t N>
constexpr std::array<core::Field, N + 1> with(const std::array<core::Field, N>& rules,
                                              core::Field one)
{
    std::array<core::Field, N + 1> all{};
    std::copy(rules.begin(), rules.end(), all.begin());
    all[N] = one;
    return all;
}

} // namespace detail

/// Follows from the dates, the day and the council's decision; it is nowhere kept.
enum class AgreementState {
    Draft,
    AwaitingRatification, ///< signed; the council has not adopted it
    Rejected,             ///< by the council
    Signed,
    InForce,
    Ended,
    Cancelled
};
BOOST_DESCRIBE_ENUM(AgreementState, Draft, AwaitingRatification, Rejected, Signed, InForce, Ended,
                    Cancelled)

struct AgreementParty
{
    core::Id partner_id;
    std::optional<std::string> commitment; ///< in the words of the agreement

    static constexpr std::string_view kRecord = "finance.AgreementParty";
    static constexpr std::array kFields{core::field("commitment").length(2000).lines()};
};
BOOST_DESCRIBE_STRUCT(AgreementParty, (), (partner_id, commitment))

enum class RatificationResult { Adopted, Rejected, Postponed };
BOOST_DESCRIBE_ENUM(RatificationResult, Adopted, Rejected, Postponed)

/// What the council of the region decided on it.
struct Ratification
{
    std::string session; ///< "دورة مارس 2026"
    core::Date decided_on;
    std::optional<std::string> decision_number;
    RatificationResult result = RatificationResult::Adopted;

    static constexpr std::string_view kRecord = "finance.Ratification";
    static constexpr std::array kFields{core::field("session").length(120),
                                        core::field("decision_number").length(60),
                                        core::field("result").defaulted()};
};
BOOST_DESCRIBE_STRUCT(Ratification, (), (session, decided_on, decision_number, result))

/// What the paper says, apart from its parties.
struct AgreementTexts
{
    std::string reference;
    std::string title_ar;
    std::string title_fr;
    std::optional<std::string> object;
    std::optional<std::string> region_code; ///< none: the nation
    std::optional<core::Date> signed_on;    ///< none: a draft
    core::Date starts_on;
    core::Date ends_on; ///< the last day
    std::optional<Ratification> ratification;
    std::optional<std::string> notes;
};
BOOST_DESCRIBE_STRUCT(AgreementTexts, (),
                      (reference, title_ar, title_fr, object, region_code, signed_on, starts_on,
                       ends_on, ratification, notes))

/// All that is asked of an agreement and may be edited later.
struct AgreementFields : AgreementTexts
{
    std::vector<AgreementParty> parties;
    std::vector<AgreementAmount> amounts;
    std::vector<core::Id> edition_ids; ///< that rest on it

    static constexpr std::string_view kRecord = "finance.AgreementFields";
    static constexpr std::array kFields{
        core::field("reference").length(60),  core::field("title_ar").length(300),
        core::field("title_fr").length(300),  core::field("object").length(4000).lines(),
        core::field("region_code").length(2), core::field("notes").length(2000).lines(),
        core::field("parties").length(40),    core::field("amounts").length(1000),
        core::field("edition_ids").length(40)};
};
BOOST_DESCRIBE_STRUCT(AgreementFields, (AgreementTexts), (parties, amounts, edition_ids))

/// A change; what was signed is corrected with a reason only.
struct AgreementDraft : AgreementFields
{
    std::optional<std::string> reason;

    static constexpr std::string_view kRecord = "finance.AgreementDraft";
    static constexpr auto kFields =
        detail::with(AgreementFields::kFields, core::field("reason").length(500).lines());
};
BOOST_DESCRIBE_STRUCT(AgreementDraft, (AgreementFields), (reason))

/// What the parties agreed anew (ملحق, avenant), and the agreement as it stands with it.
struct AmendmentDraft : AgreementFields
{
    core::Date amended_on;
    std::string reason;

    static constexpr std::string_view kRecord = "finance.AmendmentDraft";
    static constexpr auto kFields =
        detail::with(AgreementFields::kFields, core::field("reason").length(500).lines());
};
BOOST_DESCRIBE_STRUCT(AmendmentDraft, (AgreementFields), (amended_on, reason))

/// A row of table agreement.
struct AgreementRow : AgreementTexts
{
    core::Id id;
    std::optional<core::Date> cancelled_on;
    bool withdrawn = false; ///< entered by mistake: out of the lists and the sums
    core::Instant created_at;
    std::string created_by_name;
    std::int64_t version = 1;
    core::Instant updated_at;
};
BOOST_DESCRIBE_STRUCT(AgreementRow, (AgreementTexts),
                      (id, cancelled_on, withdrawn, created_at, created_by_name, version,
                       updated_at))

/// An agreement as it is kept.
struct KeptAgreement : AgreementRow
{
    std::vector<AgreementParty> parties;
    std::vector<AgreementAmount> amounts;
    std::vector<core::Id> edition_ids;
};
BOOST_DESCRIBE_STRUCT(KeptAgreement, (AgreementRow), (parties, amounts, edition_ids))

/// `fields` in the form in which they are kept; 422 with every fault that they show by themselves:
/// fewer than two parties, one named twice, dates out of order, amounts of nobody or of a year in
/// which it does not run.
core::Result<AgreementFields> checked(const AgreementFields& given, core::Date today);

/// The fields as they stand in an agreement, and the agreement with other fields.
AgreementFields fields_of(const KeptAgreement& agreement);
KeptAgreement with_fields(KeptAgreement agreement, const AgreementFields& fields);

/// What the council decided rules over the dates; `needs_council`: one is a party, so that it must
/// adopt the agreement before it comes into force.
AgreementState state_of(const AgreementRow& agreement, bool needs_council, core::Date today);

/// Whether an agreement in this state binds its parties, now, later or until it ended.
bool binds(AgreementState state);

/// Whether the parties can amend it: they signed it, and it was neither cancelled, withdrawn nor
/// rejected. One that awaits the council may be amended to its wishes.
bool can_be_amended(const AgreementRow& agreement);

} // namespace jisr::finance
