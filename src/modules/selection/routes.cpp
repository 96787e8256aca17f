#include "modules/selection/handlers.hpp"
#include "modules/selection/selection.hpp"
#include "service/export.hpp"

namespace jisr::selection {

namespace {

using namespace service;
using enum Permission;

void add_candidate_routes(Routes& routes)
{
    const std::string edition = "/api/v1/editions/{id}";
    const std::string one = "/api/v1/registrations/{id}";
    routes.push_back(get<Plan>(edition + "/selection-plan", ViewSelection,
                               "How the edition selects: rules, sheet and reserves", show_plan));
    routes.push_back(put<PlanDraft, Plan>(edition + "/selection-plan", ManageSelection,
                                          "Change how the edition selects", put_plan)
                         .versioned());
    routes.push_back(items<RegionScoring>(edition + "/scoring", ViewSelection,
                                          "Whether points can be given, region by region",
                                          show_scoring));
    routes.push_back(post<ScoringSwitch, RegionScoring>(edition + "/scoring", ManageSelection,
                                                        "Close or open the scoring of a region",
                                                        switch_scoring, 200));
    routes.push_back(direct<EligibilityOrder, EligibilityOutcome>(
                         "POST", edition + "/eligibility", ManageSelection,
                         "Ask the rules about everyone registered in a region", check_eligibility)
                         .slow());
    routes.push_back(list<CandidateQuery, CandidateSummary>(
        edition + "/candidates", ViewSelection, "Candidates with their scores", show_candidates));
    routes.push_back(get<Candidate>(one, ViewRegistrants,
                                    "A registration with everything that decides about it",
                                    show_candidate));
    routes.push_back(get<StepsToTake>(one + "/steps", ViewRegistrants,
                                      "Where the actor may take a registration, of a person, "
                                      "a cooperative or a company",
                                      show_steps));
    routes.push_back(items<ChangeLine>(one + "/history", ViewRegistrants,
                                       "What happened to the registration",
                                       show_registration_history));
    routes.push_back(post<Scoring, Candidate>(one + "/points", ScoreCandidates,
                                              "Give points, or change those given before",
                                              give_points, 200));
    routes.push_back(post<Why, Candidate>(one + "/withdraw", WithdrawRegistrants,
                                          "Withdraw from the edition, with the reason",
                                          withdraw_registration, 200));
    routes.push_back(post<Why, Candidate>(one + "/restore", WithdrawRegistrants,
                                          "Let a withdrawn registration stand again",
                                          restore_registration, 200));
}

void add_run_routes(Routes& routes)
{
    const std::string edition = "/api/v1/editions/{id}";
    const std::string one = "/api/v1/selections/{id}";
    routes.push_back(items<RunRow>(edition + "/selections", ViewSelection,
                                   "Selections of the edition, region by region", show_runs));
    routes.push_back(direct<RunDraft, Run>("POST", edition + "/selections", ManageSelection,
                                           "Close the list that a selection of a region ranks",
                                           make_run, 201)
                         .slow());
    routes.push_back(get<Run>(one, ViewSelection, "A selection with its balance", show_run));
    routes.push_back(direct<void, Run>("POST", one + "/draw", ManageSelection,
                                       "Draw the lots of a closed list", draw_listed)
                         .slow());
    routes.push_back(direct<void, Run>("POST", one + "/confirm", ManageSelection,
                                       "Confirm a selection: places are given", confirm_run)
                         .slow());
    routes.push_back(get<Verification>(one + "/verification", ViewSelection,
                                       "The selection made again from what it keeps", verify_run));
    routes.push_back(list<EntryQuery, EntryView>(one + "/entries", ViewSelection,
                                                 "Who is selected and who waits", show_entries));
    auto paper = direct<void, void>("GET", one + "/list", ViewSelection,
                                    "The list to be signed, or that to be put up, as PDF in "
                                    "Arabic and French",
                                    print_run)
                     .slow()
                     .answers({"application/pdf"});
    paper.query = run_paper_parameters();
    routes.push_back(std::move(paper));
    auto file = direct<void, void>("GET", one + "/export", Permission::ExportRegistrants,
                                   "The same list as XLSX or CSV", export_run)
                    .slow()
                    .answers(sheet_types());
    file.query = run_export_parameters();
    routes.push_back(std::move(file));
    routes.push_back(items<Appeal>(one + "/appeals", ViewSelection,
                                   "Appeals against the selection, newest first", show_appeals));
    routes.push_back(post<AppealDraft, Appeal>(one + "/appeals", ScoreCandidates,
                                               "Record an appeal", record_appeal));
    routes.push_back(items<AppealEffect>(one + "/appeal-effects", ViewSelection,
                                         "Where appeals have put those who appealed since the "
                                         "selection before",
                                         show_effects));
    routes.push_back(list<AppealQuery, Appeal>(edition + "/appeals", ViewSelection,
                                               "Appeals of the edition, open ones first",
                                               show_all_appeals));
    routes.push_back(post<Complaint, Appeal>("/api/v1/registrations/{id}/appeals", ScoreCandidates,
                                             "Record an appeal of a registration",
                                             record_appeal_of));
    routes.push_back(post<AppealAnswer, Appeal>("/api/v1/appeals/{id}/answer", ManageSelection,
                                                "Answer an appeal", answer_appeal, 200));
}

} // namespace

service::Routes routes()
{
    Routes routes;
    add_candidate_routes(routes);
    add_run_routes(routes);
    routes.push_back(preview<MoveOrder, MovePreview>("/api/v1/phases/preview", ViewRegistrants,
                                                     "What moving registrations would do",
                                                     preview_move));
    routes.push_back(post<MoveOrder, PhaseMove>(
        "/api/v1/phases", ViewRegistrants, "Move registrations to a phase", move_registrations));
    routes.push_back(act<UndoneMove>("POST", "/api/v1/phase-moves/{id}/undo", ViewRegistrants,
                                     "Undo a move of registrations", undo_move));
    return routes;
}

} // namespace jisr::selection
