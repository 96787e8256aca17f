#include "modules/registry/organisation_steps.hpp"

#include "modules/registry/membership.hpp"
#include "modules/registry/organisation_handlers.hpp"
#include "modules/registry/organisation_registering.hpp"
#include "modules/registry/organisation_store.hpp"
#include "modules/registry/organisation_view.hpp"
#include "modules/registry/person_handlers.hpp"
#include "modules/registry/registration_rows.hpp"

namespace jisr::registry {

namespace {

using namespace service;

/// The organisation of the path at the version that the client saw, for someone who may change it.
Result<OrganisationRow> current_organisation(const Context& context, const Request& request,
                                             const core::json::value& yours)
{
    const auto version = TRY(required_version(request));
    OrganisationRow row =
        TRY(visible_organisation(context.reader, context.actor, TRY(path_id(request))));
    TRY(context.actor.require(Permission::EditRegistrants, place_of(row)));
    if (version != row.version)
        return core::fail(core::problems::stale(yours, core::to_json(TRY(whole(context, row)))));
    if (row.state != OrganisationState::Active)
        return core::fail(core::problems::conflict("file_withdrawn"));
    return row;
}

/// One that was dissolved takes part in nothing any more, and counts towards no target.
Result<void> carry_end(WriteContext& context, const OrganisationRow& before,
                       const OrganisationRow& after, std::string_view reason)
{
    const bool ended = after.legal_state == LegalState::Dissolved;
    if (ended == (before.legal_state == LegalState::Dissolved))
        return {};
    return change_registrations(
        context, TRY(registration_rows_of_organisation(context.reader, after.id)),
        occasion_of(ended ? OrganisationState::Withdrawn : OrganisationState::Active, reason),
        [](RegistrationRow&) {});
}

Result<Response> keep(WriteContext& context, const OrganisationRow& before, OrganisationRow after,
                      std::string_view operation, std::string_view reason)
{
    ++after.version;
    after.updated_at = context.clock.now();
    TRY(update_organisation(context.writer, after));
    TRY(context.log("organisation", after.id, after.version, operation, core::to_json(before),
                    core::to_json(after), reason));
    TRY(carry_end(context, before, after, reason));
    return answer(context, after);
}

// POST /api/v1/organisations/{id}/steps
Result<Response> record_step(WriteContext& context, const Request& request,
                             const LegalStepDraft& draft)
{
    const OrganisationRow before =
        TRY(current_organisation(context, request, core::to_json(draft)));
    OrganisationRow after = before;
    TRY(take_step(context, after, draft));
    return keep(context, before, std::move(after), core::code_of(draft.act),
                draft.reason.value_or(""));
}

// POST /api/v1/organisations/{id}/steps/undo
// A step that was entered by mistake is taken back, and stays in the history with the reason.
Result<Response> undo_step(WriteContext& context, const Request& request, const Reason& reason)
{
    const OrganisationRow before =
        TRY(current_organisation(context, request, core::to_json(reason)));
    OrganisationRow after = before;
    auto* const last = last_step(after.steps);
    if (last == nullptr)
        return core::fail(core::problems::conflict("no_step_to_undo"));
    last->undone_at = context.clock.now();
    last->undone_by_name = context.actor.name;
    last->undo_reason = reason.reason;
    static_cast<LegalStanding&>(after) = standing_of(after.steps);
    return keep(context, before, std::move(after), "undo_step", reason.reason);
}

} // namespace

Result<void> take_step(const Context& context, OrganisationRow& row, const LegalStepDraft& draft,
                       const std::string& pointer)
{
    const LegalStepDraft said = cleaned(draft);
    auto faults = faults_of(said, row.kind, row.steps, context.clock.today(), pointer);
    LegalStep step;
    static_cast<LegalStepDraft&>(step) = said;
    step.recorded_at = context.clock.now();
    step.recorded_by_name = context.actor.name;
    row.steps.push_back(std::move(step));
    static_cast<LegalStanding&>(row) = standing_of(row.steps);
    if (faults.empty() && said.act == LegalAct::Register)
        faults = below_the_minimum(row, row.legal_state);
    if (!faults.empty())
        return core::fail(core::problems::invalid(std::move(faults)));
    return {};
}

std::vector<core::FieldError>
faults_of_steps(OrganisationKind kind, const std::vector<LegalStepDraft>& steps, core::Date today)
{
    std::vector<core::FieldError> faults;
    std::vector<LegalStep> taken;
    for (std::size_t i = 0; i < steps.size() && faults.empty(); ++i) {
        LegalStep step;
        static_cast<LegalStepDraft&>(step) = cleaned(steps[i]);
        faults = faults_of(step, kind, taken, today, "/steps/" + std::to_string(i));
        taken.push_back(std::move(step));
    }
    return faults;
}

Routes organisation_step_routes()
{
    const std::string steps = "/api/v1/organisations/{id}/steps";
    Routes routes;
    routes.push_back(post<LegalStepDraft, Organisation>(
                         steps, Permission::EditRegistrants,
                         "Record a step of its founding or its life: name, assembly, register, end",
                         record_step, 200)
                         .versioned());
    routes.push_back(post<Reason, Organisation>(steps + "/undo", Permission::EditRegistrants,
                                                "Take the last step back, with the reason",
                                                undo_step, 200)
                         .versioned());
    return routes;
}

} // namespace jisr::registry
