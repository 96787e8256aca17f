#pragma once

#include "modules/registry/known_person.hpp"
#include "modules/registry/person_store.hpp"

namespace jisr::registry {

/// The place of a person, against which scopes are held.
service::Place place_of(const PersonRow& person);
/// The same of one whom the actor registers: in her own centre, unless she says another.
service::Place place_of(const service::Actor& actor, const PersonDraft& draft);

/// What a registration writes.
struct Entered
{
    PersonRow person;
    RegistrationRow registration;
};

/// Registers a person whose fields are `checked` into an edition that takes registrations: gives
/// her id (unless the draft brings one) and reference, and writes the row, her registration and
/// both lines of the change log. The one way in for the form and the import. 403 outside the
/// actor's scope; a national id that is known fails with the commit, so callers look before
/// (likely_match.hpp, find_person_by_national_id). 422 for a centre that require_centre() refuses.
core::Result<Entered> enter_person(service::WriteContext& context, const PersonDraft& draft);

/// 403 with outside_area at /commune_code unless the actor has the permission at the place.
core::Result<void> require_residence(const service::Context& context,
                                     service::Permission permission, const service::Place& place);

/// 422 centre_closed, and 422 unknown_centre at /centre_id, unless it is a centre of the commune's
/// region in which the actor has the permission, or her own. What is not given is right.
core::Result<void> require_centre(const service::Context& context, service::Permission permission,
                                  const std::optional<core::Id>& centre_id,
                                  std::string_view commune_code);

/// 409 edition_closed, 422 unknown_edition.
core::Result<EntryGround> require_entry_ground(db::Reader& reader, const core::Id& edition_id,
                                               const std::optional<std::string>& national_id);
/// The same where no national id is asked about.
core::Result<EditionTitle> require_open_edition(db::Reader& reader, const core::Id& edition_id);

/// 409 file_merged, file_withdrawn: only an active file takes a place in a further programme.
core::Result<void> require_active(const PersonRow& person);

/// The next reference of the region and year.
core::Result<std::string> next_reference(service::WriteContext& context,
                                         std::string_view region_code);

/// Adds the registration of `person` into an edition and its line of the change log.
core::Result<RegistrationRow> enter_registration(service::WriteContext& context,
                                                 const PersonRow& person,
                                                 const core::Id& edition_id);

} // namespace jisr::registry
