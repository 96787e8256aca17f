#pragma once

#include "modules/registry/registration_rows.hpp"

namespace jisr::registry {

/// The row with `fields` in it, one version on, its place and its disability worked out again.
PersonRow with_fields(const PersonRow& before, const PersonFields& fields, core::Instant now);

/// The same for an edit, where the centre and the consent stay when nothing is said of them.
PersonRow edited(const PersonRow& before, const PersonFields& fields, core::Instant now);

/// What a registration repeats of its person, so that progress is counted from it alone.
void carry_person(const PersonRow& person, RegistrationRow& registration);

/// Carries a change of the file to its registrations; of one that is withdrawn, nothing that waits
/// to be sent to her is sent any more.
core::Result<void> carry_to_registrations(service::WriteContext& context, const PersonRow& person,
                                          const Occasion& occasion);

/// 409 file_merged: what was merged into another file is changed there, or the merge is undone.
core::Result<void> require_unmerged(const PersonRow& person);

} // namespace jisr::registry
