#pragma once

#include "modules/registry/organisation.hpp"
#include "service/context.hpp"

namespace jisr::registry {

/// The place of an organisation, against which scopes are held.
service::Place place_of(const OrganisationRow& organisation);

/// Region and province of its commune.
void place(OrganisationRow& row);

/// Members with a file of their own must be files that the actor may see: else 422 unknown_person.
/// Their name and sex are taken from there.
core::Result<void> name_members(const service::Context& context, OrganisationFields& fields);

/// 422 when it has fewer members or less capital than the law asks in its state.
core::Result<void> require_minimum(const OrganisationRow& row);

/// Registers an organisation whose fields are `checked` and whose members are named into an edition
/// that takes registrations: gives its id (unless the draft brings one) and reference, and writes
/// the row, its registration and both lines of the change log. 403 outside the actor's scope.
core::Result<OrganisationRow> enter_organisation(service::WriteContext& context,
                                                 const OrganisationDraft& draft);

} // namespace jisr::registry
