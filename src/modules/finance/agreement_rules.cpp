#include "modules/finance/agreement_handlers.hpp"
#include "modules/finance/agreement_store.hpp"
#include "modules/finance/partner_store.hpp"
#include "modules/programmes/programmes.hpp"

#include <algorithm>

namespace jisr::finance {

using namespace service;

namespace {

bool is_party(const KeptAgreement& agreement, const core::Id& partner_id)
{
    return std::any_of(agreement.parties.begin(), agreement.parties.end(),
                       [&](const auto& party) { return party.partner_id == partner_id; });
}

bool sees(const Sight& sight, const KeptAgreement& agreement)
{
    if (!agreement.signed_on && !sight.drafts())
        return false;
    return sight.covers(agreement.region_code) ||
           std::any_of(sight.partners().begin(), sight.partners().end(),
                       [&](const core::Id& id) { return is_party(agreement, id); });
}

/// The code of what keeps a partner from being a party; empty when nothing does.
Result<std::string_view> fault_of_partner(db::Reader& reader, const Sight& sight,
                                          const core::Id& id)
{
    const auto partner = TRY(find_partner(reader, id));
    if (!partner || !(sight.covers(partner->region_code) || sight.is(id)))
        return "unknown_partner";
    return partner->state == PartnerState::Withdrawn ? "partner_withdrawn" : "";
}

Result<std::vector<core::FieldError>> faults_of_parties(const Context& context,
                                                        const AgreementFields& fields,
                                                        const KeptAgreement* before)
{
    std::vector<core::FieldError> faults;
    const auto sight = TRY(sight_of(context.actor, context.reader));
    for (std::size_t i = 0; i < fields.parties.size(); ++i) {
        const auto& id = fields.parties[i].partner_id;
        if (before != nullptr && is_party(*before, id))
            continue;
        const auto code = TRY(fault_of_partner(context.reader, sight, id));
        if (!code.empty())
            faults.push_back(
                {"/parties/" + std::to_string(i) + "/partner_id", std::string(code), {}});
    }
    return faults;
}

Result<Agreement> whole(const Context& context, const KeptAgreement& kept)
{
    Agreement agreement;
    static_cast<KeptAgreement&>(agreement) = kept;
    agreement.partners = TRY(party_names(context.reader, kept.id));
    agreement.editions = TRY(edition_names(context.reader, kept.id));
    agreement.amendments = TRY(amendments_of(context.reader, kept.id));
    agreement.totals = totals_of(kept.amounts);
    agreement.state = state_of(kept, needs_council(agreement.partners), context.clock.today());
    agreement.may_change =
        context.actor.may(Permission::ManageAgreements, place_of(kept.region_code));
    return agreement;
}

} // namespace

bool needs_council(const std::vector<PartyName>& parties)
{
    return std::any_of(parties.begin(), parties.end(), [](const PartyName& party) {
        return party.kind == PartnerKind::RegionalCouncil;
    });
}

Result<KeptAgreement> visible_agreement(const Context& context, const core::Id& id)
{
    auto agreement = TRY(find_agreement(context.reader, id));
    const auto sight = TRY(sight_of(context.actor, context.reader));
    if (!agreement || !sees(sight, *agreement))
        return core::fail(core::problems::not_found());
    return std::move(*agreement);
}

Result<KeptAgreement> changeable_agreement(const Context& context, const core::Id& id)
{
    auto agreement = TRY(visible_agreement(context, id));
    TRY(context.actor.require(Permission::ManageAgreements, place_of(agreement.region_code)));
    if (agreement.withdrawn)
        return core::fail(core::problems::conflict("agreement_withdrawn"));
    return agreement;
}

Result<Response> answer_with(const Context& context, const KeptAgreement& agreement)
{
    return versioned(ok(TRY(whole(context, agreement))), agreement.version);
}

Result<void> require_current(const Context& context, const Request& request,
                             const KeptAgreement& current, const core::json::value& yours)
{
    if (TRY(required_version(request)) != current.version)
        return core::fail(
            core::problems::stale(yours, core::to_json(TRY(whole(context, current)))));
    return {};
}

Result<void> require_known(const Context& context, const AgreementFields& fields,
                           const KeptAgreement* before)
{
    auto faults = TRY(faults_of_parties(context, fields, before));
    for (std::size_t i = 0; i < fields.edition_ids.size(); ++i)
        if (!TRY(programmes::find_edition(context.reader, fields.edition_ids[i])))
            faults.push_back({"/edition_ids/" + std::to_string(i), "unknown_edition", {}});
    const auto holder =
        TRY(find_agreement_by_reference(context.reader, fields.region_code, fields.reference));
    if (holder && (before == nullptr || *holder != before->id))
        faults.push_back({"/reference", "reference_taken", {}});
    if (!faults.empty())
        return core::fail(core::problems::invalid(std::move(faults)));
    return {};
}

Result<KeptAgreement> replace(WriteContext& context, const KeptAgreement& before,
                              KeptAgreement after, std::string_view operation,
                              std::string_view reason)
{
    after.version = before.version + 1;
    after.updated_at = context.clock.now();
    TRY(update_agreement(context.writer, after));
    TRY(context.log("agreement", after.id, after.version, operation, core::to_json(before),
                    core::to_json(after), reason));
    return after;
}

} // namespace jisr::finance
