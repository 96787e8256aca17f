#include "modules/finance/agreement.hpp"

#include "modules/territory/territory.hpp"
#include "tabular/text.hpp"

#include <set>
#include <tuple>

namespace jisr::finance {

namespace {

constexpr std::size_t kFewestParties = 2;
/// Longer than any that is made, and short enough for its years to stand side by side.
constexpr int kMostYears = 30;

class Faults
{
  public:
    void add(std::string pointer, std::string_view code, core::json::object params = {})
    {
        errors_.push_back({std::move(pointer), std::string(code), std::move(params)});
    }

    [[nodiscard]] core::Result<void> outcome()
    {
        if (errors_.empty())
            return {};
        return core::fail(core::problems::invalid(std::move(errors_)));
    }

  private:
    std::vector<core::FieldError> errors_;
};

std::string entry(std::string_view list, std::size_t index, std::string_view member = {})
{
    std::string pointer = "/";
    pointer.append(list).append("/").append(std::to_string(index));
    return member.empty() ? pointer : pointer.append("/").append(member);
}

void check_texts(AgreementFields& fields, Faults& faults)
{
    const auto clean = [&](std::string& text, const char* pointer) {
        text = tabular::clean_text(text);
        if (text.empty())
            faults.add(pointer, "required");
    };
    clean(fields.reference, "/reference");
    clean(fields.title_ar, "/title_ar");
    clean(fields.title_fr, "/title_fr");
    if (fields.region_code && territory::find_region(*fields.region_code) == nullptr)
        faults.add("/region_code", "unknown_region");
}

void check_dates(const AgreementFields& fields, core::Date today, Faults& faults)
{
    if (fields.ends_on < fields.starts_on)
        faults.add("/ends_on", "ends_before_start");
    else if (fields.ends_on.year() - fields.starts_on.year() >= kMostYears)
        faults.add("/ends_on", "agreement_too_long", {{"most", kMostYears}});
    if (fields.signed_on && *fields.signed_on > today)
        faults.add("/signed_on", "date_in_the_future");
    else if (fields.signed_on && *fields.signed_on > fields.ends_on)
        faults.add("/signed_on", "signed_after_end");
    if (fields.ratification && fields.ratification->decided_on > today)
        faults.add("/ratification/decided_on", "date_in_the_future");
}

std::set<core::Id> check_parties(const AgreementFields& fields, Faults& faults)
{
    std::set<core::Id> parties;
    if (fields.parties.size() < kFewestParties)
        faults.add("/parties", "too_few_parties", {{"least", kFewestParties}});
    for (std::size_t i = 0; i < fields.parties.size(); ++i)
        if (!parties.insert(fields.parties[i].partner_id).second)
            faults.add(entry("parties", i, "partner_id"), "given_twice");
    return parties;
}

void check_amounts(const AgreementFields& fields, const std::set<core::Id>& parties, Faults& faults)
{
    std::set<std::tuple<core::Id, std::int64_t, Contribution>> known;
    for (std::size_t i = 0; i < fields.amounts.size(); ++i) {
        const auto& amount = fields.amounts[i];
        if (!parties.contains(amount.partner_id))
            faults.add(entry("amounts", i, "partner_id"), "not_a_party");
        if (amount.year < fields.starts_on.year() || amount.year > fields.ends_on.year())
            faults.add(entry("amounts", i, "year"), "year_outside_agreement");
        else if (!known.insert({amount.partner_id, amount.year, amount.contribution}).second)
            faults.add(entry("amounts", i), "given_twice");
    }
    if (!within_limit(fields.amounts))
        faults.add("/amounts", "total_too_large");
}

void check_editions(const AgreementFields& fields, Faults& faults)
{
    std::set<core::Id> known;
    for (std::size_t i = 0; i < fields.edition_ids.size(); ++i)
        if (!known.insert(fields.edition_ids[i]).second)
            faults.add(entry("edition_ids", i), "given_twice");
}

} // namespace

core::Result<AgreementFields> checked(const AgreementFields& given, core::Date today)
{
    AgreementFields fields = given;
    Faults faults;
    check_texts(fields, faults);
    check_dates(fields, today, faults);
    check_amounts(fields, check_parties(fields, faults), faults);
    check_editions(fields, faults);
    TRY(faults.outcome());
    return fields;
}

AgreementFields fields_of(const KeptAgreement& agreement)
{
    AgreementFields fields;
    static_cast<AgreementTexts&>(fields) = agreement;
    fields.parties = agreement.parties;
    fields.amounts = agreement.amounts;
    fields.edition_ids = agreement.edition_ids;
    return fields;
}

KeptAgreement with_fields(KeptAgreement agreement, const AgreementFields& fields)
{
    static_cast<AgreementTexts&>(agreement) = fields;
    agreement.parties = fields.parties;
    agreement.amounts = fields.amounts;
    agreement.edition_ids = fields.edition_ids;
    return agreement;
}

AgreementState state_of(const AgreementRow& agreement, bool needs_council, core::Date today)
{
    if (agreement.cancelled_on)
        return AgreementState::Cancelled;
    if (!agreement.signed_on)
        return AgreementState::Draft;
    const auto& decision = agreement.ratification;
    if (decision && decision->result == RatificationResult::Rejected)
        return AgreementState::Rejected;
    if (decision ? decision->result == RatificationResult::Postponed : needs_council)
        return AgreementState::AwaitingRatification;
    if (today < agreement.starts_on)
        return AgreementState::Signed;
    return today > agreement.ends_on ? AgreementState::Ended : AgreementState::InForce;
}

bool binds(AgreementState state)
{
    return state == AgreementState::Signed || state == AgreementState::InForce ||
           state == AgreementState::Ended;
}

bool can_be_amended(const AgreementRow& agreement)
{
    const bool rejected =
        agreement.ratification && agreement.ratification->result == RatificationResult::Rejected;
    return agreement.signed_on && !agreement.cancelled_on && !agreement.withdrawn && !rejected;
}

} // namespace jisr::finance
