#include "modules/registry/person_change.hpp"

#include "modules/messages/messages.hpp"
#include "modules/territory/territory.hpp"

namespace jisr::registry {

PersonRow with_fields(const PersonRow& before, const PersonFields& fields, core::Instant now)
{
    PersonRow after = before;
    static_cast<PersonFields&>(after) = fields;
    after.region_code = territory::region_code_of(fields.commune_code);
    after.province_code = territory::province_code_of(fields.commune_code);
    after.has_disability = has_disability(fields);
    after.version = before.version + 1;
    after.updated_at = now;
    return after;
}

PersonRow edited(const PersonRow& before, const PersonFields& fields, core::Instant now)
{
    PersonFields whole = fields;
    whole.centre_id = fields.centre_id ? fields.centre_id : before.centre_id;
    whole.consent_on = fields.consent_on ? fields.consent_on : before.consent_on;
    whole.consent_method = fields.consent_method ? fields.consent_method : before.consent_method;
    return with_fields(before, whole, now);
}

void carry_person(const PersonRow& person, RegistrationRow& registration)
{
    carry_place(person, registration);
    registration.kind = person.sex == Sex::Female ? "woman" : "man";
    registration.participation = person.participation;
    registration.has_disability = person.has_disability.value_or(false);
    registration.priority_groups = programmes::bits_of(person.priority_groups);
}

core::Result<void> carry_to_registrations(service::WriteContext& context, const PersonRow& person,
                                          const Occasion& occasion)
{
    if (occasion.state == RegistrationState::Withdrawn)
        TRY(messages::cancel_waiting_to(context, person.id));
    return change_registrations(context, TRY(registration_rows(context.reader, person.id)),
                                occasion, [&](RegistrationRow& row) { carry_person(person, row); });
}

core::Result<void> require_unmerged(const PersonRow& person)
{
    if (person.state == RegistrantState::Merged)
        return core::fail(core::problems::conflict("file_merged"));
    return {};
}

} // namespace jisr::registry
