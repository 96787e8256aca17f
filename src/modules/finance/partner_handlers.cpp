#include "modules/finance/partner_handlers.hpp"

#include "modules/finance/finance.hpp"
#include "modules/finance/partner_store.hpp"
#include "service/audit_store.hpp"

namespace jisr::finance {

namespace {

using namespace service;

Result<Partner> visible_partner(const Context& context, const Request& request)
{
    auto partner = TRY(find_partner(context.reader, TRY(path_id(request))));
    const auto sight = TRY(sight_of(context.actor, context.reader));
    if (!partner || !(sight.covers(partner->region_code) || sight.is(partner->id)))
        return core::fail(core::problems::not_found());
    return std::move(*partner);
}

Result<Partner> manageable_partner(const Context& context, const Request& request)
{
    auto partner = TRY(visible_partner(context, request));
    TRY(context.actor.require(Permission::ManageAgreements, place_of(partner.region_code)));
    return partner;
}

Result<Response> answer(const Partner& partner)
{
    return versioned(ok(partner), partner.version);
}

Result<Response> replace(WriteContext& context, const Partner& before, Partner after,
                         std::string_view operation, std::string_view reason = {})
{
    after.version = before.version + 1;
    after.updated_at = context.clock.now();
    TRY(update_partner(context.writer, after));
    TRY(context.log("partner", after.id, after.version, operation, core::to_json(before),
                    core::to_json(after), reason));
    return answer(after);
}

Result<Response> show_partners(Context& context, const Request&, const PartnerQuery& query)
{
    const auto sight = TRY(sight_of(context.actor, context.reader));
    return ok(TRY(list_partners(context.reader, sight, query)));
}

// POST /api/v1/partners
Result<Response> add_partner(WriteContext& context, const Request&, const PartnerFields& fields)
{
    Partner partner;
    static_cast<PartnerFields&>(partner) = TRY(checked(fields));
    TRY(context.actor.require(Permission::ManageAgreements, place_of(partner.region_code)));
    partner.id = core::Id::make();
    partner.updated_at = context.clock.now();
    TRY(insert_partner(context.writer, partner));
    TRY(context.log("partner", partner.id, partner.version, "create", nullptr,
                    core::to_json(partner)));
    return versioned(created(partner, "/api/v1/partners/" + partner.id.str()), partner.version);
}

Result<Response> show_partner(Context& context, const Request& request)
{
    return answer(TRY(visible_partner(context, request)));
}

// PUT /api/v1/partners/{id}
Result<Response> change_partner(WriteContext& context, const Request& request,
                                const PartnerFields& fields)
{
    const auto version = TRY(required_version(request));
    const auto before = TRY(manageable_partner(context, request));
    if (version != before.version)
        return core::fail(core::problems::stale(core::to_json(fields), core::to_json(before)));
    Partner after = before;
    static_cast<PartnerFields&>(after) = TRY(checked(fields));
    TRY(context.actor.require(Permission::ManageAgreements, place_of(after.region_code)));
    return replace(context, before, std::move(after), "update");
}

Result<Response> change_state(WriteContext& context, const Request& request, PartnerState state,
                              std::string_view reason)
{
    const auto before = TRY(manageable_partner(context, request));
    if (before.state == state)
        return answer(before);
    Partner after = before;
    after.state = state;
    return replace(context, before, std::move(after),
                   state == PartnerState::Active ? "restore" : "withdraw", reason);
}

Result<Response> withdraw(WriteContext& context, const Request& request, const StateReason& why)
{
    return change_state(context, request, PartnerState::Withdrawn, why.reason);
}

Result<Response> restore(WriteContext& context, const Request& request, const StateReason& why)
{
    return change_state(context, request, PartnerState::Active, why.reason);
}

Result<Response> show_history(Context& context, const Request& request)
{
    const auto partner = TRY(visible_partner(context, request));
    Page<ChangeLine> page;
    page.items = TRY(history_of(context, "partner", partner.id));
    return ok(page);
}

} // namespace

Result<std::optional<identity::OrganisationPlace>> find_partner_place(db::Reader& reader,
                                                                      const core::Id& id)
{
    const auto partner = TRY(find_partner(reader, id));
    if (!partner)
        return std::optional<identity::OrganisationPlace>{};
    Place place = place_of(partner->region_code);
    place.organisation_id = partner->id;
    return identity::OrganisationPlace{std::move(place), partner->name_ar, partner->name_fr};
}

Routes partner_routes()
{
    using enum Permission;
    const std::string all = "/api/v1/partners";
    const std::string one = all + "/{id}";
    Routes routes;
    routes.push_back(list<PartnerQuery, Partner>(
        all, ViewAgreements, "Partners of the programmes, by name", show_partners));
    routes.push_back(
        post<PartnerFields, Partner>(all, ManageAgreements, "Add a partner", add_partner));
    routes.push_back(get<Partner>(one, ViewAgreements, "One partner", show_partner));
    routes.push_back(
        put<PartnerFields, Partner>(one, ManageAgreements, "Change a partner", change_partner)
            .versioned());
    routes.push_back(post<StateReason, Partner>(
        one + "/withdraw", ManageAgreements, "Withdraw a partner, with the reason", withdraw, 200));
    routes.push_back(post<StateReason, Partner>(one + "/restore", ManageAgreements,
                                                "Restore a withdrawn partner", restore, 200));
    routes.push_back(items<ChangeLine>(one + "/history", ViewAgreements,
                                       "What happened to the partner", show_history));
    return routes;
}

} // namespace jisr::finance
