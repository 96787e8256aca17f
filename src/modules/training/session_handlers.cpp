#include "modules/centres/centres.hpp"
#include "modules/finance/finance.hpp"
#include "modules/programmes/programmes.hpp"
#include "modules/territory/territory.hpp"
#include "modules/training/handlers.hpp"
#include "modules/training/reach.hpp"
#include "modules/training/staff_handlers.hpp"
#include "service/crud.hpp"

#include <algorithm>
#include <tuple>

namespace jisr::training {

namespace {

using service::Permission;

using Faults = std::vector<core::FieldError>;

/// A partner who gives no trainings where the session is held. Whoever gave it when it was planned
/// stays, also when the partner has left since.
Result<void> check_giver(db::Reader& reader, const Session& session, const Session& before,
                         Faults& faults)
{
    if (!session.given_by ||
        (session.given_by == before.given_by && session.region_code == before.region_code))
        return {};
    const auto partners = TRY(finance::training_partners(reader));
    const auto gives = [&](const finance::TrainingPartner& partner) {
        return partner.id == *session.given_by &&
               partner.region_code.value_or(session.region_code) == session.region_code;
    };
    if (std::ranges::none_of(partners, gives))
        faults.push_back({"/given_by", "unknown_partner", {}});
    return {};
}

/// A day outside the edition whose women are trained; one that stands already may stay.
Result<void> check_day(db::Reader& reader, const Session& session, const Session& before,
                       Faults& faults)
{
    const auto edition = TRY(programmes::find_edition(reader, session.edition_id));
    const bool within =
        edition && edition->starts_on <= session.held_on && session.held_on <= edition->ends_on;
    if (!within && session.held_on != before.held_on)
        faults.push_back({"/held_on", "outside_edition", {}});
    return {};
}

/// Whoever is convoked has one session at a time, also when this one is moved to other hours.
Result<void> check_hours(db::Reader& reader, const Session& session, const Session& before,
                         Faults& faults)
{
    const auto hours = [](const Session& one) {
        return std::tie(one.held_on, one.starts_at, one.ends_at);
    };
    if (hours(session) == hours(before))
        return {};
    const auto engaged = TRY(engaged_elsewhere(reader, session));
    std::vector<std::string> times;
    for (const auto& convocation : TRY(convocations_of(reader, session.id)))
        if (const auto found = engaged.find(convocation.person_id);
            convocation.has_seat && found != engaged.end())
            times.push_back(found->second);
    if (!times.empty())
        faults.push_back({"/starts_at",
                          "engaged_elsewhere",
                          {{"count", std::ssize(times)}, {"time", std::ranges::min(times)}}});
    return {};
}

/// A centre that is not there, or a resit of a session of another edition or of one that comes
/// later. What staff missed is planned anew, for whoever is invited to it.
Result<void> check_links(db::Reader& reader, const Session& session, Faults& faults)
{
    if (session.centre_id && !TRY(centres::find_centre(reader, *session.centre_id)))
        faults.push_back({"/centre_id", "unknown_centre", {}});
    if (!session.resit_of)
        return {};
    const auto missed =
        TRY(service::find_record<Session>(reader, "training_session", *session.resit_of));
    if (!missed || missed->edition_id != session.edition_id)
        faults.push_back({"/resit_of", "unknown_session", {}});
    else if (session.audience == SessionAudience::Staff ||
             missed->audience == SessionAudience::Staff)
        faults.push_back({"/resit_of", "no_resit_for_staff", {}});
    else if (std::tie(session.held_on, session.starts_at) <=
             std::tie(missed->held_on, missed->starts_at))
        faults.push_back({"/held_on", "before_missed", {}});
    return {};
}

/// `before` with what the fields say, where the actor may hold it; 422 names all that is wrong with
/// it.
Result<Session> changed(const Context& context, const SessionFields& fields, const Session& before)
{
    auto session = before;
    auto faults = apply(fields, session, context.clock.today());
    // Of a place that is none, nobody can say what may be done there.
    if (territory::find_commune(session.commune_code) != nullptr) {
        TRY(context.actor.require(Permission::RecordTraining, session.place()));
        TRY(check_giver(context.reader, session, before, faults));
    }
    TRY(check_day(context.reader, session, before, faults));
    TRY(check_links(context.reader, session, faults));
    TRY(check_hours(context.reader, session, before, faults));
    if (!faults.empty())
        return core::fail(core::problems::invalid(std::move(faults)));
    return session;
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

/// In the words of whom it is for.
Result<void> tell_everyone(WriteContext& context, const Session& session, bool cancelled)
{
    if (session.audience == SessionAudience::Staff)
        return tell_invited(context, session,
                            cancelled ? "staff_training_cancelled" : "staff_training_changed");
    return tell_all(context, session, cancelled ? "convocation_cancelled" : "convocation_changed");
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
    return static_cast<Session>(TRY(view_of(reader, actor, TRY(service::path_id(request)))));
}

// GET /api/v1/editions/{id}/sessions
Result<Response> show_sessions(Context& context, const Request& request, const SessionQuery& query)
{
    const auto edition = TRY(service::get_record<programmes::Edition>(
        context.reader, "edition", TRY(service::path_id(request))));
    service::Page<SessionView> page;
    page.items = TRY(sessions_of(context, edition.id, query));
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
    session.audience = draft.audience;
    session.resit_of = draft.resit_of;
    SessionFields fields = draft;
    if (!fields.centre_id)
        fields.centre_id = centre_of(context.actor);
    session = TRY(changed(context, fields, session));
    TRY(service::create_record(context, "training_session", session));
    return service::versioned(service::created(session, "/api/v1/sessions/" + session.id.str()),
                              session.version);
}

Result<Response> show_session(Context& context, const Request& request)
{
    const auto session =
        TRY(view_of(context.reader, context.actor, TRY(service::path_id(request))));
    return service::versioned(service::ok(session), session.version);
}

// GET /api/v1/training-partners
// Institutions of the nation, and of the regions where she plans.
Result<Response> show_training_partners(Context& context, const Request&)
{
    const auto reach = TRY(reach_of(context.reader, context.actor, Permission::RecordTraining));
    service::Page<finance::TrainingPartner> page;
    for (auto& partner : TRY(finance::training_partners(context.reader)))
        if (!partner.region_code || reach.touches(*partner.region_code))
            page.items.push_back(std::move(partner));
    return service::ok(page);
}

// PUT /api/v1/sessions/{id}
Result<Response> edit_session(WriteContext& context, const Request& request,
                              const SessionFields& fields)
{
    const auto before = TRY(recordable_session(context, request));
    TRY(service::require_current(request, before, fields));
    if (before.state == SessionState::Cancelled)
        return core::fail(core::problems::conflict("session_cancelled"));
    auto after = TRY(changed(context, fields, before));
    const auto kept = TRY(
        service::replace_record(context, "training_session", before, std::move(after), "update"));
    if (moves(before, kept))
        TRY(tell_everyone(context, kept, false));
    return service::versioned(service::ok(kept), kept.version);
}

// POST /api/v1/sessions/{id}/cancel
// Again, it is what it was. What was held stays held: who came would be forgotten with it.
Result<Response> cancel_session(WriteContext& context, const Request& request)
{
    const auto before = TRY(recordable_session(context, request));
    if (before.state == SessionState::Cancelled)
        return service::ok(before);
    TRY(require_coming(before, context.clock.today()));
    const auto seen = TRY(view_of(context.reader, context.actor, before.id));
    if (seen.present + seen.absent + seen.excused > 0)
        return core::fail(core::problems::conflict("session_over"));
    auto after = before;
    after.state = SessionState::Cancelled;
    const auto cancelled = TRY(
        service::replace_record(context, "training_session", before, std::move(after), "cancel"));
    TRY(tell_everyone(context, cancelled, true));
    return service::ok(cancelled);
}

} // namespace jisr::training
