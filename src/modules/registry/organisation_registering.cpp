#include "modules/registry/organisation_registering.hpp"

#include "modules/registry/membership.hpp"
#include "modules/registry/organisation_steps.hpp"
#include "modules/registry/organisation_store.hpp"
#include "modules/registry/registering.hpp"
#include "modules/registry/registration_rows.hpp"
#include "modules/territory/territory.hpp"

namespace jisr::registry {

using namespace service;

namespace {

RegistrationRow registration_of(const WriteContext& context, const OrganisationRow& row)
{
    RegistrationRow registration;
    registration.id = core::Id::make();
    registration.organisation_id = row.id;
    registration.kind = core::code_of(row.kind);
    carry_place(row, registration);
    registration.registered_at = context.clock.now();
    registration.registered_day = context.clock.today();
    registration.registered_by = context.actor.id;
    return registration;
}

Result<void> enter_registration(WriteContext& context, const OrganisationRow& row,
                                const core::Id& edition_id)
{
    RegistrationRow registration = registration_of(context, row);
    registration.edition_id = edition_id;
    TRY(insert_registration(context.writer, registration));
    return context.log("registration", registration.id, registration.version, "create", nullptr,
                       core::to_json(registration));
}

} // namespace

Place place_of(const OrganisationRow& organisation)
{
    return {.region_code = organisation.region_code,
            .province_code = organisation.province_code,
            .centre_id = organisation.centre_id,
            .organisation_id = organisation.id};
}

void place(OrganisationRow& row)
{
    row.region_code = territory::region_code_of(row.commune_code);
    row.province_code = territory::province_code_of(row.commune_code);
}

Result<void> name_members(const Context& context, OrganisationFields& fields)
{
    for (std::size_t i = 0; i < fields.members.size(); ++i) {
        auto& member = fields.members[i];
        if (!member.person_id)
            continue;
        const auto person = TRY(find_person(context.reader, *member.person_id));
        if (!person || !context.actor.may(Permission::ViewRegistrants, registry::place_of(*person)))
            return core::fail(core::problems::invalid(
                "/members/" + std::to_string(i) + "/person_id", "unknown_person"));
        const std::string arabic = full_name(person->given_name_ar, person->family_name_ar);
        member.full_name = arabic.empty()
                               ? full_name(person->given_name_latin, person->family_name_latin)
                               : arabic;
        member.sex = person->sex;
    }
    return {};
}

Result<void> require_minimum(const OrganisationRow& row)
{
    auto faults = below_the_minimum(row, row.legal_state);
    if (!faults.empty())
        return core::fail(core::problems::invalid(std::move(faults)));
    return {};
}

Result<OrganisationRow> enter_organisation(WriteContext& context, const OrganisationDraft& draft)
{
    OrganisationRow row;
    static_cast<OrganisationFields&>(row) = static_cast<const OrganisationFields&>(draft);
    row.id = draft.id.value_or(core::Id::make());
    place(row);
    TRY(require_residence(context, Permission::RegisterRegistrants, place_of(row)));
    TRY(require_centre(context, Permission::RegisterRegistrants, row.centre_id, row.commune_code));
    for (std::size_t i = 0; i < draft.steps.size(); ++i)
        TRY(take_step(context, row, draft.steps[i], "/steps/" + std::to_string(i)));
    TRY(require_minimum(row));
    row.consent_on = draft.consent_on.value_or(context.clock.today());
    row.registered_at = row.updated_at = context.clock.now();
    row.registered_by = context.actor.id;
    row.registered_by_name = context.actor.name;
    row.reference = TRY(next_reference(context, row.region_code));
    TRY(insert_organisation(context.writer, row));
    TRY(context.log("organisation", row.id, row.version, "create", nullptr, core::to_json(row)));
    TRY(enter_registration(context, row, draft.edition_id));
    return row;
}

} // namespace jisr::registry
