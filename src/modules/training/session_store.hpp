#pragma once

#include "modules/training/session.hpp"

namespace jisr::training {

/// What the actor may see of an edition's sessions, the latest first.
core::Result<std::vector<SessionView>>
sessions_of(const service::Context& context, const core::Id& edition_id, const SessionQuery& query);
core::Result<SessionView> view_of(db::Reader& reader, const Session& session);
core::Result<std::vector<Convocation>> convocations_of(db::Reader& reader,
                                                       const core::Id& session_id);
core::Result<std::vector<OwnConvocation>> convocations_of_registration(db::Reader& reader,
                                                                       const core::Id& id);
core::Result<void> delete_convocation(db::Writer& writer, const core::Id& id);
/// The holder of a registration, when she has neither telephone nor e-mail.
core::Result<std::optional<Unreached>> find_unreached(db::Reader& reader,
                                                      const core::Id& registration_id);
core::Result<bool> has_sessions(db::Reader& reader);
/// What the person is expected at from `today` on, in registrations that stand.
core::Result<std::vector<OwnConvocation>>
coming_convocations(db::Reader& reader, const core::Id& person_id, core::Date today);
/// Registrations of the session's province and edition that are selected and stand.
core::Result<std::vector<core::Id>> selected_in(db::Reader& reader, const Session& session);
/// Who was convoked to the session and did not come, and still stands.
core::Result<std::vector<core::Id>> missed(db::Reader& reader, const core::Id& session_id);

} // namespace jisr::training
