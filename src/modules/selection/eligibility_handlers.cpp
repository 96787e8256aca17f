#include "modules/programmes/programmes.hpp"
#include "modules/selection/handlers.hpp"

#include <algorithm>
#include <span>

namespace jisr::selection {

namespace {

using registry::Phase;
using service::Permission;

constexpr std::size_t kAtOnce = 500;

/// What the rules say of one who is only registered.
struct Judged
{
    core::Id registration_id;
    Eligibility eligibility;
};

void count(EligibilityOutcome& outcome, const Eligibility& eligibility)
{
    outcome.eligible += eligibility.verdict == Verdict::Met ? 1 : 0;
    outcome.rejected += eligibility.verdict == Verdict::NotMet ? 1 : 0;
    outcome.incomplete += eligibility.verdict == Verdict::Unknown ? 1 : 0;
    for (auto& rule : outcome.rules) {
        rule.not_met += std::ranges::count(eligibility.not_met, rule.field);
        rule.unknown += std::ranges::count(eligibility.unknown, rule.field);
    }
}

/// "rules: age, residence"; readers' pages say the words.
std::string reason_of(const Eligibility& eligibility)
{
    std::string reason;
    for (const auto field : eligibility.not_met)
        reason.append(reason.empty() ? "rules: " : ", ").append(core::code_of(field));
    return reason;
}

/// Whoever was moved on or withdrew since the reading stays as she is.
Result<void> apply_to(WriteContext& context, const Judged& judged)
{
    const auto row = TRY(registry::find_registration(context.writer, judged.registration_id));
    if (!row || row->phase != Phase::Registered ||
        row->state != registry::RegistrationState::Active)
        return {};
    const auto to = judged.eligibility.verdict == Verdict::Met ? Phase::Eligible : Phase::Rejected;
    const auto reason = reason_of(judged.eligibility);
    TRY(registry::change_phase(context, *row, {to, operation_of(to), reason}));
    return {};
}

Result<void> apply_to_all(DirectContext& context, const std::vector<Judged>& all)
{
    for (std::size_t first = 0; first < all.size(); first += kAtOnce) {
        const auto some = std::span(all).subspan(first, std::min(kAtOnce, all.size() - first));
        TRY(service::write_as(context.services, context.actor,
                              [&](WriteContext& writing) -> Result<void> {
                                  for (const auto& judged : some)
                                      TRY(apply_to(writing, judged));
                                  return {};
                              }));
    }
    return {};
}

} // namespace

// POST /api/v1/editions/{id}/eligibility
// Moves in steps, so that registering goes on meanwhile; called again it goes on where it was
// stopped.
Result<Response> check_eligibility(DirectContext& context, const std::shared_ptr<Request>& request)
{
    const auto order = TRY(service::body_of<EligibilityOrder>(*request));
    TRY(context.actor.require(Permission::ManageSelection, {.region_code = order.region_code}));
    EligibilityOutcome outcome;
    std::vector<Judged> decided;
    const auto today = context.services.clock.today();
    TRY(context.services.database.read([&](db::Reader& reader) -> Result<void> {
        const auto edition = TRY(edition_of(reader, *request));
        const auto plan = TRY(plan_of(reader, edition.id));
        if (plan.version == 0)
            return core::fail(core::problems::conflict("plan_missing"));
        for (const auto& rule : plan.rules)
            outcome.rules.push_back({.field = rule.field});
        for (const auto& row :
             TRY(candidates_in(reader, edition.id, order.region_code, {Phase::Registered}))) {
            auto eligibility = eligibility_of(plan.rules, traits_of(row, today));
            count(outcome, eligibility);
            if (eligibility.verdict != Verdict::Unknown)
                decided.push_back({row.registration_id, std::move(eligibility)});
        }
        return {};
    }));
    if (order.apply)
        TRY(apply_to_all(context, decided));
    return service::ok(outcome);
}

} // namespace jisr::selection
