#include "modules/training/handlers.hpp"
#include "service/crud.hpp"

#include <algorithm>
#include <set>

namespace jisr::training {

namespace {

using registry::Phase;
using registry::RegistrationState;
using service::Permission;

core::Id id_of_convocation(const core::Id& session_id, const core::Id& registration_id)
{
    return service::named_id("convocation", session_id.str() + " " + registration_id.str());
}

/// What is told of a session begins so.
std::string occasion_of(const Session& session)
{
    return "session/" + session.id.str() + "/";
}

/// One that is selected and stands, in the session's edition, whom the actor may see.
Result<std::optional<registry::RegistrationRow>>
convokable(const Context& context, const Session& session, const core::Id& id)
{
    auto row = TRY(registry::find_registration(context.reader, id));
    if (!row || row->edition_id != session.edition_id || !row->person_id ||
        row->state != RegistrationState::Active || row->phase != Phase::Selected ||
        !context.actor.may(Permission::ViewRegistrants, {.region_code = row->region_code,
                                                         .province_code = row->province_code,
                                                         .centre_id = row->centre_id}))
        return std::optional<registry::RegistrationRow>();
    return row;
}

Result<std::vector<registry::RegistrationRow>>
named_rows(const Context& context, const Session& session, const ConvokeOrder& order)
{
    std::vector<core::FieldError> faults;
    std::vector<registry::RegistrationRow> rows;
    for (std::size_t i = 0; i < order.registrations.size(); ++i) {
        auto row = TRY(convokable(context, session, order.registrations[i]));
        if (row)
            rows.push_back(std::move(*row));
        else
            faults.push_back({"/registrations/" + std::to_string(i), "cannot_be_convoked", {}});
    }
    if (order.registrations.empty())
        faults.push_back({"/registrations", "required", {}});
    if (!faults.empty())
        return core::fail(core::problems::invalid(std::move(faults)));
    return rows;
}

/// Everyone: who is selected in the province, or who missed the session that this one repeats.
Result<std::vector<registry::RegistrationRow>> all_rows(const Context& context,
                                                        const Session& session)
{
    const auto ids = session.resit_of ? TRY(missed(context.reader, *session.resit_of))
                                      : TRY(selected_in(context.reader, session));
    std::vector<registry::RegistrationRow> rows;
    for (const auto& id : ids)
        if (auto row = TRY(convokable(context, session, id)))
            rows.push_back(std::move(*row));
    return rows;
}

Result<void> note(WriteContext& context, const Session& session, const AttendanceNote& item,
                  const std::string& pointer)
{
    const auto id = id_of_convocation(session.id, item.registration_id);
    const auto before =
        TRY(service::find_record<ConvocationRow>(context.writer, "convocation", id));
    if (!before)
        return core::fail(core::problems::invalid(pointer, "not_convoked"));
    if (before->attendance == item.attendance)
        return {};
    auto after = *before;
    after.attendance = item.attendance;
    after.noted_at = context.clock.now();
    after.noted_by_name = context.actor.name;
    TRY(service::replace_record(context, "convocation", *before, std::move(after), "attend"));
    return {};
}

/// The session of the path, when the actor may convoke to it; 409 for one of staff, and for one
/// that is cancelled or over.
Result<Session> open_session(const Context& context, const Request& request)
{
    auto session = TRY(visible_session(context.reader, context.actor, request));
    TRY(context.actor.require(Permission::RecordTraining, session.place()));
    TRY(require_audience(session, SessionAudience::Registrants));
    TRY(require_coming(session, context.clock.today()));
    return session;
}

/// Whom an order comes to, and what it would do.
struct Convoking
{
    std::vector<registry::RegistrationRow> rows;
    ConvokeOutcome outcome;
    std::vector<core::Id> elsewhere; ///< who are in another session at the same hours
};

Result<Convoking> convoking(const Context& context, const Session& session,
                            const ConvokeOrder& order)
{
    auto rows =
        order.everyone ? TRY(all_rows(context, session)) : TRY(named_rows(context, session, order));
    const auto engaged = TRY(engaged_elsewhere(context.reader, session));
    std::set<core::Id> convoked;
    auto room = session.capacity.value_or(INT64_MAX);
    for (const auto& one : TRY(convocations_of(context.reader, session.id))) {
        convoked.insert(one.registration_id);
        room -= one.has_seat ? 1 : 0;
    }
    Convoking found;
    for (auto& row : rows) {
        if (convoked.contains(row.id))
            ++found.outcome.already;
        else if (engaged.contains(*row.person_id))
            found.elsewhere.push_back(row.id);
        else if (room <= 0)
            ++found.outcome.left;
        else {
            --room;
            convoked.insert(row.id);
            found.outcome.registrations.push_back(row.id);
            found.rows.push_back(std::move(row));
            ++found.outcome.convoked;
        }
    }
    found.outcome.engaged = static_cast<std::int64_t>(found.elsewhere.size());
    return found;
}

/// Those named who are in another session at these hours: nobody comes to two.
Result<void> require_free(const Convoking& found, const ConvokeOrder& order)
{
    std::vector<core::FieldError> faults;
    for (std::size_t i = 0; i < order.registrations.size(); ++i)
        if (std::ranges::find(found.elsewhere, order.registrations[i]) != found.elsewhere.end())
            faults.push_back({"/registrations/" + std::to_string(i), "convoked_elsewhere", {}});
    if (!faults.empty())
        return core::fail(core::problems::invalid(std::move(faults)));
    return {};
}

/// False for who is not convoked, was told of something since, or has her attendance noted.
Result<bool> take_back(WriteContext& context, const Session& session,
                       const core::Id& registration_id)
{
    const auto id = id_of_convocation(session.id, registration_id);
    const auto before =
        TRY(service::find_record<ConvocationRow>(context.writer, "convocation", id));
    if (!before || before->attendance != Attendance::Expected ||
        TRY(messages::was_sent_about(context.reader, registration_id, before->convoked_at)))
        return false;
    TRY(messages::cancel_waiting_about(context, registration_id, occasion_of(session)));
    TRY(delete_convocation(context.writer, id));
    TRY(context.log("convocation", id, before->version + 1, "withdraw", core::to_json(*before),
                    nullptr));
    return true;
}

Result<Response> list_of(Context& context, const Session& session)
{
    service::Page<Convocation> page;
    page.items = TRY(visible_convocations(context.reader, context.actor, session));
    return service::ok(page);
}

} // namespace

/// A session that moves back to where it was is told of again: its version makes the occasion, and
/// the time too of a convocation, which may be taken back and made anew. What was not sent yet of
/// it no longer holds.
Result<void> tell(WriteContext& context, const Session& session,
                  const registry::RegistrationRow& row, std::string_view template_code)
{
    const auto about = occasion_of(session);
    auto occasion = about;
    occasion.append(row.id.str()).append("/").append(std::to_string(session.version));
    if (template_code == "convoked")
        occasion.append("/").append(std::to_string(context.clock.now().milliseconds));
    core::json::object params{{"date", session.held_on.to_iso()}};
    if (template_code != "convocation_cancelled")
        params["time"] = session.starts_at;
    TRY(messages::cancel_waiting_about(context, row.id, about));
    return registry::tell_registrant(context, row,
                                     {.template_code = std::string(template_code),
                                      .occasion = std::move(occasion),
                                      .params = std::move(params),
                                      .centre_id = session.centre_id});
}

Result<void> tell_all(WriteContext& context, const Session& session, std::string_view template_code)
{
    for (const auto& convocation : TRY(convocations_of(context.writer, session.id))) {
        const auto row =
            TRY(registry::find_registration(context.writer, convocation.registration_id));
        if (row && row->state == RegistrationState::Active && registry::holds_place(row->phase) &&
            convocation.attendance != Attendance::Present)
            TRY(tell(context, session, *row, template_code));
    }
    return {};
}

Result<bool> convoke_one(WriteContext& context, const Session& session,
                         const registry::RegistrationRow& row)
{
    ConvocationRow convocation{.session_id = session.id,
                               .registration_id = row.id,
                               .person_id = *row.person_id,
                               .convoked_at = context.clock.now(),
                               .convoked_by_name = context.actor.name};
    convocation.id = id_of_convocation(session.id, row.id);
    if (TRY(service::find_record<ConvocationRow>(context.writer, "convocation", convocation.id)))
        return false;
    TRY(service::create_record(context, "convocation", convocation));
    TRY(tell(context, session, row, "convoked"));
    return true;
}

Result<Response> show_convocations(Context& context, const Request& request)
{
    return list_of(context, TRY(visible_session(context.reader, context.actor, request)));
}

// POST /api/v1/sessions/{id}/convocations
// Whoever is convoked already is left as she is, so that those selected later can be added.
Result<Response> convoke(WriteContext& context, const Request& request, const ConvokeOrder& order)
{
    const auto session = TRY(open_session(context, request));
    const auto found = TRY(convoking(context, session, order));
    if (!order.everyone) {
        TRY(require_free(found, order));
        if (found.outcome.left > 0)
            return core::fail(core::problems::conflict("session_full"));
    }
    for (const auto& row : found.rows)
        TRY(convoke_one(context, session, row));
    return service::ok(found.outcome);
}

// POST /api/v1/sessions/{id}/convocations/preview
Result<Response> preview_convoking(Context& context, const Request& request,
                                   const ConvokeOrder& order)
{
    const auto session = TRY(open_session(context, request));
    const auto found = TRY(convoking(context, session, order));
    ConvokePreview preview{found.outcome, {}, {}};
    preview.unreached = TRY(unreached_of(context.reader, found.outcome.registrations));
    preview.elsewhere = TRY(named(context.reader, found.elsewhere));
    return service::ok(preview);
}

// POST /api/v1/sessions/{id}/convocations/undo
Result<Response> undo_convoking(WriteContext& context, const Request& request,
                                const UnconvokeOrder& order)
{
    const auto session = TRY(open_session(context, request));
    UnconvokeOutcome outcome;
    for (const auto& registration_id : order.registrations)
        ++(TRY(take_back(context, session, registration_id)) ? outcome.undone : outcome.left);
    return service::ok(outcome);
}

// POST /api/v1/sessions/{id}/attendance
Result<Response> note_attendance(WriteContext& context, const Request& request,
                                 const AttendanceSheet& sheet)
{
    const auto session = TRY(visible_session(context.reader, context.actor, request));
    TRY(context.actor.require(Permission::RecordTraining, session.place()));
    TRY(require_audience(session, SessionAudience::Registrants));
    TRY(require_held(session, context.clock.today()));
    for (std::size_t i = 0; i < sheet.items.size(); ++i)
        TRY(note(context, session, sheet.items[i],
                 "/items/" + std::to_string(i) + "/registration_id"));
    return list_of(context, session);
}

Result<Response> show_own_convocations(Context& context, const Request& request)
{
    const auto row =
        TRY(registry::find_registration(context.reader, TRY(service::path_id(request))));
    if (!row ||
        !context.actor.may(Permission::ViewRegistrants, {.region_code = row->region_code,
                                                         .province_code = row->province_code,
                                                         .centre_id = row->centre_id}))
        return core::fail(core::problems::not_found());
    service::Page<OwnConvocation> page;
    page.items = TRY(convocations_of_registration(context.reader, row->id));
    return service::ok(page);
}

Result<Response> show_convocations_to_herself(Context& context, const Request& request)
{
    const auto person_id = TRY(registry::holder_of_pass(context.services, request));
    service::Page<OwnConvocation> page;
    page.items = TRY(coming_convocations(context.reader, person_id, context.clock.today()));
    return service::ok(page);
}

} // namespace jisr::training
