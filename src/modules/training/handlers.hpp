#pragma once

#include "modules/training/session_store.hpp"
#include "service/route.hpp"

namespace jisr::training {

using service::Context;
using service::DirectContext;
using service::Request;
using service::Response;
using service::Result;
using service::WriteContext;

/// The session of the path, if the actor may see registrants where it is held, or some whom she may
/// see are convoked to it; else 404.
Result<Session> visible_session(db::Reader& reader, const service::Actor& actor,
                                const Request& request);

/// Tells everyone who is convoked to the session, did not come yet and keeps her place, by a
/// template of the messages; once for each version of the session.
Result<void> tell_all(WriteContext& context, const Session& session,
                      std::string_view template_code);
/// False when she is convoked already.
Result<bool> convoke_one(WriteContext& context, const Session& session,
                         const registry::RegistrationRow& row);

Result<Response> show_sessions(Context& context, const Request& request, const SessionQuery& query);
Result<Response> show_training_partners(Context& context, const Request& request);
Result<Response> add_session(WriteContext& context, const Request& request,
                             const SessionDraft& draft);
Result<Response> show_session(Context& context, const Request& request);
Result<Response> edit_session(WriteContext& context, const Request& request,
                              const SessionFields& fields);
Result<Response> cancel_session(WriteContext& context, const Request& request);
Result<Response> show_convocations(Context& context, const Request& request);
Result<Response> convoke(WriteContext& context, const Request& request, const ConvokeOrder& order);
Result<Response> preview_convoking(Context& context, const Request& request,
                                   const ConvokeOrder& order);
Result<Response> undo_convoking(WriteContext& context, const Request& request,
                                const UnconvokeOrder& order);
Result<Response> note_attendance(WriteContext& context, const Request& request,
                                 const AttendanceSheet& sheet);
Result<Response> show_own_convocations(Context& context, const Request& request);
/// GET /self/file/convocations: what is coming, to herself.
Result<Response> show_convocations_to_herself(Context& context, const Request& request);
Result<Response> print_convocations(DirectContext& context,
                                    const std::shared_ptr<Request>& request);

} // namespace jisr::training
