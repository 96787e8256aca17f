#include "core/hide.hpp"
#include "modules/programmes/programmes.hpp"
#include "modules/selection/appeal_store.hpp"
#include "modules/selection/handlers.hpp"
#include "service/crud.hpp"

#include <algorithm>
#include <set>

namespace jisr::selection {

namespace {

using registry::Phase;
using registry::RegistrationState;
using service::Permission;

template <class Row>
bool may_see(const service::Actor& actor, const Row& row)
{
    return actor.may(Permission::ViewSelection, place_of(row)) ||
           actor.may(Permission::ViewRegistrants, place_of(row));
}

/// Points are given while they can still decide.
bool is_scorable(const CandidateRow& row)
{
    return row.state == RegistrationState::Active &&
           (row.phase == Phase::Registered || row.phase == Phase::Eligible ||
            row.phase == Phase::Waiting || row.phase == Phase::Selected);
}

/// While scoring is open, and after that for whoever's appeal was accepted.
Result<bool> is_open_for(db::Reader& reader, const Plan& plan, const CandidateRow& row)
{
    return TRY(scoring_in(reader, plan, row.region_code)).open || TRY(is_reviewed(reader, row));
}

Result<CandidateRow> candidate_of_path(db::Reader& reader, const Request& request)
{
    auto row = TRY(find_candidate(reader, TRY(service::path_id(request))));
    if (!row)
        return core::fail(core::problems::not_found());
    return std::move(*row);
}

/// 422 for a criterion that the sheet does not have, that the file decides or that is given twice,
/// and for points above what can be reached.
Result<void> check(const Scoring& scoring, const std::vector<Criterion>& sheet)
{
    std::vector<core::FieldError> faults;
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < scoring.points.size(); ++i) {
        const auto& given = scoring.points[i];
        const std::string pointer = "/points/" + std::to_string(i);
        const auto found = std::ranges::find(sheet, given.criterion, &Criterion::code);
        if (found == sheet.end() || !found->bands.empty())
            faults.push_back({pointer + "/criterion", "unknown_criterion", {}});
        else if (!seen.insert(given.criterion).second)
            faults.push_back({pointer + "/criterion", "given_twice", {}});
        else if (given.points > found->most)
            faults.push_back({pointer + "/points", "over_points", {{"most", found->most}}});
    }
    if (scoring.points.empty())
        faults.push_back({"/points", "required", {}});
    if (!faults.empty())
        return core::fail(core::problems::invalid(std::move(faults)));
    return {};
}

/// A registration of anybody, if the actor may see it; else 404.
Result<MovableRow> visible_movable(const Context& context, const Request& request)
{
    auto row = TRY(find_movable(context.reader, TRY(service::path_id(request))));
    if (!row || !may_see(context.actor, *row))
        return core::fail(core::problems::not_found());
    return std::move(*row);
}

Result<Response> change_state(WriteContext& context, const Request& request, const Why& why,
                              RegistrationState state)
{
    const auto row = TRY(visible_candidate(context, request));
    TRY(context.actor.require(Permission::WithdrawRegistrants, place_of(row)));
    const auto before = TRY(registry::find_registration(context.writer, row.registration_id));
    if (before->state == state)
        return core::fail(core::problems::conflict(
            state == RegistrationState::Withdrawn ? "already_withdrawn" : "not_withdrawn"));
    TRY(registry::change_standing(context, *before, state, why.reason));
    return service::ok(
        TRY(whole_candidate(context, *TRY(find_candidate(context.writer, row.registration_id)))));
}

} // namespace

Result<void> put_points(WriteContext& context, const core::Id& registration_id,
                        const PointsGiven& given)
{
    Evaluation after{.registration_id = registration_id,
                     .criterion = given.criterion,
                     .scorer = context.actor.id,
                     .scorer_name = context.actor.name,
                     .points = given.points,
                     .note = given.note,
                     .scored_at = context.clock.now()};
    after.id = service::named_id("evaluation", registration_id.str() + " " + given.criterion + " " +
                                                   context.actor.id);
    const auto before =
        TRY(service::find_record<Evaluation>(context.writer, "evaluation", after.id));
    if (!before)
        return service::create_record(context, "evaluation", after);
    TRY(service::replace_record(context, "evaluation", *before, std::move(after), "update"));
    return {};
}

Result<CandidateRow> visible_candidate(const Context& context, const Request& request)
{
    auto row = TRY(candidate_of_path(context.reader, request));
    if (!may_see(context.actor, row))
        return core::fail(core::problems::not_found());
    return row;
}

namespace {

void hide_sensitive(service::ChangeLine& line)
{
    core::hide_changes<registry::RegistrationRow>(line.difference, core::Sensitivity::Sensitive);
    registry::hide_sensitive_reason(line.reason);
    auto* const change = line.difference.if_contains("phase_reason");
    if (change == nullptr || !change->is_array())
        return;
    for (auto& reason : change->as_array())
        if (reason.is_string()) {
            std::string text(reason.as_string());
            registry::hide_sensitive_reason(text);
            reason = text;
        }
}

/// A line of which nothing is left would tell that a hidden answer was changed, and when.
bool says_nothing(const service::ChangeLine& line)
{
    return line.operation == "update" &&
           std::ranges::all_of(line.difference,
                               [](const auto& change) { return change.key() == "version"; });
}

/// As this reader may see it; `untold`: regions_without_totals.
Result<Score> score_for(const Context& context, const CandidateRow& row, const Plan& plan,
                        const std::set<std::string>& untold)
{
    auto score = score_of(plan.criteria, traits_of(row, context.clock.today()),
                          TRY(points_of(context.reader, row.registration_id, plan.criteria)));
    if (context.actor.may(Permission::ViewSensitive, place_of(row)))
        return score;
    if (untold.contains(row.region_code))
        hide_points(score);
    else
        hide_sensitive(score, plan.criteria);
    return score;
}

/// As this reader may see her.
CandidateSummary summary_for(const Context& context, const CandidateRow& row, const Plan& plan,
                             const Score& score)
{
    auto summary = summary_of(row, plan, score, context.clock.today());
    if (!context.actor.may(Permission::ViewSensitive, place_of(row))) {
        summary.hidden = core::hide(summary, core::Sensitivity::Sensitive);
        summary.eligibility = eligibility_told(plan.rules, traits_of(row, context.clock.today()));
        if (summary.phase_reason)
            registry::hide_sensitive_reason(*summary.phase_reason);
    }
    if (!summary.score)
        summary.hidden.emplace_back("score");
    return summary;
}

/// Where she stands in the lists. Of whoever holds a place it would tell by which one to know how
/// many wait who were ranked before her.
Result<std::optional<ListPlace>> listed_for(const Context& context, const CandidateRow& row)
{
    const bool ranked =
        context.actor.may(Permission::ViewSensitive, {.region_code = row.region_code});
    auto listed = TRY(place_in_lists(context.reader, row.registration_id,
                                     ranked ? ListOrder::Ranking : ListOrder::PutUp));
    if (listed && !ranked && (!listed->place || row.phase != Phase::Waiting))
        listed->waiting = 0;
    return listed;
}

/// What others wrote about her; what the reader wrote she knows.
void hide_texts(const service::Actor& actor, Candidate& candidate)
{
    for (auto& evaluation : candidate.evaluations)
        if (evaluation.note && evaluation.scorer != actor.id)
            registry::hide_typed(*evaluation.note);
    for (auto& appeal : candidate.appeals)
        hide_texts(actor, appeal);
}

} // namespace

Result<Candidate> whole_candidate(const Context& context, const CandidateRow& row)
{
    const auto plan = TRY(plan_of(context.reader, row.edition_id));
    const auto untold = TRY(regions_without_totals(context.reader, row.edition_id));
    auto sheet = TRY(score_for(context, row, plan, untold));
    const auto place = place_of(row);
    const bool sees_points = context.actor.may(Permission::ViewSelection, place);
    if (!sees_points) // what the committee gave is the committee's
        sheet.total.reset();
    Candidate candidate;
    static_cast<CandidateSummary&>(candidate) = summary_for(context, row, plan, sheet);
    candidate.edition_id = row.edition_id.str();
    if (sees_points) {
        candidate.sheet = std::move(sheet);
        candidate.evaluations = TRY(evaluations_of(context.reader, row.registration_id));
        if (untold.contains(row.region_code) &&
            !context.actor.may(Permission::ViewSensitive, place))
            std::erase_if(candidate.evaluations,
                          [&](const Evaluation& one) { return one.scorer != context.actor.id; });
        candidate.appeals = TRY(appeals_of_registration(context.reader, row.registration_id));
        if (!context.actor.may(Permission::ViewSensitive, place))
            hide_texts(context.actor, candidate);
    }
    candidate.listed = TRY(listed_for(context, row));
    candidate.scoring_open = TRY(scoring_in(context.reader, plan, row.region_code)).open;
    const bool scores = context.actor.may(Permission::ScoreCandidates, place);
    candidate.may_score = scores && plan.version > 0 && is_scorable(row) &&
                          TRY(is_open_for(context.reader, plan, row));
    candidate.may_appeal = scores && (candidate.listed || row.phase == Phase::Rejected);
    candidate.may_withdraw = context.actor.may(Permission::WithdrawRegistrants, place);
    if (row.state == RegistrationState::Active)
        candidate.steps = steps_from(row.phase, context.actor, place, Registrant::Person);
    return candidate;
}

Result<Response> show_candidates(Context& context, const Request& request,
                                 const CandidateQuery& query)
{
    const auto edition = TRY(edition_of(context.reader, request));
    const auto plan = TRY(plan_of(context.reader, edition.id));
    const auto untold = TRY(regions_without_totals(context.reader, edition.id));
    const auto rows = TRY(list_candidates(context, edition.id, query));
    service::Page<CandidateSummary> page;
    page.next = rows.next;
    for (const auto& row : rows.items)
        page.items.push_back(
            summary_for(context, row, plan, TRY(score_for(context, row, plan, untold))));
    return service::ok(page);
}

Result<Response> show_candidate(Context& context, const Request& request)
{
    const auto row = TRY(visible_candidate(context, request));
    return service::versioned(service::ok(TRY(whole_candidate(context, row))), row.version);
}

// GET /api/v1/registrations/{id}/steps
Result<Response> show_steps(Context& context, const Request& request)
{
    const auto row = TRY(visible_movable(context, request));
    StepsToTake steps{.registration_id = row.registration_id};
    if (row.state == RegistrationState::Active)
        steps.steps = steps_from(row.phase, context.actor, place_of(row), row.who());
    return service::ok(steps);
}

Result<Response> show_registration_history(Context& context, const Request& request)
{
    const auto row = TRY(visible_movable(context, request));
    service::Page<service::ChangeLine> page;
    page.items = TRY(service::history_of(context, "registration", row.registration_id));
    if (!context.actor.may(Permission::ViewSensitive, place_of(row))) {
        for (auto& line : page.items)
            hide_sensitive(line);
        std::erase_if(page.items, says_nothing);
    }
    return service::ok(page);
}

// POST /api/v1/registrations/{id}/points
// Each scorer gives her own points and may change them until scoring is closed; the score is their
// mean.
Result<Response> give_points(WriteContext& context, const Request& request, const Scoring& scoring)
{
    const auto row = TRY(visible_candidate(context, request));
    TRY(context.actor.require(Permission::ScoreCandidates, place_of(row)));
    const auto plan = TRY(plan_of(context.writer, row.edition_id));
    TRY(check(scoring, plan.criteria));
    if (!TRY(is_open_for(context.reader, plan, row)))
        return core::fail(core::problems::conflict("scoring_closed"));
    if (!is_scorable(row))
        return core::fail(core::problems::conflict("not_scorable"));
    for (const auto& given : scoring.points)
        TRY(put_points(context, row.registration_id, given));
    return service::ok(TRY(whole_candidate(context, row)));
}

// POST /api/v1/registrations/{id}/withdraw
// She leaves this edition and keeps her file; if she was selected, the next who waits is promoted.
Result<Response> withdraw_registration(WriteContext& context, const Request& request,
                                       const Why& why)
{
    return change_state(context, request, why, RegistrationState::Withdrawn);
}

Result<Response> restore_registration(WriteContext& context, const Request& request, const Why& why)
{
    return change_state(context, request, why, RegistrationState::Active);
}

} // namespace jisr::selection
