#include "modules/selection/settling.hpp"

#include "modules/selection/phase.hpp"
#include "modules/selection/run_store.hpp"
#include "service/crud.hpp"
#include "service/log_new.hpp"

#include <algorithm>

namespace jisr::selection {

namespace {

using registry::Phase;
using service::WriteContext;

constexpr std::int64_t kAtOnce = 500;

/// A row of table promotion.
struct Promotion
{
    core::Id id;
    core::Id run_id;
    core::Id registration_id;
    std::string quota;
    core::Instant promoted_at;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Promotion, (), (id, run_id, registration_id, quota, promoted_at, version))

core::Result<void> move_to(WriteContext& context, const core::Id& registration_id, Phase to,
                           std::string_view operation, std::string_view reason)
{
    const auto row = TRY(registry::find_registration(context.writer, registration_id));
    if (row)
        TRY(registry::change_phase(context, *row, {to, operation, reason}));
    return {};
}

core::Result<void> supersede(WriteContext& context, const RunRow& by)
{
    const auto before = TRY(confirmed_run(context.writer, by.edition_id, by.region_code));
    if (!before)
        return {};
    auto after = *before;
    after.state = RunState::Superseded;
    TRY(service::replace_record(context, "selection_run", *before, std::move(after), "supersede"));
    return {};
}

core::Result<void> confirm(WriteContext& context, const RunRow& run)
{
    TRY(supersede(context, run));
    auto after = run;
    after.state = RunState::Confirmed;
    after.confirmed_at = context.clock.now();
    after.confirmed_by = context.actor.id;
    after.confirmed_by_name = context.actor.name;
    TRY(service::replace_record(context, "selection_run", run, std::move(after), "confirm"));
    return {};
}

/// One transaction of settling; true when it was the last.
core::Result<bool> settle_some(WriteContext& context, const core::Id& run_id)
{
    const auto run = TRY(service::get_record<RunRow>(context.writer, "selection_run", run_id));
    if (run.state != RunState::Confirming)
        return true;
    const auto left = TRY(unsettled(context.writer, run_id, kAtOnce));
    if (left.empty()) {
        TRY(confirm(context, run));
        return true;
    }
    for (const auto& one : left) {
        const auto to = one.seat == kNoSeat ? Phase::Waiting : Phase::Selected;
        TRY(move_to(context, one.registration_id, to, operation_of(to), {}));
    }
    return false;
}

/// Whom the next free place is for.
const Standing& next_of(const std::vector<Standing>& waiting, const std::vector<Standing>& holding,
                        const Quota& quota)
{
    Seating seating(quota.reserved);
    for (const auto& one : holding)
        seating.add(static_cast<Groups>(one.reserves));
    const auto fits = std::find_if(waiting.begin(), waiting.end(), [&](const Standing& one) {
        return seating.has_room(static_cast<Groups>(one.reserves));
    });
    return fits == waiting.end() ? waiting.front() : *fits;
}

core::Result<void> promote(WriteContext& context, const RunRow& run, const Quota& quota,
                           const Standing& next)
{
    const Promotion promotion{.id = core::Id::make(),
                              .run_id = run.id,
                              .registration_id = next.registration_id,
                              .quota = quota.code,
                              .promoted_at = context.clock.now()};
    TRY(context.writer.insert("promotion", promotion));
    TRY(service::log_new(context, "promotion", promotion));
    return move_to(context, next.registration_id, Phase::Selected, "promote", "waiting_list");
}

core::Result<void> fill(WriteContext& context, const RunRow& run, const Quota& quota)
{
    auto holding = TRY(holders(context.writer, run.id, quota.code));
    while (static_cast<std::int64_t>(holding.size()) < quota.places) {
        const auto waiting = TRY(next_waiting(context.writer, run.id, quota.code));
        if (waiting.empty())
            return {};
        const auto next = next_of(waiting, holding, quota);
        TRY(promote(context, run, quota, next));
        holding.push_back(next);
    }
    return {};
}

/// One lock for all promotions of a run: two servers must not give one place to two women.
std::uint32_t key_of(const core::Id& run_id)
{
    return static_cast<std::uint32_t>(std::hash<std::string>{}("selection " + run_id.str()));
}

} // namespace

core::Result<RunRow> settle_run(service::Services& services, const service::Actor& actor,
                                const core::Id& run_id)
{
    bool settled = false;
    while (!settled)
        TRY(service::write_as(services, actor, [&](WriteContext& context) -> core::Result<void> {
            settled = TRY(settle_some(context, run_id));
            return {};
        }));
    const auto run = TRY(services.database.ask([&](db::Reader& reader) {
        return service::get_record<RunRow>(reader, "selection_run", run_id);
    }));
    for (const auto& quota : run.quotas)
        TRY(fill_quota(services, run_id, quota.code));
    return run;
}

core::Result<void> fill_quota(service::Services& services, const core::Id& run_id,
                              const std::string& quota)
{
    static const auto kActor = service::Actor::system("selection");
    return service::write_as(services, kActor, [&](WriteContext& context) -> core::Result<void> {
        TRY(context.writer.hold({key_of(run_id)}));
        const auto run = TRY(service::get_record<RunRow>(context.writer, "selection_run", run_id));
        if (run.state != RunState::Confirmed)
            return {};
        const auto found = std::ranges::find(run.quotas, quota, &Quota::code);
        return found == run.quotas.end() ? core::Result<void>{} : fill(context, run, *found);
    });
}

} // namespace jisr::selection
