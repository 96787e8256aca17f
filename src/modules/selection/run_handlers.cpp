#include "modules/programmes/programmes.hpp"
#include "modules/selection/appeal_store.hpp"
#include "modules/selection/settling.hpp"
#include "modules/territory/territory.hpp"
#include "service/crud.hpp"

#include <algorithm>

namespace jisr::selection {

namespace {

using service::Permission;

Result<Run> as_it_stands(service::Services& services, const core::Id& id)
{
    return services.database.ask([&](db::Reader& reader) -> Result<Run> {
        return whole_run(reader, TRY(service::get_record<RunRow>(reader, "selection_run", id)));
    });
}

/// 409 when there is nothing to select by, for, or among.
Result<void> require_ready(const Plan& plan, const Inputs& inputs)
{
    if (plan.version == 0)
        return core::fail(core::problems::conflict("plan_missing"));
    if (plan.scoring_open)
        return core::fail(core::problems::conflict("scoring_open"));
    if (std::ranges::all_of(inputs.targets, [](const auto& one) { return one.second == 0; }))
        return core::fail(core::problems::conflict("no_target"));
    if (inputs.candidates.empty())
        return core::fail(core::problems::conflict("no_candidates"));
    return {};
}

/// The run and its entries from what the database says now.
struct Drawn
{
    RunRow run;
    std::vector<Entry> entries;
};

Result<Drawn> draw_now(db::Reader& reader, RunRow run, core::Date today)
{
    const auto edition =
        TRY(service::get_record<programmes::Edition>(reader, "edition", run.edition_id));
    run.plan = TRY(plan_of(reader, edition.id));
    const auto inputs = TRY(inputs_of(reader, edition.id, run.region_code, run.plan,
                                      programmes::year_of(edition, {}, today)));
    TRY(require_ready(run.plan, inputs));
    auto entries = draw_up(run, inputs);
    return Drawn{std::move(run), std::move(entries)};
}

Result<void> discard_drafts(WriteContext& context, const RunRow& by)
{
    for (const auto& draft : TRY(runs_in(context.writer, RunState::Draft))) {
        if (draft.edition_id != by.edition_id || draft.region_code != by.region_code)
            continue;
        auto after = draft;
        after.state = RunState::Discarded;
        TRY(service::replace_record(context, "selection_run", draft, std::move(after), "discard"));
    }
    return {};
}

/// While everyone is being moved, nothing can be said of who stands where.
Result<void> require_none_confirming(db::Reader& reader, const RunRow& run)
{
    if (TRY(is_confirming(reader, run.edition_id, run.region_code)))
        return core::fail(core::problems::conflict("selection_being_confirmed"));
    return {};
}

Result<void> keep(WriteContext& context, const Drawn& drawn)
{
    TRY(hold_selections(context.writer, drawn.run.edition_id, drawn.run.region_code));
    TRY(require_none_confirming(context.writer, drawn.run));
    TRY(discard_drafts(context, drawn.run));
    auto run = drawn.run;
    run.number = 1 + TRY(last_run_number(context.writer, run.edition_id, run.region_code));
    TRY(service::create_record(context, "selection_run", run, run.reason.value_or("")));
    return insert_entries(context.writer, drawn.entries);
}

/// A confirmed outcome must be the one that the committee saw: whatever decides is asked again.
Result<void> require_current_draft(db::Reader& reader, const RunRow& run, core::Date today)
{
    const auto now = TRY(draw_now(reader, run, today));
    if (now.run.digest != run.digest)
        return core::fail(core::problems::conflict("selection_outdated"));
    return {};
}

Result<void> begin_confirming(WriteContext& context, const core::Id& id)
{
    const auto drawn = TRY(service::get_record<RunRow>(context.writer, "selection_run", id));
    TRY(hold_selections(context.writer, drawn.edition_id, drawn.region_code));
    const auto before = TRY(service::get_record<RunRow>(context.writer, "selection_run", id));
    if (before.state != RunState::Draft)
        return core::fail(core::problems::conflict("selection_not_draft"));
    TRY(require_none_confirming(context.writer, before));
    auto after = before;
    after.state = RunState::Confirming;
    after.confirmed_by = context.actor.id; // whoever goes on with it after a fault
    after.confirmed_by_name = context.actor.name;
    TRY(service::replace_record(context, "selection_run", before, std::move(after), "approve"));
    return {};
}

} // namespace

Result<Run> whole_run(db::Reader& reader, const RunRow& row)
{
    Run run;
    static_cast<RunRow&>(run) = row;
    run.balance = TRY(balance_of(reader, row));
    run.promoted = TRY(promotions_of(reader, row.id));
    run.drafts_before = TRY(drafts_before(reader, row));
    if (const auto edition = TRY(programmes::find_edition(reader, row.edition_id))) {
        run.edition_name_ar = edition->name_ar;
        run.edition_name_fr = edition->name_fr;
        if (const auto programme = TRY(programmes::find_programme(reader, edition->programme_id))) {
            run.programme_name_ar = programme->name_ar;
            run.programme_name_fr = programme->name_fr;
        }
    }
    return run;
}

Result<RunRow> visible_run(db::Reader& reader, const service::Actor& actor, const Request& request)
{
    auto run =
        TRY(service::get_record<RunRow>(reader, "selection_run", TRY(service::path_id(request))));
    if (!actor.may(Permission::ViewSelection, {.region_code = run.region_code}))
        return core::fail(core::problems::not_found());
    return run;
}

Result<void> draw_and_keep(service::Services& services, const service::Actor& actor,
                           const RunRow& run)
{
    const auto drawn = TRY(services.database.ask(
        [&](db::Reader& reader) { return draw_now(reader, run, services.clock.today()); }));
    return service::write_as(services, actor,
                             [&](WriteContext& writing) { return keep(writing, drawn); });
}

Result<void> confirm_draft(service::Services& services, const service::Actor& actor,
                           const core::Id& run_id)
{
    TRY(services.database.read([&](db::Reader& reader) -> Result<void> {
        const auto run = TRY(service::get_record<RunRow>(reader, "selection_run", run_id));
        return require_current_draft(reader, run, services.clock.today());
    }));
    TRY(service::write_as(
        services, actor, [&](WriteContext& writing) { return begin_confirming(writing, run_id); }));
    TRY(settle_run(services, actor, run_id));
    return {};
}

Result<Response> show_runs(Context& context, const Request& request)
{
    const auto edition = TRY(edition_of(context.reader, request));
    service::Page<RunRow> page;
    for (auto& run : TRY(runs_of(context.reader, edition.id)))
        if (context.actor.may(Permission::ViewSelection, {.region_code = run.region_code}))
            page.items.push_back(std::move(run));
    return service::ok(page);
}

// POST /api/v1/editions/{id}/selections
// Draws up a selection for the committee to look at; nobody is moved before it is confirmed.
Result<Response> make_run(DirectContext& context, const std::shared_ptr<Request>& request)
{
    const auto draft = TRY(service::body_of<RunDraft>(*request));
    if (territory::find_region(draft.region_code) == nullptr)
        return core::fail(core::problems::invalid("/region_code", "unknown_place"));
    TRY(context.actor.require(Permission::ManageSelection, {.region_code = draft.region_code}));
    const auto& clock = context.services.clock;
    RunRow run{.id = core::Id::make(),
               .edition_id = TRY(service::path_id(*request)),
               .region_code = draft.region_code,
               .seed = draft.seed.value_or(core::Id::make().str()),
               .as_of = clock.today(),
               .keeps_selected = draft.keeps_selected,
               .reason = draft.reason,
               .made_at = clock.now(),
               .made_by = context.actor.id,
               .made_by_name = context.actor.name};
    TRY(draw_and_keep(context.services, context.actor, run));
    return service::created(TRY(as_it_stands(context.services, run.id)),
                            "/api/v1/selections/" + run.id.str());
}

Result<Response> show_run(Context& context, const Request& request)
{
    const auto run = TRY(visible_run(context.reader, context.actor, request));
    return service::versioned(service::ok(TRY(whole_run(context.reader, run))), run.version);
}

// POST /api/v1/selections/{id}/confirm
// The first who confirms decides; whoever comes second is told that it is done.
Result<Response> confirm_run(DirectContext& context, const std::shared_ptr<Request>& request)
{
    auto& services = context.services;
    const auto run = TRY(services.database.ask(
        [&](db::Reader& reader) { return visible_run(reader, context.actor, *request); }));
    TRY(context.actor.require(Permission::ManageSelection, {.region_code = run.region_code}));
    if (run.state != RunState::Draft)
        return core::fail(core::problems::conflict("selection_not_draft"));
    TRY(confirm_draft(services, context.actor, run.id));
    return service::ok(TRY(as_it_stands(services, run.id)));
}

Result<Response> verify_run(Context& context, const Request& request)
{
    const auto run = TRY(visible_run(context.reader, context.actor, request));
    const auto entries = TRY(entries_of(context.reader, run.id));
    return service::ok(Verification{comes_to_the_same(run, entries), run.digest});
}

Result<Response> show_entries(Context& context, const Request& request, const EntryQuery& query)
{
    const auto run = TRY(visible_run(context.reader, context.actor, request));
    return service::ok(TRY(list_entries(context.reader, run.id, query)));
}

} // namespace jisr::selection
