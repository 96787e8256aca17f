#include "modules/finance/finance.hpp"
#include "modules/training/handlers.hpp"
#include "modules/training/report_handlers.hpp"
#include "modules/training/staff_handlers.hpp"
#include "modules/training/training.hpp"

namespace jisr::training {

service::Routes routes()
{
    using namespace service;
    using enum Permission;
    const std::string of_edition = "/api/v1/editions/{id}/sessions";
    const std::string one = "/api/v1/sessions/{id}";
    Routes routes;
    routes.push_back(list<SessionQuery, SessionView>(
        of_edition, ViewRegistrants, "Sessions of an edition, the latest first", show_sessions));
    routes.push_back(post<SessionDraft, Session>(of_edition, RecordTraining,
                                                 "Plan a session, or a resit of one", add_session));
    routes.push_back(get<SessionView>(one, ViewRegistrants, "A session", show_session));
    routes.push_back(
        put<SessionFields, Session>(one, RecordTraining, "Change a session", edit_session)
            .versioned());
    routes.push_back(
        act<Session>("POST", one + "/cancel", RecordTraining, "Cancel a session", cancel_session));
    routes.push_back(items<Convocation>(one + "/convocations", ViewRegistrants,
                                        "Who is convoked to a session, and who came",
                                        show_convocations));
    routes.push_back(post<ConvokeOrder, ConvokeOutcome>(one + "/convocations", RecordTraining,
                                                        "Convoke to a session", convoke, 200));
    routes.push_back(
        preview<ConvokeOrder, ConvokePreview>(one + "/convocations/preview", RecordTraining,
                                              "What convoking would do", preview_convoking));
    routes.push_back(post<UnconvokeOrder, UnconvokeOutcome>(
        one + "/convocations/undo", RecordTraining,
        "Take convocations back of which nobody was told yet", undo_convoking, 200));
    auto attendance = post<AttendanceSheet, void>(one + "/attendance", RecordTraining,
                                                  "Note who came", note_attendance, 200);
    attendance.response_schema = detail::page_schema_maker<Convocation>();
    routes.push_back(std::move(attendance));
    routes.push_back(direct<void, void>("GET", one + "/letters", ViewRegistrants,
                                        "The convocations as PDF, a letter each",
                                        print_convocations)
                         .slow()
                         .answers({"application/pdf"}));
    routes.push_back(items<OwnConvocation>("/api/v1/registrations/{id}/convocations",
                                           ViewRegistrants, "The convocations of a registration",
                                           show_own_convocations));
    routes.push_back(items<OwnConvocation>("/api/v1/self/file/convocations", Access::anyone(),
                                           "What one is convoked to oneself",
                                           show_convocations_to_herself)
                         .opened_with("X-File"));
    routes.push_back(items<finance::TrainingPartner>("/api/v1/training-partners", RecordTraining,
                                                     "Partners who give trainings, by name",
                                                     show_training_partners));
    for (auto more : {staff_routes, report_routes})
        for (auto& route : more())
            routes.push_back(std::move(route));
    return routes;
}

} // namespace jisr::training
