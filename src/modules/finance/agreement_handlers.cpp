#include "modules/finance/agreement_handlers.hpp"

#include "modules/finance/agreement_list_store.hpp"
#include "modules/finance/agreement_store.hpp"
#include "modules/finance/partner_handlers.hpp"
#include "service/audit_store.hpp"

namespace jisr::finance {

namespace {

using namespace service;

/// How long before its end an agreement is warned of, unless the reader asks for another time.
struct EndingQuery
{
    std::int64_t days = 90;

    static constexpr std::string_view kRecord = "finance.EndingQuery";
    static constexpr std::array kFields{core::field("days").range(1, 730).defaulted()};
};
BOOST_DESCRIBE_STRUCT(EndingQuery, (), (days))

struct Cancellation
{
    core::Date cancelled_on;
    std::string reason;

    static constexpr std::string_view kRecord = "finance.Cancellation";
    static constexpr std::array kFields{core::field("reason").length(500).lines()};
};
BOOST_DESCRIBE_STRUCT(Cancellation, (), (cancelled_on, reason))

Result<Response> show_agreements(Context& context, const Request&, const AgreementQuery& query)
{
    const auto sight = TRY(sight_of(context.actor, context.reader));
    return ok(TRY(list_agreements(context.reader, sight, context.clock.today(), query)));
}

// GET /api/v1/agreements/ending
Result<Response> show_ending(Context& context, const Request&, const EndingQuery& query)
{
    const auto sight = TRY(sight_of(context.actor, context.reader));
    Page<EndingAgreement> page;
    page.items = TRY(ending_agreements(context.reader, sight, context.clock.today(), query.days));
    return ok(page);
}

// POST /api/v1/agreements
Result<Response> add_agreement(WriteContext& context, const Request&, const AgreementFields& fields)
{
    const auto kept = TRY(checked(fields, context.clock.today()));
    TRY(context.actor.require(Permission::ManageAgreements, place_of(kept.region_code)));
    TRY(require_known(context, kept, nullptr));
    KeptAgreement agreement = with_fields({}, kept);
    agreement.id = core::Id::make();
    agreement.created_at = agreement.updated_at = context.clock.now();
    agreement.created_by_name = context.actor.name;
    TRY(insert_agreement(context.writer, agreement));
    TRY(context.log("agreement", agreement.id, agreement.version, "create", nullptr,
                    core::to_json(agreement)));
    Response response = TRY(answer_with(context, agreement));
    response.status = 201;
    response.headers.emplace_back("Location", "/api/v1/agreements/" + agreement.id.str());
    return response;
}

Result<Response> show_agreement(Context& context, const Request& request)
{
    return answer_with(context, TRY(visible_agreement(context, TRY(path_id(request)))));
}

// PUT /api/v1/agreements/{id}
// What was signed is corrected with a reason; what the parties agree anew is an amendment.
Result<Response> correct_agreement(WriteContext& context, const Request& request,
                                   const AgreementDraft& draft)
{
    const auto before = TRY(changeable_agreement(context, TRY(path_id(request))));
    TRY(require_current(context, request, before, core::to_json(draft)));
    const auto fields = TRY(checked(draft, context.clock.today()));
    TRY(context.actor.require(Permission::ManageAgreements, place_of(fields.region_code)));
    TRY(require_known(context, fields, &before));
    if (before.signed_on && !draft.reason)
        return core::fail(core::problems::invalid("/reason", "required"));
    return answer_with(context, TRY(replace(context, before, with_fields(before, fields), "update",
                                            draft.reason.value_or(""))));
}

// POST /api/v1/agreements/{id}/cancel
Result<Response> cancel(WriteContext& context, const Request& request, const Cancellation& given)
{
    const auto before = TRY(changeable_agreement(context, TRY(path_id(request))));
    if (given.cancelled_on > context.clock.today())
        return core::fail(core::problems::invalid("/cancelled_on", "date_in_the_future"));
    if (before.signed_on && given.cancelled_on < *before.signed_on)
        return core::fail(core::problems::invalid("/cancelled_on", "date_before_signing"));
    KeptAgreement after = before;
    after.cancelled_on = given.cancelled_on;
    return answer_with(context,
                       TRY(replace(context, before, std::move(after), "cancel", given.reason)));
}

Result<Response> reinstate(WriteContext& context, const Request& request, const StateReason& why)
{
    const auto before = TRY(changeable_agreement(context, TRY(path_id(request))));
    if (!before.cancelled_on)
        return answer_with(context, before);
    KeptAgreement after = before;
    after.cancelled_on.reset();
    return answer_with(context,
                       TRY(replace(context, before, std::move(after), "reinstate", why.reason)));
}

Result<Response> set_withdrawn(WriteContext& context, const Request& request, bool withdrawn,
                               std::string_view reason)
{
    const auto before = TRY(visible_agreement(context, TRY(path_id(request))));
    TRY(context.actor.require(Permission::ManageAgreements, place_of(before.region_code)));
    if (before.withdrawn == withdrawn)
        return answer_with(context, before);
    KeptAgreement after = before;
    after.withdrawn = withdrawn;
    return answer_with(context, TRY(replace(context, before, std::move(after),
                                            withdrawn ? "withdraw" : "restore", reason)));
}

Result<Response> withdraw(WriteContext& context, const Request& request, const StateReason& why)
{
    return set_withdrawn(context, request, true, why.reason);
}

Result<Response> restore(WriteContext& context, const Request& request, const StateReason& why)
{
    return set_withdrawn(context, request, false, why.reason);
}

Result<Response> show_history(Context& context, const Request& request)
{
    const auto agreement = TRY(visible_agreement(context, TRY(path_id(request))));
    Page<ChangeLine> page;
    page.items = TRY(history_of(context, "agreement", agreement.id));
    return ok(page);
}

void add_state_routes(Routes& routes, const std::string& one)
{
    using enum Permission;
    routes.push_back(post<Cancellation, Agreement>(
        one + "/cancel", ManageAgreements, "Cancel an agreement, with the reason", cancel, 200));
    routes.push_back(post<StateReason, Agreement>(one + "/reinstate", ManageAgreements,
                                                  "Take a cancellation back", reinstate, 200));
    routes.push_back(post<StateReason, Agreement>(one + "/withdraw", ManageAgreements,
                                                  "Withdraw what was entered by mistake", withdraw,
                                                  200));
    routes.push_back(post<StateReason, Agreement>(one + "/restore", ManageAgreements,
                                                  "Restore a withdrawn agreement", restore, 200));
}

} // namespace

Routes agreement_routes()
{
    using enum Permission;
    const std::string all = "/api/v1/agreements";
    const std::string one = all + "/{id}";
    Routes routes;
    routes.push_back(list<AgreementQuery, AgreementSummary>(
        all, ViewAgreements, "Agreements the actor may see", show_agreements));
    routes.push_back(list<EndingQuery, EndingAgreement>(
        all + "/ending", ViewAgreements,
        "Agreements that end soon, or have ended under a running edition", show_ending));
    routes.push_back(
        post<AgreementFields, Agreement>(all, ManageAgreements, "Add an agreement", add_agreement));
    routes.push_back(get<Agreement>(one, ViewAgreements, "One agreement", show_agreement));
    routes.push_back(put<AgreementDraft, Agreement>(one, ManageAgreements, "Correct an agreement",
                                                    correct_agreement)
                         .versioned());
    add_state_routes(routes, one);
    routes.push_back(items<ChangeLine>(one + "/history", ViewAgreements,
                                       "What happened to the agreement", show_history));
    return routes;
}

} // namespace jisr::finance
