#include "modules/centres/centres.hpp"
#include "modules/programmes/programmes.hpp"
#include "modules/training/handlers.hpp"
#include "service/crud.hpp"

#include <tuple>

namespace jisr::training {

namespace {

using service::Permission;

/// 422 for a centre that is not there, or a resit of a session of another edition.
Result<void> check_links(db::Reader& reader, const Session& session)
{
    if (session.centre_id && !TRY(centres::find_centre(reader, *session.centre_id)))
        return core::fail(core::problems::invalid("/centre_id", "unknown_centre"));
    if (!session.resit_of)
        return {};
    const auto missed =
        TRY(service::find_record<Session>(reader, "training_session", *session.resit_of));
    if (!missed || missed->edition_id != session.edition_id)
        return core::fail(core::problems::invalid("/resit_of", "unknown_session"));
    return {};
}

/// Who works for one centre holds its sessions without saying so.
std::optional<core::Id> centre_of(const service::Actor& actor)
{
    for (const auto& held : actor.assignments)
        if (held.scope.level == service::ScopeLevel::Centre)
            return core::Id::parse(held.scope.code);
    return std::nullopt;
}

/// Whether who is convoked must be told: another title or end changes nothing for her.
bool moves(const Session& before, const Session& after)
{
    const auto where_and_when = [](const Session& session) {
        return std::tie(session.held_on, session.starts_at, session.commune_code, session.centre_id,
                        session.place_ar, session.place_fr);
    };
    return where_and_when(before) != where_and_when(after);
}

Result<Session> recordable_session(WriteContext& context, const Request& request)
{
    auto session = TRY(visible_session(context.reader, context.actor, request));
    TRY(context.actor.require(Permission::RecordTraining, session.place()));
    return session;
}

} // namespace

Result<Session> visible_session(db::Reader& reader, const service::Actor& actor,
                                const Request& request)
{
    auto session = TRY(
        service::get_record<Session>(reader, "training_session", TRY(service::path_id(request))));
    if (!actor.may(Permission::ViewRegistrants, session.place()))
        return core::fail(core::problems::not_found());
    return session;
}

Result<Response> show_sessions(Context& context, const Request& request)
{
    const auto edition = TRY(service::get_record<programmes::Edition>(
        context.reader, "edition", TRY(service::path_id(request))));
    service::Page<SessionView> page;
    page.items = TRY(sessions_of(context, edition.id));
    return service::ok(page);
}

// POST /api/v1/editions/{id}/sessions
Result<Response> add_session(WriteContext& context, const Request& request,
                             const SessionDraft& draft)
{
    const auto edition = TRY(service::get_record<programmes::Edition>(
        context.reader, "edition", TRY(service::path_id(request))));
    Session session;
    session.id = core::Id::make();
    session.edition_id = edition.id;
    session.resit_of = draft.resit_of;
    session = TRY(apply(draft, std::move(session), context.clock.today()));
    if (!session.centre_id)
        session.centre_id = centre_of(context.actor);
    TRY(context.actor.require(Permission::RecordTraining, session.place()));
    TRY(check_links(context.reader, session));
    TRY(service::create_record(context, "training_session", session));
    return service::versioned(service::created(session, "/api/v1/sessions/" + session.id.str()),
                              session.version);
}

Result<Response> show_session(Context& context, const Request& request)
{
    const auto session = TRY(visible_session(context.reader, context.actor, request));
    return service::versioned(service::ok(session), session.version);
}

// PUT /api/v1/sessions/{id}
Result<Response> edit_session(WriteContext& context, const Request& request,
                              const SessionFields& fields)
{
    const auto before = TRY(recordable_session(context, request));
    TRY(service::require_current(request, before, fields));
    if (before.state == SessionState::Cancelled)
        return core::fail(core::problems::conflict("session_cancelled"));
    auto after = TRY(apply(fields, before, context.clock.today()));
    TRY(context.actor.require(Permission::RecordTraining, after.place()));
    TRY(check_links(context.reader, after));
    const auto kept = TRY(
        service::replace_record(context, "training_session", before, std::move(after), "update"));
    if (moves(before, kept))
        TRY(tell_all(context, kept, "convocation_changed"));
    return service::versioned(service::ok(kept), kept.version);
}

// POST /api/v1/sessions/{id}/cancel
Result<Response> cancel_session(WriteContext& context, const Request& request)
{
    const auto before = TRY(recordable_session(context, request));
    auto after = before;
    after.state = SessionState::Cancelled;
    const auto cancelled = TRY(
        service::replace_record(context, "training_session", before, std::move(after), "cancel"));
    if (before.state == SessionState::Planned && before.held_on >= context.clock.today())
        TRY(tell_all(context, cancelled, "convocation_cancelled"));
    return service::ok(cancelled);
}

} // namespace jisr::training
