#include "modules/convergence/handlers.hpp"

namespace jisr::convergence {

namespace {

using namespace service;
using enum Permission;

constexpr std::int64_t kFileLimit = 50LL << 20;

void add_list_routes(Routes& routes, const std::shared_ptr<ListDesk>& desk)
{
    const std::string all = "/api/v1/convergence/lists";
    const std::string one = all + "/{id}";
    auto uploading =
        direct<void, ShownList>(
            "POST", all, ImportRegistrants, "Hand over a list (CSV, XLSX) of another programme",
            [desk](DirectContext& context, const std::shared_ptr<Request>& request) {
                return upload_list(*desk, context, *request);
            },
            202)
            .upload(sheet_types(), kFileLimit)
            .slow();
    uploading.query = query_parameters<ListQuery>();
    routes.push_back(std::move(uploading));
    routes.push_back(items<ShownList>(all, ImportRegistrants, "The latest lists", show_lists));
    routes.push_back(get<ShownList>(one, ImportRegistrants, "A list and how far it is", show_list));
    routes.push_back(list<RowQuery, ShownRow>(
        one + "/rows", ImportRegistrants, "Rows that are, or may be, of registrants", show_rows));
    routes.push_back(post<SameChoice, ShownRow>(one + "/rows/{row}/same", ImportRegistrants,
                                                "The row is of that registrant", row_is_hers, 200));
    routes.push_back(act<ShownRow>("POST", one + "/rows/{row}/nobody", ImportRegistrants,
                                   "The row is of none of the likely registrants", row_is_nobody));
    routes.push_back(act<ShownRow>("POST", one + "/rows/{row}/undo", ImportRegistrants,
                                   "Take back what was decided of a row", undo_row));
    routes.push_back(act<ShownList>("POST", one + "/close", ImportRegistrants,
                                    "Close a list: what it said is forgotten", close));
    routes.push_back(act<void>(
        "DELETE", one, ImportRegistrants, "Take a list back with all that came of it",
        [desk](WriteContext& context, const Request& request) {
            return remove(*desk, context, request);
        },
        204));
}

} // namespace

Routes routes(const std::shared_ptr<ListDesk>& desk)
{
    const std::string programmes = "/api/v1/convergence/programmes";
    const std::string table = "/api/v1/convergence/table";
    Routes routes;
    routes.push_back(items<OtherProgramme>(programmes, ViewProgress,
                                           "Programmes of other institutions", show_programmes));
    routes.push_back(post<OtherProgrammeDraft, OtherProgramme>(
        programmes, ManageProgrammes, "Add a programme of another institution", add_programme));
    routes.push_back(put<OtherProgrammeDraft, OtherProgramme>(
                         programmes + "/{id}", ManageProgrammes,
                         "Change a programme of another institution", edit_programme)
                         .versioned());
    add_list_routes(routes, desk);
    routes.push_back(items<OwnParticipation>("/api/v1/persons/{id}/other-programmes",
                                             ViewRegistrants,
                                             "What a person has of other programmes", show_own));
    routes.push_back(list<ParticipantQuery, Participant>(
        "/api/v1/convergence/participants", ViewRegistrants,
        "Registrants who take part in other programmes", show_participants));
    auto who =
        direct<void, void>("GET", "/api/v1/convergence/participants/export", ExportRegistrants,
                           "The same list as CSV or XLSX", export_participants)
            .slow()
            .answers(sheet_types());
    who.query = query_parameters<ParticipantExportQuery>();
    routes.push_back(std::move(who));
    routes.push_back(items<ListedYear>("/api/v1/convergence/years", ViewProgress,
                                       "The years of which lists say something", show_years));
    routes.push_back(list<TableQuery, Line>(
        table, ViewProgress, "Registrants in other programmes, by programme and territory",
        show_table));
    auto exporting = direct<void, void>("GET", table + "/export", ViewProgress,
                                        "The same table as CSV or XLSX", export_table)
                         .slow()
                         .answers(sheet_types());
    exporting.query = query_parameters<TableExportQuery>();
    routes.push_back(std::move(exporting));
    return routes;
}

} // namespace jisr::convergence
