#include "modules/finance/amendment_handlers.hpp"

#include "modules/finance/agreement_handlers.hpp"
#include "modules/finance/agreement_store.hpp"

namespace jisr::finance {

namespace {

using namespace service;

/// The day from which an agreement can be amended: of its signing, or of the amendment before.
core::Date earliest_day(const KeptAgreement& agreement, const std::vector<Amendment>& before)
{
    return before.empty() ? *agreement.signed_on : before.back().amended_on;
}

/// 422 for a day before the one from which it can be amended, or after today; and for what an
/// amendment cannot change: when the agreement itself was signed.
Result<void> require_in_order(const WriteContext& context, const KeptAgreement& agreement,
                              const std::vector<Amendment>& before, const AmendmentDraft& draft)
{
    if (draft.amended_on > context.clock.today())
        return core::fail(core::problems::invalid("/amended_on", "date_in_the_future"));
    if (draft.amended_on < earliest_day(agreement, before))
        return core::fail(core::problems::invalid("/amended_on", "date_before_signing"));
    if (draft.signed_on != agreement.signed_on)
        return core::fail(core::problems::invalid("/signed_on", "not_by_amendment"));
    return {};
}

/// What the parties changed, member by member.
core::json::object difference_of(const KeptAgreement& before, const AgreementFields& after)
{
    return core::difference(core::to_json(fields_of(before)), core::to_json(after));
}

// POST /api/v1/agreements/{id}/amendments
Result<Response> amend(WriteContext& context, const Request& request, const AmendmentDraft& draft)
{
    const auto before = TRY(changeable_agreement(context, TRY(path_id(request))));
    TRY(require_current(context, request, before, core::to_json(draft)));
    if (!can_be_amended(before))
        return core::fail(core::problems::conflict("agreement_not_binding"));
    TRY(require_in_order(context, before, TRY(amendments_of(context.reader, before.id)), draft));
    AmendmentDraft kept = draft;
    static_cast<AgreementFields&>(kept) = TRY(checked(draft, context.clock.today()));
    TRY(context.actor.require(Permission::ManageAgreements, place_of(kept.region_code)));
    TRY(require_known(context, kept, &before));
    Response response = TRY(answer_with(context, TRY(enter_amendment(context, before, kept))));
    response.status = 201;
    return response;
}

} // namespace

Result<KeptAgreement> enter_amendment(WriteContext& context, const KeptAgreement& before,
                                      const AmendmentDraft& draft)
{
    auto difference = difference_of(before, draft);
    if (difference.empty())
        return core::fail(core::problems::conflict("nothing_amended"));
    const auto earlier = TRY(amendments_of(context.reader, before.id));
    auto after = TRY(replace(context, before, with_fields(before, draft), "amend", draft.reason));
    TRY(insert_amendment(context.writer, after.id,
                         {.id = core::Id::make(),
                          .number = static_cast<std::int64_t>(earlier.size()) + 1,
                          .amended_on = draft.amended_on,
                          .reason = draft.reason,
                          .difference = std::move(difference),
                          .version = after.version,
                          .recorded_at = context.clock.now(),
                          .recorded_by_name = context.actor.name}));
    return after;
}

Routes amendment_routes()
{
    Routes routes;
    routes.push_back(post<AmendmentDraft, Agreement>(
                         "/api/v1/agreements/{id}/amendments", Permission::ManageAgreements,
                         "Amend an agreement: what its parties agreed anew", amend)
                         .versioned());
    return routes;
}

} // namespace jisr::finance
