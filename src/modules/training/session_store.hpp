#pragma once

#include "modules/training/session.hpp"

#include <map>

namespace jisr::training {

/// SQL that holds of a convocation, by the names of its row and of its registration's, while she
/// takes up a seat: she is still to come, or her attendance was noted. Who withdrew or lost her
/// place before that has none.
std::string has_seat(std::string_view convocation, std::string_view registration);
/// The persons who have a seat in another session at hours of this one, and when that begins.
core::Result<std::map<core::Id, std::string>> engaged_elsewhere(db::Reader& reader,
                                                                const Session& session);

/// What the actor may see of an edition's sessions, the latest first: those held where she may see
/// registrants, and those to which women whom she may see are convoked. Of the latter the numbers
/// are of these women.
core::Result<std::vector<SessionView>>
sessions_of(const service::Context& context, const core::Id& edition_id, const SessionQuery& query);
/// The session as the actor sees it in that list. 404 when it is not there.
core::Result<SessionView> view_of(db::Reader& reader, const service::Actor& actor,
                                  const core::Id& session_id);
core::Result<std::vector<Convocation>> convocations_of(db::Reader& reader,
                                                       const core::Id& session_id);
/// Those whom the actor may see of them: everyone where the session is held in her scope, else her
/// own.
core::Result<std::vector<Convocation>>
visible_convocations(db::Reader& reader, const service::Actor& actor, const Session& session);
core::Result<std::vector<OwnConvocation>> convocations_of_registration(db::Reader& reader,
                                                                       const core::Id& id);
core::Result<void> delete_convocation(db::Writer& writer, const core::Id& id);
/// Those of the registrations whose holder has neither telephone nor e-mail.
core::Result<std::vector<NamedRegistration>> unreached_of(db::Reader& reader,
                                                          const std::vector<core::Id>& ids);
core::Result<std::vector<NamedRegistration>> named(db::Reader& reader,
                                                   const std::vector<core::Id>& ids);
core::Result<bool> has_sessions(db::Reader& reader);
/// What the person is expected at from `today` on, in registrations that stand.
core::Result<std::vector<OwnConvocation>>
coming_convocations(db::Reader& reader, const core::Id& person_id, core::Date today);
/// Registrations of the session's province and edition that are selected and stand.
core::Result<std::vector<core::Id>> selected_in(db::Reader& reader, const Session& session);
/// Who was convoked to the session and did not come, and still stands.
core::Result<std::vector<core::Id>> missed(db::Reader& reader, const core::Id& session_id);

} // namespace jisr::training
