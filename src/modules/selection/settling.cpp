#include "modules/selection/settling.hpp"

#include "modules/selection/appeal_store.hpp"
#include "modules/selection/phase.hpp"
#include "modules/selection/run_store.hpp"
#include "modules/selection/telling.hpp"
#include "service/crud.hpp"
#include "service/log_new.hpp"

#include <algorithm>

namespace jisr::selection {

namespace {

using registry::Phase;
using service::WriteContext;

constexpr std::int64_t kAtOnce = 500;
constexpr std::string_view kPromote = "promote";

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

std::string_view template_of(const registry::PhaseChange& change)
{
    if (change.operation == kPromote)
        return "promoted";
    return change.to == Phase::Selected ? "selected" : "waiting";
}

/// Moves her and tells her, once for each `occasion`; of a place that the waiting list gave, those
/// too who see to it that she knows.
core::Result<void> move_to(WriteContext& context, const core::Id& registration_id,
                           const registry::PhaseChange& change, const std::string& occasion)
{
    const auto row = TRY(registry::find_registration(context.writer, registration_id));
    if (!row || !row->person_id)
        return {};
    TRY(registry::change_phase(context, *row, change));
    TRY(registry::tell_registrant(
        context, *row, {.template_code = std::string(template_of(change)), .occasion = occasion}));
    if (change.operation != kPromote)
        return {};
    return tell_selectors(context, *row,
                          {.template_code = "staff_promoted",
                           .occasion = occasion,
                           .link = "/registrations/" + row->id.str()});
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
    TRY(service::replace_record(context, "selection_run", run, std::move(after), "confirm"));
    return {};
}

/// The run as it is once nobody else works on the selections of its region.
core::Result<RunRow> held_run(WriteContext& context, const core::Id& run_id)
{
    const auto run = TRY(service::get_record<RunRow>(context.writer, "selection_run", run_id));
    TRY(hold_selections(context.writer, run.edition_id, run.region_code));
    return service::get_record<RunRow>(context.writer, "selection_run", run_id);
}

/// How far settling has come in this process.
struct Settling
{
    EntryPlace after;
    bool done = false;
};

/// One transaction of it. What is left is looked for from the beginning once more before the run is
/// confirmed.
core::Result<void> settle_some(WriteContext& context, const core::Id& run_id, Settling& settling)
{
    const auto run = TRY(held_run(context, run_id));
    settling.done = run.state != RunState::Confirming;
    if (settling.done)
        return {};
    const auto left = TRY(unsettled(context.writer, run_id, settling.after, kAtOnce));
    for (const auto& one : left) {
        const auto to = one.seat == kNoSeat ? Phase::Waiting : Phase::Selected;
        TRY(move_to(context, one.registration_id, {to, operation_of(to), {}},
                    "selection/" + run_id.str() + "/" + one.registration_id.str()));
    }
    settling.done = left.empty() && settling.after.place == 0;
    settling.after = left.empty() ? EntryPlace{} : EntryPlace(left.back());
    return settling.done ? confirm(context, run) : core::Result<void>{};
}

/// Of those who wait, those who had a place of the list among them, the first; of who belongs to
/// one of `reserves` when any are named.
core::Result<std::optional<Standing>> first_waiting(db::Reader& reader, const RunRow& run,
                                                    const Quota& quota,
                                                    const std::vector<Standing>& placed,
                                                    Groups reserves)
{
    auto first = TRY(first_unplaced(reader, run.id, quota.code, reserves));
    for (const auto& one : placed) {
        const bool fits = reserves == 0 || (static_cast<Groups>(one.reserves) & reserves) != 0;
        if (one.waits && fits && (!first || one.place < first->place))
            first = one;
    }
    return first;
}

/// Whom the next free place is for: while a reserve has room, the first who can take a place of it.
core::Result<std::optional<Standing>> next_for(db::Reader& reader, const RunRow& run,
                                               const Quota& quota,
                                               const std::vector<Standing>& placed)
{
    Seating seating(quota.reserved);
    for (const auto& one : placed)
        if (!one.waits)
            seating.add(static_cast<Groups>(one.reserves));
    Groups roomy = 0;
    for (std::size_t reserve = 0; reserve < quota.reserved.size(); ++reserve)
        if (seating.has_room(Groups{1} << reserve))
            roomy |= Groups{1} << reserve;
    if (roomy != 0)
        if (auto fits = TRY(first_waiting(reader, run, quota, placed, roomy)))
            return fits;
    return first_waiting(reader, run, quota, placed, 0);
}

std::int64_t held_places(const std::vector<Standing>& placed)
{
    return std::ranges::count(placed, false, &Standing::waits);
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
    return move_to(context, next.registration_id, {Phase::Selected, kPromote, "waiting_list"},
                   "promotion/" + promotion.id.str());
}

/// Not `places`: where more hold one than the target has, nobody is promoted until that is over.
core::Result<std::int64_t> places_now(db::Reader& reader, const RunRow& run, const Quota& quota,
                                      const std::vector<Standing>& placed)
{
    return quota.target - TRY(beyond_now(reader, run, quota.code, placed));
}

core::Result<void> fill(WriteContext& context, const RunRow& run, const Quota& quota)
{
    auto placed = TRY(standing_of(context.writer, run.id, quota.code));
    const auto places = TRY(places_now(context.writer, run, quota, placed));
    while (held_places(placed) < places) {
        auto next = TRY(next_for(context.writer, run, quota, placed));
        if (!next)
            return {};
        TRY(promote(context, run, quota, *next));
        std::erase_if(placed, [&](const Standing& one) {
            return one.registration_id == next->registration_id;
        });
        next->waits = false;
        placed.push_back(*next);
    }
    return {};
}

} // namespace

core::Result<void> hold_selections(db::Writer& writer, const core::Id& edition_id,
                                   std::string_view region_code)
{
    const std::string name = "selection " + edition_id.str() + " " + std::string(region_code);
    return writer.hold({static_cast<std::uint32_t>(std::hash<std::string>{}(name))});
}

core::Result<RunRow> settle_run(service::Services& services, const service::Actor& actor,
                                const core::Id& run_id)
{
    Settling settling;
    while (!settling.done) {
        Settling next; // a group commit may run the work twice, from the same beginning
        TRY(service::write_as(services, actor, [&](WriteContext& context) {
            next = settling;
            return settle_some(context, run_id, next);
        }));
        settling = std::move(next);
    }
    const auto run = TRY(services.database.ask([&](db::Reader& reader) {
        return service::get_record<RunRow>(reader, "selection_run", run_id);
    }));
    for (const auto& quota : run.quotas)
        TRY(fill_quotas(services, run_id, {quota.code}));
    return run;
}

core::Result<void> unlist(service::Services& services, const core::Id& registration_id)
{
    static const auto kActor = service::Actor::system("selection");
    return service::write_as(services, kActor, [&](WriteContext& context) -> core::Result<void> {
        // Two servers may see at once that she stands in no list.
        TRY(context.writer.hold(
            {static_cast<std::uint32_t>(std::hash<core::Id>{}(registration_id))}));
        if (!TRY(waits_unlisted(context.writer, registration_id)))
            return {};
        const auto row = TRY(registry::find_registration(context.writer, registration_id));
        TRY(registry::change_phase(context, *row, {Phase::Eligible, "unlist", "not_in_list"}));
        return {};
    });
}

core::Result<bool> place_is_free(WriteContext& context, const core::Id& registration_id)
{
    const auto listed = TRY(place_in_lists(context.writer, registration_id, ListOrder::Ranking));
    if (!listed)
        return false;
    const auto run = TRY(held_run(context, listed->run_id));
    const auto quota = std::ranges::find(run.quotas, listed->quota, &Quota::code);
    if (run.state != RunState::Confirmed || quota == run.quotas.end())
        return false;
    const auto placed = TRY(standing_of(context.writer, run.id, quota->code));
    return held_places(placed) < TRY(places_now(context.writer, run, *quota, placed));
}

core::Result<void> fill_quotas(service::Services& services, const core::Id& run_id,
                               const std::set<std::string>& codes)
{
    static const auto kActor = service::Actor::system("selection");
    return service::write_as(services, kActor, [&](WriteContext& context) -> core::Result<void> {
        const auto run = TRY(held_run(context, run_id));
        if (run.state != RunState::Confirmed ||
            TRY(is_confirming(context.writer, run.edition_id, run.region_code)))
            return {};
        for (const auto& quota : run.quotas)
            if (codes.contains(quota.code))
                TRY(fill(context, run, quota));
        return {};
    });
}

} // namespace jisr::selection
