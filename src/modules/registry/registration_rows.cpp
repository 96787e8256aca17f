#include "modules/registry/registration_rows.hpp"

#include "modules/registry/organisation_store.hpp"
#include "modules/registry/registering.hpp"
#include "modules/registry/registry.hpp"

namespace jisr::registry {

namespace {

/// Her place went to the next on the waiting list when she withdrew. Cooperatives and companies
/// have no such list.
bool is_back_without_place(const RegistrationRow& before, const RegistrationRow& after)
{
    return before.person_id && before.state == RegistrationState::Withdrawn &&
           after.state == RegistrationState::Active && after.phase == Phase::Selected;
}

/// What was withdrawn by itself stays withdrawn while its file goes and comes back, and what
/// another place of the edition outdid stays so: that one counts.
void change_state(RegistrationRow& row, const Occasion& occasion)
{
    if (!occasion.state || *occasion.state == row.state || (row.withdrawn_alone && !occasion.alone))
        return;
    if (row.state == RegistrationState::Merged)
        return;
    row.state = *occasion.state;
    row.withdrawn_alone = occasion.alone && row.state == RegistrationState::Withdrawn;
}

bool waits_again(const RegistrationRow& before, const RegistrationRow& after)
{
    return before.state == RegistrationState::Withdrawn &&
           after.state == RegistrationState::Active && after.phase == Phase::Waiting;
}

/// A place stands only while the file does that it is of.
core::Result<void> require_file(db::Reader& reader, const RegistrationRow& row)
{
    if (row.person_id)
        return require_active(TRY(get_person(reader, *row.person_id)));
    const auto organisation = TRY(get_organisation(reader, *row.organisation_id));
    if (organisation.state != OrganisationState::Active ||
        organisation.legal_state == LegalState::Dissolved)
        return core::fail(core::problems::conflict("file_withdrawn"));
    return {};
}

} // namespace

core::Result<void> change_registrations(service::WriteContext& context,
                                        const std::vector<RegistrationRow>& rows,
                                        const Occasion& occasion,
                                        core::FunctionRef<void(RegistrationRow&)> carry)
{
    for (const auto& before : rows) {
        RegistrationRow after = before;
        change_state(after, occasion);
        carry(after);
        if (is_back_without_place(before, after))
            after.phase = Phase::Waiting;
        if (core::to_json(after) == core::to_json(before))
            continue;
        ++after.version;
        TRY(update_registration(context.writer, after));
        if (after.state != before.state && after.state != RegistrationState::Active)
            TRY(messages::cancel_waiting_about(context, after.id));
        TRY(context.log("registration", after.id, after.version, occasion.operation,
                        core::to_json(before), core::to_json(after), occasion.reason));
        if (waits_again(before, after))
            TRY(tell_registrant(
                context, after,
                {.template_code = "waiting",
                 .occasion = "restored/" + after.id.str() + "/" + std::to_string(after.version)}));
    }
    return {};
}

bool holds_place(Phase phase)
{
    switch (phase) {
    case Phase::Registered:
    case Phase::Eligible:
    case Phase::Waiting:
    case Phase::Rejected:
        return false;
    default:
        return true;
    }
}

core::Result<RegistrationRow> change_phase(service::WriteContext& context,
                                           const RegistrationRow& before, const PhaseChange& change)
{
    RegistrationRow after = before;
    after.phase = change.to;
    after.phase_reason.reset();
    if (!change.reason.empty())
        after.phase_reason = change.reason;
    ++after.version;
    TRY(update_registration(context.writer, after));
    if (after.phase != before.phase && !(holds_place(before.phase) && holds_place(after.phase)))
        TRY(messages::cancel_waiting_about(context, after.id));
    TRY(context.log("registration", after.id, after.version, change.operation,
                    core::to_json(before), core::to_json(after), change.reason));
    return after;
}

core::Result<RegistrationRow> change_standing(service::WriteContext& context,
                                              const RegistrationRow& before,
                                              RegistrationState state, std::string_view reason)
{
    if (state == RegistrationState::Active)
        TRY(require_file(context.reader, before));
    TRY(change_registrations(
        context, {before},
        {state == RegistrationState::Withdrawn ? "withdraw" : "restore", reason, state, true},
        [](RegistrationRow&) {}));
    return *TRY(find_registration(context.writer, before.id));
}

} // namespace jisr::registry
