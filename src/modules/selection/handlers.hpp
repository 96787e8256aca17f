#pragma once

#include "modules/programmes/programmes.hpp"
#include "modules/selection/phase.hpp"
#include "modules/selection/run_store.hpp"
#include "modules/selection/scoring.hpp"
#include "service/audit_store.hpp"
#include "service/route.hpp"

namespace jisr::selection {

using service::Context;
using service::DirectContext;
using service::Request;
using service::Response;
using service::Result;
using service::WriteContext;

/// A selection as it is shown.
struct Run : RunRow
{
    std::string programme_name_ar;
    std::string programme_name_fr;
    std::string edition_name_ar;
    std::string edition_name_fr;
    std::vector<GroupBalance> balance;
    std::int64_t promoted = 0;      ///< from the waiting list, since it was confirmed
    std::int64_t drafts_before = 0; ///< drawn up and not confirmed since the selection before it

    static constexpr std::string_view kRecord = "selection.RunView";
};
BOOST_DESCRIBE_STRUCT(Run, (RunRow),
                      (programme_name_ar, programme_name_fr, edition_name_ar, edition_name_fr,
                       balance, promoted, drafts_before))

struct RunDraft
{
    std::string region_code;
    bool keeps_selected = true; ///< whoever holds a place keeps it; else all are ranked anew
    std::optional<std::string> reason;

    static constexpr std::string_view kRecord = "selection.RunDraft";
    static constexpr std::array kFields{core::field("region_code").length(2),
                                        core::field("keeps_selected").defaulted(),
                                        core::field("reason").length(500)};
};
BOOST_DESCRIBE_STRUCT(RunDraft, (), (region_code, keeps_selected, reason))

/// Whether a selection, made again from what it keeps, comes to the same.
struct Verification
{
    bool same = false;
    std::string digest;

    static constexpr std::string_view kRecord = "selection.Verification";
};
BOOST_DESCRIBE_STRUCT(Verification, (), (same, digest))

struct EligibilityOrder
{
    std::string region_code;
    bool apply = false; ///< or else only tell what would be

    static constexpr std::string_view kRecord = "selection.EligibilityOrder";
    static constexpr std::array kFields{core::field("apply").defaulted()};
};
BOOST_DESCRIBE_STRUCT(EligibilityOrder, (), (region_code, apply))

/// How many are stopped by a rule, and of how many the file does not say.
struct RuleCount
{
    RuleField field = RuleField::Age;
    std::int64_t not_met = 0;
    std::int64_t unknown = 0;

    static constexpr std::string_view kRecord = "selection.RuleCount";
};
BOOST_DESCRIBE_STRUCT(RuleCount, (), (field, not_met, unknown))

struct EligibilityOutcome
{
    std::int64_t eligible = 0;
    std::int64_t rejected = 0;
    std::int64_t incomplete = 0;   ///< something is to be asked: they are registered, no more
    std::int64_t reconsidered = 0; ///< of the eligible, whom the rules had rejected
    std::int64_t reopened = 0;     ///< of the incomplete, whom the rules had rejected
    std::vector<RuleCount> rules;
    std::vector<core::Id> moves; ///< that were made, each of which can be undone

    static constexpr std::string_view kRecord = "selection.EligibilityOutcome";
};
BOOST_DESCRIBE_STRUCT(EligibilityOutcome, (),
                      (eligible, rejected, incomplete, reconsidered, reopened, rules, moves))

struct PointsGiven
{
    std::string criterion;
    std::int64_t points = 0;
    std::optional<std::string> note;

    static constexpr std::string_view kRecord = "selection.PointsGiven";
    static constexpr std::array kFields{core::field("criterion").length(40),
                                        core::field("points").range(0, 100),
                                        core::field("note").length(500).lines()};
};
BOOST_DESCRIBE_STRUCT(PointsGiven, (), (criterion, points, note))

struct Scoring
{
    std::vector<PointsGiven> points;

    static constexpr std::string_view kRecord = "selection.Scoring";
    static constexpr std::array kFields{core::field("points").length(20)};
};
BOOST_DESCRIBE_STRUCT(Scoring, (), (points))

enum class AppealState { Open, Accepted, Refused };
BOOST_DESCRIBE_ENUM(AppealState, Open, Accepted, Refused)

/// What somebody says against the outcome of a selection, or against being refused without one; a
/// row of table appeal.
struct Appeal
{
    core::Id id;
    std::optional<core::Id> run_id; ///< null: she was refused, and is in no selection
    core::Id registration_id;
    std::string complaint;
    AppealState state = AppealState::Open;
    std::optional<std::string> answer;
    core::Instant recorded_at;
    std::string recorded_by;
    std::string recorded_by_name;
    std::optional<core::Instant> answered_at;
    std::optional<std::string> answered_by_name;
    std::int64_t version = 1;

    static constexpr std::string_view kRecord = "selection.Appeal";
};
BOOST_DESCRIBE_STRUCT(Appeal, (),
                      (id, run_id, registration_id, complaint, state, answer, recorded_at,
                       recorded_by, recorded_by_name, answered_at, answered_by_name, version))

struct AppealDraft
{
    core::Id registration_id;
    std::string complaint;

    static constexpr std::string_view kRecord = "selection.AppealDraft";
    static constexpr std::array kFields{core::field("complaint").length(2000).lines()};
};
BOOST_DESCRIBE_STRUCT(AppealDraft, (), (registration_id, complaint))

struct Complaint
{
    std::string complaint;

    static constexpr std::string_view kRecord = "selection.Complaint";
    static constexpr std::array kFields{core::field("complaint").length(2000).lines()};
};
BOOST_DESCRIBE_STRUCT(Complaint, (), (complaint))

struct AppealQuery
{
    std::optional<std::string> region;
    std::optional<AppealState> state;

    static constexpr std::string_view kRecord = "selection.AppealQuery";
};
BOOST_DESCRIBE_STRUCT(AppealQuery, (), (region, state))

/// Where she stood who appealed, and where a further selection puts her.
struct AppealEffect
{
    core::Id appeal_id;
    core::Id registration_id;
    std::string reference;
    AppealState state = AppealState::Open;
    std::optional<std::int64_t> place_before; ///< null: she was in no list, or it is not told
    std::optional<std::int64_t> score_before; ///< hundredths
    bool selected_before = false;
    std::optional<std::int64_t> place_after;
    std::optional<std::int64_t> score_after;
    bool selected_after = false;

    static constexpr std::string_view kRecord = "selection.AppealEffect";
};
BOOST_DESCRIBE_STRUCT(AppealEffect, (),
                      (appeal_id, registration_id, reference, state, place_before, score_before,
                       selected_before, place_after, score_after, selected_after))

struct AppealAnswer
{
    bool accepted = false;
    std::string answer;

    static constexpr std::string_view kRecord = "selection.AppealAnswer";
    static constexpr std::array kFields{core::field("answer").length(2000).lines()};
};
BOOST_DESCRIBE_STRUCT(AppealAnswer, (), (accepted, answer))

/// Where she stands in the lists of the selection that is in force.
struct ListPlace
{
    core::Id run_id;
    std::string quota;
    std::optional<std::int64_t> place; ///< as in Entry: null where this reader may not know it
    bool selected = false;             ///< by the selection itself, whatever came later
    std::int64_t waiting = 0;          ///< who wait today before her

    static constexpr std::string_view kRecord = "selection.ListPlace";
};
BOOST_DESCRIBE_STRUCT(ListPlace, (), (run_id, quota, place, selected, waiting))

/// A candidate with everything that decides about her.
struct Candidate : CandidateSummary
{
    std::string edition_id;
    Score sheet;
    std::vector<Evaluation> evaluations;
    std::vector<Appeal> appeals;
    std::optional<ListPlace> listed;
    bool scoring_open = true; ///< in her region
    bool may_score = false;
    bool may_appeal = false;
    bool may_withdraw = false;
    std::vector<registry::Phase> steps; ///< that the reader may take

    static constexpr std::string_view kRecord = "selection.Candidate";
};
BOOST_DESCRIBE_STRUCT(Candidate, (CandidateSummary),
                      (edition_id, sheet, evaluations, appeals, listed, scoring_open, may_score,
                       may_appeal, may_withdraw, steps))

/// Registrations to be moved to a phase.
struct MoveOrder
{
    std::vector<core::Id> registrations;
    registry::Phase to = registry::Phase::Registered;
    std::optional<std::string> reason;

    static constexpr std::string_view kRecord = "selection.MoveOrder";
    static constexpr std::array kFields{core::field("registrations").length(500),
                                        core::field("reason").length(500)};
};
BOOST_DESCRIBE_STRUCT(MoveOrder, (), (registrations, to, reason))

/// What moving one of them would do.
struct MoveLine
{
    core::Id registration_id;
    std::string reference;
    registry::Phase from = registry::Phase::Registered;
    std::optional<std::string> refused; ///< text key of why it cannot be moved
    std::optional<std::string> doubt;   ///< text key of why moving it wants a reason of its own

    static constexpr std::string_view kRecord = "selection.MoveLine";
};
BOOST_DESCRIBE_STRUCT(MoveLine, (), (registration_id, reference, from, refused, doubt))

struct MovePreview
{
    std::int64_t movable = 0;
    bool needs_reason = false;
    std::vector<MoveLine> lines;

    static constexpr std::string_view kRecord = "selection.MovePreview";
};
BOOST_DESCRIBE_STRUCT(MovePreview, (), (movable, needs_reason, lines))

/// One that was moved, and where it came from.
struct Moved
{
    core::Id registration_id;
    registry::Phase from = registry::Phase::Registered;
    std::optional<std::string> reason; ///< that it had there

    static constexpr std::string_view kRecord = "selection.Moved";
};
BOOST_DESCRIBE_STRUCT(Moved, (), (registration_id, from, reason))

/// A row of table phase_move.
struct PhaseMove
{
    core::Id id;
    core::Id edition_id;
    std::string region_code;
    registry::Phase phase = registry::Phase::Registered;
    std::optional<std::string> reason;
    std::vector<Moved> moved;
    core::Instant moved_at;
    std::string moved_by;
    std::string moved_by_name;
    std::optional<core::Instant> undone_at;
    std::int64_t version = 1;

    static constexpr std::string_view kRecord = "selection.PhaseMove";
};
BOOST_DESCRIBE_STRUCT(PhaseMove, (),
                      (id, edition_id, region_code, phase, reason, moved, moved_at, moved_by,
                       moved_by_name, undone_at, version))

/// What undoing a move did.
struct UndoneMove
{
    std::int64_t undone = 0;
    std::int64_t waiting = 0; ///< of these, whose places went to others: they wait
    std::int64_t left = 0;    ///< that have gone on since, were withdrawn, or were told

    static constexpr std::string_view kRecord = "selection.UndoneMove";
};
BOOST_DESCRIBE_STRUCT(UndoneMove, (), (undone, waiting, left))

/// Where the actor may take a registration.
struct StepsToTake
{
    core::Id registration_id;
    std::vector<registry::Phase> steps;

    static constexpr std::string_view kRecord = "selection.StepsToTake";
};
BOOST_DESCRIBE_STRUCT(StepsToTake, (), (registration_id, steps))

struct Why
{
    std::string reason;

    static constexpr std::string_view kRecord = "selection.Why";
    static constexpr std::array kFields{core::field("reason").length(500).lines()};
};
BOOST_DESCRIBE_STRUCT(Why, (), (reason))

/// What an appeal says of her, from a reader who may not see what is sensitive and did not record
/// it herself; that there is an answer stays.
void hide_texts(const service::Actor& actor, Appeal& appeal);

/// The edition of the path; 404 without it.
Result<programmes::Edition> edition_of(db::Reader& reader, const Request& request);
/// The candidate of the path, if the actor may see her among candidates or registrants; else 404.
Result<CandidateRow> visible_candidate(const Context& context, const Request& request);
Result<Candidate> whole_candidate(const Context& context, const CandidateRow& row);
/// The run with its balance, read where it is not known, and the names of its programme.
Result<Run> whole_run(db::Reader& reader, const RunRow& row,
                      std::optional<std::vector<GroupBalance>> balance = {});
/// The run of the path, if the actor may see selections of its region; else 404.
Result<RunRow> visible_run(db::Reader& reader, const service::Actor& actor, const Request& request);

/// What the plan's rules say of everyone who is registered in a region, and of those whom they
/// rejected before; when asked to apply it, moves them, some at a time. 409 plan_missing.
Result<EligibilityOutcome> ask_rules(service::Services& services, const service::Actor& actor,
                                     const core::Id& edition_id, const EligibilityOrder& order);
/// Closes the list of a run, whose region and day are given, over what the database says now, as
/// the region's only one that is open. 409 without plan, closed scoring, target or candidates.
Result<void> close_list(service::Services& services, const service::Actor& actor,
                        const RunRow& run);
/// Draws the lots of a closed list from a seed that nobody has chosen; 409 lots_drawn once they
/// are, selection_outdated where the list is no longer what was published. Gives its balance.
Result<std::vector<GroupBalance>> draw_run(service::Services& services, const service::Actor& actor,
                                           const core::Id& run_id);
/// Confirms a draft that still is what a new one would be; else 409 selection_outdated, or
/// selection_not_draft when somebody was faster.
Result<void> confirm_draft(service::Services& services, const service::Actor& actor,
                           const core::Id& run_id);
/// Puts the points that one scorer gives for one criterion.
Result<void> put_points(WriteContext& context, const core::Id& registration_id,
                        const PointsGiven& given);

/// As the actor may read the lists of a run: by rank, if she may know how each came on hers.
ListOrder order_for(const service::Actor& actor, const RunRow& run);
/// Takes out of a run what tells of the few women of a sensitive group, unless the actor may know.
void hide_sensitive(const service::Actor& actor, RunRow& run);
void hide_sensitive(const service::Actor& actor, Run& run);
/// Takes out of a run's entries what would tell the actor answers of women whose answers she may
/// not see: reserved places, scores with points that follow from such an answer, and all scores
/// once they would tell who has a reserved place.
Result<void> hide_sensitive(const service::Actor& actor, db::Reader& reader, const RunRow& run,
                            std::vector<EntryView>& entries);

Result<Response> show_plan(Context& context, const Request& request);
Result<Response> put_plan(WriteContext& context, const Request& request, const PlanDraft& draft);
Result<Response> show_scoring(Context& context, const Request& request);
Result<Response> switch_scoring(WriteContext& context, const Request& request,
                                const ScoringSwitch& wanted);
Result<Response> check_eligibility(DirectContext& context, const std::shared_ptr<Request>& request);
Result<Response> show_candidates(Context& context, const Request& request,
                                 const CandidateQuery& query);
Result<Response> show_candidate(Context& context, const Request& request);
Result<Response> show_steps(Context& context, const Request& request);
Result<Response> show_registration_history(Context& context, const Request& request);
Result<Response> give_points(WriteContext& context, const Request& request, const Scoring& scoring);
Result<Response> withdraw_registration(WriteContext& context, const Request& request,
                                       const Why& why);
Result<Response> restore_registration(WriteContext& context, const Request& request,
                                      const Why& why);

Result<Response> show_runs(Context& context, const Request& request);
Result<Response> make_run(DirectContext& context, const std::shared_ptr<Request>& request);
Result<Response> draw_listed(DirectContext& context, const std::shared_ptr<Request>& request);
Result<Response> show_run(Context& context, const Request& request);
Result<Response> confirm_run(DirectContext& context, const std::shared_ptr<Request>& request);
Result<Response> verify_run(Context& context, const Request& request);
Result<Response> show_entries(Context& context, const Request& request, const EntryQuery& query);
Result<Response> print_run(DirectContext& context, const std::shared_ptr<Request>& request);
Result<Response> export_run(DirectContext& context, const std::shared_ptr<Request>& request);
std::vector<service::QueryParameter> run_export_parameters();
std::vector<service::QueryParameter> run_paper_parameters();

Result<Response> show_appeals(Context& context, const Request& request);
Result<Response> record_appeal(WriteContext& context, const Request& request,
                               const AppealDraft& draft);
Result<Response> show_effects(Context& context, const Request& request);
Result<Response> show_all_appeals(Context& context, const Request& request,
                                  const AppealQuery& query);
Result<Response> record_appeal_of(WriteContext& context, const Request& request,
                                  const Complaint& complaint);
Result<Response> answer_appeal(WriteContext& context, const Request& request,
                               const AppealAnswer& answer);

Result<Response> preview_move(Context& context, const Request&, const MoveOrder& order);
Result<Response> move_registrations(WriteContext& context, const Request& request,
                                    const MoveOrder& order);
Result<Response> undo_move(WriteContext& context, const Request& request);

} // namespace jisr::selection
