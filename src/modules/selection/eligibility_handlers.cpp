#include "modules/programmes/programmes.hpp"
#include "modules/selection/handlers.hpp"
#include "service/crud.hpp"

#include <algorithm>
#include <span>

namespace jisr::selection {

namespace {

using registry::Phase;
using service::Permission;

constexpr std::size_t kAtOnce = 500;

/// What the rules say of one who is only registered, or whom they rejected before.
struct Judged
{
    core::Id registration_id;
    Phase from = Phase::Registered;
    Eligibility eligibility;

    /// What the file does not say refuses nobody.
    [[nodiscard]] Phase to() const
    {
        switch (eligibility.verdict) {
        case Verdict::Met:
            return Phase::Eligible;
        case Verdict::NotMet:
            return Phase::Rejected;
        case Verdict::Unknown:
            break;
        }
        return Phase::Registered;
    }
};

void count(EligibilityOutcome& outcome, const Judged& judged)
{
    const auto& eligibility = judged.eligibility;
    const bool again = judged.from == Phase::Rejected;
    outcome.eligible += judged.to() == Phase::Eligible ? 1 : 0;
    outcome.rejected += judged.to() == Phase::Rejected ? 1 : 0;
    outcome.incomplete += judged.to() == Phase::Registered ? 1 : 0;
    outcome.reconsidered += again && judged.to() == Phase::Eligible ? 1 : 0;
    outcome.reopened += again && judged.to() == Phase::Registered ? 1 : 0;
    for (auto& rule : outcome.rules) {
        rule.not_met += std::ranges::count(eligibility.not_met, rule.field);
        rule.unknown += std::ranges::count(eligibility.unknown, rule.field);
    }
}

/// "rules: age, residence"; readers' pages say the words.
std::string reason_of(const Judged& judged)
{
    std::string reason(judged.from == Phase::Rejected ? "reconsidered" : "");
    for (const auto field : judged.eligibility.not_met)
        reason.append(reason.empty() ? "rules: " : ", ").append(core::code_of(field));
    return reason;
}

/// Whoever was moved on or withdrew since the reading stays as she is.
Result<void> apply_to(WriteContext& context, const Judged& judged, PhaseMove& move)
{
    const auto row = TRY(registry::find_registration(context.writer, judged.registration_id));
    if (!row || row->phase != judged.from || row->state != registry::RegistrationState::Active)
        return {};
    if (row->phase == Phase::Rejected && !rejected_by_rules(row->phase, row->phase_reason))
        return {};
    const auto reason = reason_of(judged);
    TRY(registry::change_phase(context, *row, {move.phase, operation_of(move.phase), reason}));
    move.moved.push_back({row->id, row->phase, row->phase_reason});
    return {};
}

/// Those of `some` who come into the phase of `move`, as one that can be undone; null when nobody
/// was moved.
Result<std::optional<core::Id>> move_some(WriteContext& context, PhaseMove move,
                                          std::span<const Judged> some)
{
    for (const auto& judged : some)
        if (judged.to() == move.phase)
            TRY(apply_to(context, judged, move));
    if (move.moved.empty())
        return std::optional<core::Id>();
    move.moved_at = context.clock.now();
    move.moved_by = context.actor.id;
    move.moved_by_name = context.actor.name;
    TRY(service::create_record(context, "phase_move", move));
    return std::optional(move.id);
}

Result<std::vector<core::Id>> apply_to_all(service::Services& services, const service::Actor& actor,
                                           const PhaseMove& as, const std::vector<Judged>& all)
{
    std::vector<core::Id> moves;
    for (std::size_t first = 0; first < all.size(); first += kAtOnce) {
        const auto some = std::span(all).subspan(first, std::min(kAtOnce, all.size() - first));
        std::vector<core::Id> made; // a group commit may run the work twice
        TRY(service::write_as(services, actor, [&](WriteContext& writing) -> Result<void> {
            made.clear();
            for (const auto phase : {Phase::Eligible, Phase::Rejected, Phase::Registered}) {
                auto move = as;
                move.id = core::Id::make();
                move.phase = phase;
                if (const auto id = TRY(move_some(writing, std::move(move), some)))
                    made.push_back(*id);
            }
            return {};
        }));
        moves.insert(moves.end(), made.begin(), made.end());
    }
    return moves;
}

} // namespace

Result<EligibilityOutcome> ask_rules(service::Services& services, const service::Actor& actor,
                                     const core::Id& edition_id, const EligibilityOrder& order)
{
    EligibilityOutcome outcome;
    std::vector<Judged> decided;
    const auto today = services.clock.today();
    TRY(services.database.read([&](db::Reader& reader) -> Result<void> {
        const auto plan = TRY(plan_of(reader, edition_id));
        if (plan.version == 0)
            return core::fail(core::problems::conflict("plan_missing"));
        for (const auto& rule : plan.rules)
            outcome.rules.push_back({.field = rule.field});
        for (const auto& row : TRY(candidates_in(reader, edition_id, order.region_code,
                                                 {Phase::Registered, Phase::Rejected}))) {
            // Whom people rejected is theirs to reconsider.
            if (row.phase == Phase::Rejected && !rejected_by_rules(row.phase, row.phase_reason))
                continue;
            Judged judged{row.registration_id, row.phase,
                          eligibility_of(plan.rules, traits_of(row, today))};
            if (judged.from == Phase::Rejected && judged.to() == Phase::Rejected)
                continue; // nothing changes for her
            count(outcome, judged);
            if (judged.from != judged.to())
                decided.push_back(std::move(judged));
        }
        return {};
    }));
    if (order.apply)
        outcome.moves = TRY(
            apply_to_all(services, actor,
                         {.edition_id = edition_id, .region_code = order.region_code}, decided));
    return outcome;
}

// POST /api/v1/editions/{id}/eligibility
// Moves in steps, so that registering goes on meanwhile; called again it goes on where it was
// stopped.
Result<Response> check_eligibility(DirectContext& context, const std::shared_ptr<Request>& request)
{
    const auto order = TRY(service::body_of<EligibilityOrder>(*request));
    TRY(context.actor.require(Permission::ManageSelection, {.region_code = order.region_code}));
    const auto edition = TRY(context.services.database.ask(
        [&](db::Reader& reader) { return edition_of(reader, *request); }));
    return service::ok(TRY(ask_rules(context.services, context.actor, edition.id, order)));
}

} // namespace jisr::selection
