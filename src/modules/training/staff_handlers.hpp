#pragma once

#include "modules/identity/identity.hpp"
#include "modules/training/handlers.hpp"
#include "modules/training/staff_store.hpp"

namespace jisr::training {

/// Users whom the actor may invite to the session, by name.
Result<std::vector<identity::Colleague>> invitable(const Context& context, const Session& session,
                                                   const CandidateQuery& query);
/// False when she is invited already; tells her unless the session was.
Result<bool> invite_one(WriteContext& context, const Session& session,
                        const identity::Colleague& colleague);
Result<void> note_one(WriteContext& context, const Session& session,
                      const StaffAttendanceNote& note, const std::string& pointer);

/// Tells who is invited to the session, may still sign in and has not come yet, or one of them
/// alone, in the app; once for each version of the session.
Result<void> tell_invited(WriteContext& context, const Session& session,
                          std::string_view template_code,
                          const std::optional<core::Id>& user_id = {});

service::Routes staff_routes();

} // namespace jisr::training
