#include "modules/training/staff_handlers.hpp"
#include "service/crud.hpp"

#include <algorithm>
#include <set>

namespace jisr::training {

namespace {

using identity::Colleague;
using service::Permission;

/// A staff session of the path whose training the actor records: she alone sees names.
Result<Session> staff_session(const Context& context, const Request& request)
{
    auto session = TRY(visible_session(context.reader, context.actor, request));
    TRY(context.actor.require(Permission::RecordTraining, session.place()));
    TRY(require_audience(session, SessionAudience::Staff));
    return session;
}

std::vector<service::Role> roles_of(const std::optional<StaffRole>& one)
{
    std::vector<service::Role> roles;
    for (const auto& [role, code] : core::enum_codes<StaffRole>())
        if (!one || role == *one)
            if (const auto found = core::from_code<service::Role>(code))
                roles.push_back(*found);
    return roles;
}

StaffRole staff_role(service::Role role)
{
    return core::from_code<StaffRole>(core::code_of(role)).value_or(StaffRole::Trainer);
}

Result<std::set<core::Id>> invited_to(db::Reader& reader, const Session& session)
{
    std::set<core::Id> users;
    for (const auto& one : TRY(invitations_of(reader, session.id)))
        users.insert(one.user_id);
    return users;
}

/// Whoever cannot be invited and whoever does not exist are told of in the same words.
Result<std::vector<Colleague>> named_colleagues(const Context& context, const Session& session,
                                                const InviteOrder& order)
{
    if (order.users.empty())
        return core::fail(core::problems::invalid("/users", "required"));
    const auto all = TRY(invitable(context, session, {}));
    std::vector<core::FieldError> faults;
    std::vector<Colleague> named;
    for (std::size_t i = 0; i < order.users.size(); ++i) {
        const auto found = std::ranges::find(all, order.users[i], &Colleague::user_id);
        if (found != all.end())
            named.push_back(*found);
        else
            faults.push_back({"/users/" + std::to_string(i), "cannot_be_invited", {}});
    }
    if (!faults.empty())
        return core::fail(core::problems::invalid(std::move(faults)));
    return named;
}

Result<InviteOutcome> invite_all(WriteContext& context, const Session& session,
                                 const std::vector<Colleague>& colleagues)
{
    auto invited = TRY(invited_to(context.writer, session));
    const auto room = session.capacity.value_or(INT64_MAX);
    InviteOutcome outcome;
    for (const auto& colleague : colleagues) {
        if (!invited.contains(colleague.user_id) &&
            static_cast<std::int64_t>(invited.size()) >= room) {
            ++outcome.left;
            continue;
        }
        invited.insert(colleague.user_id);
        ++(TRY(invite_one(context, session, colleague)) ? outcome.invited : outcome.already);
    }
    return outcome;
}

Result<Response> list_of(Context& context, const Session& session)
{
    service::Page<StaffInvitation> page;
    page.items = TRY(invitations_of(context.reader, session.id));
    return service::ok(page);
}

Result<Response> show_candidates(Context& context, const Request& request,
                                 const CandidateQuery& query)
{
    const auto session = TRY(staff_session(context, request));
    const auto invited = TRY(invited_to(context.reader, session));
    service::Page<StaffCandidate> page;
    for (auto& one : TRY(invitable(context, session, query)))
        page.items.push_back({one.user_id, std::move(one.full_name), staff_role(one.role),
                              std::move(one.scope.name_ar), std::move(one.scope.name_fr),
                              invited.contains(one.user_id)});
    return service::ok(page);
}

Result<Response> show_invitations(Context& context, const Request& request)
{
    return list_of(context, TRY(staff_session(context, request)));
}

// POST /api/v1/sessions/{id}/invitations
// Whoever is invited already is left as she is.
Result<Response> invite(WriteContext& context, const Request& request, const InviteOrder& order)
{
    const auto session = TRY(staff_session(context, request));
    TRY(require_coming(session, context.clock.today()));
    const auto colleagues = order.everyone
                                ? TRY(invitable(context, session, {order.role, order.area}))
                                : TRY(named_colleagues(context, session, order));
    const auto outcome = TRY(invite_all(context, session, colleagues));
    if (outcome.left > 0 && !order.everyone)
        return core::fail(core::problems::conflict("session_full"));
    return service::ok(outcome);
}

// DELETE /api/v1/sessions/{id}/invitations/{user}
Result<Response> take_back(WriteContext& context, const Request& request)
{
    const auto session = TRY(staff_session(context, request));
    const auto user_id = TRY(service::path_id(request, "user"));
    const auto invitation = TRY(find_invitation(context.writer, session.id, user_id));
    if (!invitation)
        return core::fail(core::problems::not_found());
    if (invitation->attendance != Attendance::Expected)
        return core::fail(core::problems::conflict("attendance_noted"));
    if (session.state == SessionState::Planned && session.held_on >= context.clock.today())
        TRY(tell_invited(context, session, "staff_training_withdrawn", user_id));
    TRY(delete_invitation(context.writer, invitation->id));
    TRY(context.log("staff_invitation", invitation->id, invitation->version + 1, "withdraw",
                    core::to_json(*invitation), nullptr));
    return service::no_content();
}

// POST /api/v1/sessions/{id}/staff-attendance
Result<Response> note_staff(WriteContext& context, const Request& request,
                            const StaffAttendanceSheet& sheet)
{
    const auto session = TRY(staff_session(context, request));
    TRY(require_held(session, context.clock.today()));
    for (std::size_t i = 0; i < sheet.items.size(); ++i)
        TRY(note_one(context, session, sheet.items[i], "/items/" + std::to_string(i) + "/user_id"));
    return list_of(context, session);
}

// GET /api/v1/me/trainings
Result<Response> show_own_trainings(Context& context, const Request&)
{
    service::Page<OwnTraining> page;
    if (const auto user_id = core::Id::parse(context.actor.id))
        page.items = TRY(trainings_of(context.reader, *user_id, context.clock.today()));
    return service::ok(page);
}

} // namespace

Result<std::vector<Colleague>> invitable(const Context& context, const Session& session,
                                         const CandidateQuery& query)
{
    service::Place place{.region_code = session.region_code};
    if (query.area == InviteArea::Province)
        place.province_code = session.province_code;
    return identity::colleagues_in(context.reader, context.actor, Permission::RecordTraining,
                                   roles_of(query.role), place);
}

Result<bool> invite_one(WriteContext& context, const Session& session, const Colleague& colleague)
{
    if (TRY(find_invitation(context.writer, session.id, colleague.user_id)))
        return false;
    InvitationRow invitation{.id = core::Id::make(),
                             .session_id = session.id,
                             .user_id = colleague.user_id,
                             .role = staff_role(colleague.role),
                             .workplace_ar = colleague.scope.name_ar,
                             .workplace_fr = colleague.scope.name_fr,
                             .invited_at = context.clock.now(),
                             .invited_by_name = context.actor.name};
    TRY(service::create_record(context, "staff_invitation", invitation));
    if (session.held_on >= context.clock.today())
        TRY(tell_invited(context, session, "staff_training_invited", colleague.user_id));
    return true;
}

Result<void> note_one(WriteContext& context, const Session& session,
                      const StaffAttendanceNote& note, const std::string& pointer)
{
    const auto before = TRY(find_invitation(context.writer, session.id, note.user_id));
    if (!before)
        return core::fail(core::problems::invalid(pointer, "not_invited"));
    if (before->attendance == note.attendance)
        return {};
    auto after = *before;
    after.attendance = note.attendance;
    after.noted_at = context.clock.now();
    after.noted_by_name = context.actor.name;
    TRY(service::replace_record(context, "staff_invitation", *before, std::move(after), "attend"));
    return {};
}

service::Routes staff_routes()
{
    using namespace service;
    using enum Permission;
    const std::string one = "/api/v1/sessions/{id}";
    Routes routes;
    routes.push_back(list<CandidateQuery, StaffCandidate>(
        one + "/candidates", RecordTraining, "Users who may be invited to a staff session",
        show_candidates));
    routes.push_back(items<StaffInvitation>(one + "/invitations", RecordTraining,
                                            "Who is invited to a staff session, and who came",
                                            show_invitations));
    routes.push_back(post<InviteOrder, InviteOutcome>(one + "/invitations", RecordTraining,
                                                      "Invite to a staff session", invite, 200));
    routes.push_back(act<void>("DELETE", one + "/invitations/{user}", RecordTraining,
                               "Take an invitation back", take_back, 204));
    auto attendance = post<StaffAttendanceSheet, void>(
        one + "/staff-attendance", RecordTraining, "Note which of the staff came", note_staff, 200);
    attendance.response_schema = detail::page_schema_maker<StaffInvitation>();
    routes.push_back(std::move(attendance));
    routes.push_back(items<OwnTraining>("/api/v1/me/trainings", Access::signed_in(),
                                        "Trainings to which I am invited, and that I attended",
                                        show_own_trainings));
    return routes;
}

} // namespace jisr::training
