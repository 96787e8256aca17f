#include "modules/programmes/programme_handlers.hpp"
#include "modules/programmes/progress.hpp"
#include "modules/programmes/progress_handlers.hpp"
#include "modules/programmes/report_handlers.hpp"
#include "modules/programmes/wall.hpp"

namespace jisr::programmes {

namespace {

using service::Access;
using service::Permission;
using service::Route;

template <class Query>
Route with_query(Route route)
{
    route.query = service::query_parameters<Query>();
    return route;
}

} // namespace

service::Routes routes()
{
    const std::string programmes = "/api/v1/programmes";
    const std::string edition = "/api/v1/editions/{id}";
    service::Routes routes;
    routes.push_back(service::items<ProgrammeView>(
        programmes, Access::signed_in(), "Programmes with their editions", list_all_programmes));
    routes.push_back(service::post<ProgrammeDraft, ProgrammeView>(
        programmes, Permission::ManageProgrammes, "Add a programme", create_programme));
    routes.push_back(service::get<ProgrammeView>(programmes + "/{id}", Access::signed_in(),
                                                 "A programme with its editions", get_programme));
    routes.push_back(service::put<ProgrammeDraft, ProgrammeView>(
                         programmes + "/{id}", Permission::ManageProgrammes, "Change a programme",
                         update_programme)
                         .versioned());
    routes.push_back(service::post<EditionDraft, Edition>(programmes + "/{id}/editions",
                                                          Permission::ManageProgrammes,
                                                          "Add an edition", create_edition));
    routes.push_back(service::put<EditionDraft, Edition>(edition, Permission::ManageProgrammes,
                                                         "Change or close an edition",
                                                         update_edition)
                         .versioned());
    routes.push_back(with_query<TargetQuery>(
        service::get<Targets>(edition + "/targets", Permission::ViewProgress,
                              "What regions and provinces are to reach", get_targets)));
    routes.push_back(with_query<TargetQuery>(
        service::put<TargetChanges, Targets>(edition + "/targets", Permission::ManageTargets,
                                             "Set targets, with the reason", put_targets)
            .versioned()));
    routes.push_back(with_query<ProgressQuery>(service::direct<void, Progress>(
        "GET", edition + "/progress", Permission::ViewProgress,
        "Registrations against targets, region by region", get_progress)));
    routes.push_back(with_query<ProgressQuery>(
        service::direct<void, void>("GET", edition + "/progress/events", Permission::ViewProgress,
                                    "The numbers as they move: server-sent events `progress`",
                                    watch_progress)
            .answers({"text/event-stream"})));
    for (auto& more : {report_routes(), wall_routes()})
        routes.insert(routes.end(), more.begin(), more.end());
    return routes;
}

} // namespace jisr::programmes
