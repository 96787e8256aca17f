#include "modules/registry/organisation_handlers.hpp"

#include "core/hide.hpp"
#include "modules/registry/membership.hpp"
#include "modules/registry/organisation_registering.hpp"
#include "modules/registry/organisation_steps.hpp"
#include "modules/registry/organisation_store.hpp"
#include "modules/registry/organisation_view.hpp"
#include "modules/registry/person_handlers.hpp"
#include "modules/registry/registering.hpp"
#include "modules/registry/registration_rows.hpp"
#include "modules/registry/registry.hpp"

#include <algorithm>
#include <iterator>

namespace jisr::registry {

namespace {

using namespace service;

Result<OrganisationRow> requested_organisation(const Context& context, const Request& request)
{
    return visible_organisation(context.reader, context.actor, TRY(path_id(request)));
}

Result<void> carry_to_registrations(WriteContext& context, const OrganisationRow& row,
                                    const Occasion& occasion)
{
    return change_registrations(context,
                                TRY(registration_rows_of_organisation(context.reader, row.id)),
                                occasion, [&](RegistrationRow& registration) {
                                    carry_place(row, registration);
                                    registration.kind = core::code_of(row.kind);
                                });
}

/// 422 for a cooperative whose name another bears in the same commune: ODCO gives a name once, so
/// it is entered already.
Result<void> require_unknown(db::Reader& reader, const OrganisationRow& row)
{
    if (row.kind != OrganisationKind::Cooperative || !TRY(has_namesake(reader, row)))
        return {};
    return core::fail(
        core::problems::invalid(row.name_latin ? "/name_latin" : "/name_ar", "organisation_known"));
}

void add(std::vector<core::FieldError>& faults, std::vector<core::FieldError> more)
{
    faults.insert(faults.end(), std::make_move_iterator(more.begin()),
                  std::make_move_iterator(more.end()));
}

/// What is wrong with a draft besides its fields: told in the same answer as those.
std::vector<core::FieldError> faults_of_draft(const OrganisationDraft& draft, core::Date today)
{
    std::vector<core::FieldError> faults;
    if (!draft.consent_given)
        faults.push_back({"/consent_given", "consent_missing", {}});
    const bool registered =
        std::any_of(draft.steps.begin(), draft.steps.end(),
                    [](const LegalStepDraft& step) { return step.act == LegalAct::Register; });
    add(faults,
        below_the_minimum(draft, registered ? LegalState::Registered : LegalState::Forming));
    add(faults, faults_of_steps(draft.kind, draft.steps, today));
    return faults;
}

// POST /api/v1/organisations
Result<Response> register_organisation(WriteContext& context, const Request&,
                                       const OrganisationDraft& draft)
{
    OrganisationDraft kept = draft;
    TRY(name_members(context, kept));
    const auto today = context.clock.today();
    static_cast<OrganisationFields&>(kept) =
        TRY(checked(kept, today, faults_of_draft(kept, today)));
    TRY(require_open_edition(context.reader, kept.edition_id));
    const OrganisationRow row = TRY(enter_organisation(context, kept));
    TRY(require_unknown(context.writer, row));
    return versioned(created(TRY(whole(context, row)), "/api/v1/organisations/" + row.id.str()),
                     row.version);
}

PersonMembership membership_in(const OrganisationRow& row, const OrganisationMember& member)
{
    return {.organisation_id = row.id,
            .reference = row.reference,
            .kind = row.kind,
            .name_ar = row.name_ar,
            .name_latin = row.name_latin,
            .legal_state = row.legal_state,
            .state = row.state,
            .role = member.role,
            .shares = member.shares,
            .joined_on = member.joined_on,
            .left_on = member.left_on};
}

Result<Response> show_organisation(Context& context, const Request& request)
{
    return answer(context, TRY(requested_organisation(context, request)));
}

// PUT /api/v1/organisations/{id}
Result<Response> edit_organisation(WriteContext& context, const Request& request,
                                   const OrganisationFields& fields)
{
    const auto version = TRY(required_version(request));
    const OrganisationRow before = TRY(requested_organisation(context, request));
    TRY(context.actor.require(Permission::EditRegistrants, place_of(before)));
    if (version != before.version)
        return core::fail(core::problems::stale(core::to_json(fields),
                                                core::to_json(TRY(whole(context, before)))));
    if (fields.kind != before.kind && before.legal_state != LegalState::Forming)
        return core::fail(core::problems::invalid("/kind", "kind_has_steps"));
    OrganisationFields named = fields;
    TRY(name_members(context, named));
    OrganisationRow after = before;
    static_cast<OrganisationFields&>(after) =
        TRY(checked(named, context.clock.today(), below_the_minimum(named, before.legal_state)));
    after.consent_on = fields.consent_on ? fields.consent_on : before.consent_on;
    place(after);
    TRY(require_residence(context, Permission::EditRegistrants, place_of(after)));
    if (after.centre_id != before.centre_id)
        TRY(require_centre(context, Permission::EditRegistrants, after.centre_id,
                           after.commune_code));
    ++after.version;
    after.updated_at = context.clock.now();
    TRY(update_organisation(context.writer, after));
    TRY(context.log("organisation", after.id, after.version, "update", core::to_json(before),
                    core::to_json(after)));
    TRY(carry_to_registrations(context, after, {}));
    return answer(context, after);
}

Result<Response> change_state(WriteContext& context, const Request& request, const Reason& reason,
                              OrganisationState state)
{
    const OrganisationRow before = TRY(requested_organisation(context, request));
    TRY(context.actor.require(Permission::WithdrawRegistrants, place_of(before)));
    if (before.state == state)
        return answer(context, before);
    const OrganisationRow after = in_state(before, state, context.clock.now());
    Occasion occasion = occasion_of(state, reason.reason);
    if (after.legal_state == LegalState::Dissolved)
        occasion.state = RegistrationState::Withdrawn; // its file may come back, it does not
    TRY(update_organisation(context.writer, after));
    TRY(context.log("organisation", after.id, after.version, occasion.operation,
                    core::to_json(before), core::to_json(after), occasion.reason));
    TRY(carry_to_registrations(context, after, occasion));
    return answer(context, after);
}

Result<Response> withdraw(WriteContext& context, const Request& request, const Reason& reason)
{
    return change_state(context, request, reason, OrganisationState::Withdrawn);
}

Result<Response> restore(WriteContext& context, const Request& request, const Reason& reason)
{
    return change_state(context, request, reason, OrganisationState::Active);
}

Result<Response> show_organisations(Context& context, const Request&,
                                    const OrganisationQuery& query)
{
    return ok(TRY(list_organisations(context, query)));
}

Result<Response> find_organisations(Context& context, OrganisationNames& names,
                                    const SearchText& text)
{
    Page<OrganisationSummary> page;
    page.items = TRY(search_organisations(context, names, text.q));
    return ok(page);
}

Result<Response> show_history(Context& context, const Request& request)
{
    const OrganisationRow row = TRY(requested_organisation(context, request));
    Page<ChangeLine> page;
    page.items = TRY(history_of(context, "organisation", row.id));
    if (!context.actor.may(Permission::ViewSensitive, place_of(row)))
        for (auto& line : page.items) {
            core::hide_changes<OrganisationRow>(line.difference, core::Sensitivity::Sensitive);
            hide_sensitive_reason(line.reason);
        }
    return ok(page);
}

// GET /api/v1/persons/{id}/organisations
Result<Response> show_memberships(Context& context, const Request& request)
{
    const auto person = TRY(visible_person(context.reader, context.actor, TRY(path_id(request))));
    Page<PersonMembership> page;
    for (const auto& row : TRY(organisations_of_person(context.reader, person.id)))
        if (context.actor.may(Permission::ViewRegistrants, place_of(row.organisation)))
            for (const auto& member : row.organisation.members)
                if (member.person_id == row.person_id)
                    page.items.push_back(membership_in(row.organisation, member));
    return ok(page);
}

} // namespace

Result<OrganisationRow> visible_organisation(db::Reader& reader, const Actor& actor,
                                             const core::Id& id)
{
    auto organisation = TRY(get_organisation(reader, id));
    if (!actor.may(Permission::ViewRegistrants, place_of(organisation)))
        return core::fail(core::problems::not_found());
    return organisation;
}

Result<std::optional<identity::OrganisationPlace>> find_organisation_place(db::Reader& reader,
                                                                           const core::Id& id)
{
    const auto row = TRY(find_organisation(reader, id));
    if (!row)
        return std::optional<identity::OrganisationPlace>{};
    return identity::OrganisationPlace{
        .place = place_of(*row),
        .name_ar = row->name_ar.value_or(row->name_latin.value_or("")),
        .name_fr = row->name_latin.value_or(row->name_ar.value_or(""))};
}

Routes organisation_routes()
{
    using enum Permission;
    const std::string all = "/api/v1/organisations";
    const std::string one = all + "/{id}";
    Routes routes;
    routes.push_back(list<OrganisationQuery, OrganisationSummary>(
        all, ViewRegistrants, "Cooperatives and companies the actor may see", show_organisations));
    routes.push_back(search<SearchText, OrganisationSummary>(
        all + "/search", ViewRegistrants,
        "Cooperatives and companies by reference or a name, in either script",
        [names = std::make_shared<OrganisationNames>()](Context& context, const Request&,
                                                        const SearchText& text) {
            return find_organisations(context, *names, text);
        }));
    routes.push_back(post<OrganisationDraft, Organisation>(
        all, RegisterRegistrants, "Register a cooperative or company into an edition",
        register_organisation));
    routes.push_back(
        get<Organisation>(one, ViewRegistrants, "One cooperative or company", show_organisation));
    routes.push_back(put<OrganisationFields, Organisation>(
                         one, EditRegistrants, "Edit a cooperative or company", edit_organisation)
                         .versioned());
    routes.push_back(post<Reason, Organisation>(one + "/withdraw", WithdrawRegistrants,
                                                "Withdraw it, with the reason", withdraw, 200));
    routes.push_back(post<Reason, Organisation>(one + "/restore", WithdrawRegistrants, "Restore it",
                                                restore, 200));
    routes.push_back(items<ChangeLine>(one + "/history", ViewRegistrants,
                                       "What happened to the file", show_history));
    routes.push_back(items<PersonMembership>("/api/v1/persons/{id}/organisations", ViewRegistrants,
                                             "Cooperatives and companies she is or was a member of",
                                             show_memberships));
    for (auto& route : organisation_step_routes())
        routes.push_back(std::move(route));
    return routes;
}

} // namespace jisr::registry
