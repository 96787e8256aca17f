#include "modules/programmes/programmes.hpp"
#include "modules/selection/appeal_store.hpp"
#include "modules/selection/settling.hpp"
#include "modules/territory/territory.hpp"
#include "service/crud.hpp"

#include <algorithm>

namespace jisr::selection {

namespace {

using service::Permission;

Result<Run> as_it_stands(service::Services& services, const core::Id& id,
                         const std::optional<std::vector<GroupBalance>>& balance = {})
{
    return services.database.ask([&](db::Reader& reader) -> Result<Run> {
        return whole_run(reader, TRY(service::get_record<RunRow>(reader, "selection_run", id)),
                         balance);
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
    if (inputs.entries.empty())
        return core::fail(core::problems::conflict("no_candidates"));
    return {};
}

/// The run and its entries from what the database says now.
struct Listing
{
    RunRow run;
    std::vector<Entry> entries;
};

Result<Listing> list_now(db::Reader& reader, RunRow run, core::Date today)
{
    const auto edition =
        TRY(service::get_record<programmes::Edition>(reader, "edition", run.edition_id));
    run.plan = TRY(plan_of(reader, edition.id));
    run.plan.scoring_open = TRY(scoring_in(reader, run.plan, run.region_code)).open;
    auto inputs = TRY(inputs_of(reader, run, programmes::year_of(edition, {}, today)));
    TRY(require_ready(run.plan, inputs));
    auto entries = list_up(run, std::move(inputs));
    return Listing{std::move(run), std::move(entries)};
}

Result<void> discard_open(WriteContext& context, const RunRow& by)
{
    for (const auto& open : TRY(open_runs(context.writer, by.edition_id, by.region_code))) {
        auto after = open;
        after.state = RunState::Discarded;
        TRY(service::replace_record(context, "selection_run", open, std::move(after), "discard"));
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

Result<void> require_listed(const RunRow& run)
{
    if (run.state == RunState::Discarded)
        return core::fail(core::problems::conflict("selection_not_draft"));
    if (run.state != RunState::Listed)
        return core::fail(core::problems::conflict("lots_drawn"));
    return {};
}

Result<void> require_draft(const RunRow& run)
{
    if (run.state == RunState::Listed)
        return core::fail(core::problems::conflict("lots_not_drawn"));
    if (run.state != RunState::Draft)
        return core::fail(core::problems::conflict("selection_not_draft"));
    return {};
}

Result<void> keep_list(WriteContext& context, RunRow run)
{
    TRY(hold_selections(context.writer, run.edition_id, run.region_code));
    TRY(require_none_confirming(context.writer, run));
    TRY(discard_open(context, run));
    run.number = 1 + TRY(last_run_number(context.writer, run.edition_id, run.region_code));
    TRY(service::create_record(context, "selection_run", run, run.reason.value_or("")));
    return {};
}

/// Of several who draw at once the first has drawn: there is one seed, and nobody saw another.
Result<void> keep_lots(WriteContext& context, const Listing& drawn)
{
    TRY(hold_selections(context.writer, drawn.run.edition_id, drawn.run.region_code));
    TRY(require_none_confirming(context.writer, drawn.run));
    const auto before =
        TRY(service::get_record<RunRow>(context.writer, "selection_run", drawn.run.id));
    TRY(require_listed(before));
    auto after = drawn.run;
    after.state = RunState::Draft;
    after.version = before.version;
    TRY(service::replace_record(context, "selection_run", before, std::move(after), "draw"));
    return insert_entries(context.writer, drawn.entries);
}

/// A confirmed outcome must be the one that the committee saw: whatever decides is asked again.
Result<void> require_current_draft(db::Reader& reader, const RunRow& run, core::Date today)
{
    auto now = TRY(list_now(reader, run, today));
    draw_lots(now.run, now.entries);
    if (now.run.digest != run.digest)
        return core::fail(core::problems::conflict("selection_outdated"));
    return {};
}

Result<void> begin_confirming(WriteContext& context, const core::Id& id)
{
    const auto drawn = TRY(service::get_record<RunRow>(context.writer, "selection_run", id));
    TRY(hold_selections(context.writer, drawn.edition_id, drawn.region_code));
    const auto before = TRY(service::get_record<RunRow>(context.writer, "selection_run", id));
    TRY(require_draft(before));
    TRY(require_none_confirming(context.writer, before));
    auto after = before;
    after.state = RunState::Confirming;
    after.confirmed_by = context.actor.id; // whoever goes on with it after a fault
    after.confirmed_by_name = context.actor.name;
    TRY(service::replace_record(context, "selection_run", before, std::move(after), "approve"));
    return {};
}

} // namespace

Result<Run> whole_run(db::Reader& reader, const RunRow& row,
                      std::optional<std::vector<GroupBalance>> balance)
{
    Run run;
    static_cast<RunRow&>(run) = row;
    run.balance = balance ? std::move(*balance) : TRY(balance_of(reader, row));
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

Result<void> close_list(service::Services& services, const service::Actor& actor, const RunRow& run)
{
    const auto listing = TRY(services.database.ask(
        [&](db::Reader& reader) { return list_now(reader, run, services.clock.today()); }));
    return service::write_as(
        services, actor, [&](WriteContext& writing) { return keep_list(writing, listing.run); });
}

Result<std::vector<GroupBalance>> draw_run(service::Services& services, const service::Actor& actor,
                                           const core::Id& run_id)
{
    auto drawn = TRY(services.database.ask([&](db::Reader& reader) -> Result<Listing> {
        const auto run = TRY(service::get_record<RunRow>(reader, "selection_run", run_id));
        TRY(require_listed(run));
        auto now = TRY(list_now(reader, run, services.clock.today()));
        if (now.run.list_digest != run.list_digest)
            return core::fail(core::problems::conflict("selection_outdated"));
        now.run.undecided = run.undecided; // as it was when the list was closed
        now.run.rejected = run.rejected;
        return now;
    }));
    drawn.run.seed = core::Id::make().str();
    draw_lots(drawn.run, drawn.entries);
    TRY(service::write_as(services, actor,
                          [&](WriteContext& writing) { return keep_lots(writing, drawn); }));
    Balance balance(drawn.run.plan);
    for (const auto& entry : drawn.entries)
        balance.add(entry);
    return balance.groups();
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
        if (context.actor.may(Permission::ViewSelection, {.region_code = run.region_code})) {
            hide_sensitive(context.actor, run);
            page.items.push_back(std::move(run));
        }
    return service::ok(page);
}

// POST /api/v1/editions/{id}/selections
// Closes the list of who is ranked, by what and for which places, and publishes its digest. The
// lots are drawn after.
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
               .as_of = clock.today(),
               .keeps_selected = draft.keeps_selected,
               .reason = draft.reason,
               .made_at = clock.now(),
               .made_by = context.actor.id,
               .made_by_name = context.actor.name};
    TRY(close_list(context.services, context.actor, run));
    return service::created(TRY(as_it_stands(context.services, run.id)),
                            "/api/v1/selections/" + run.id.str());
}

// POST /api/v1/selections/{id}/draw
// A draft for the committee to look at: nobody is moved before it is confirmed.
Result<Response> draw_listed(DirectContext& context, const std::shared_ptr<Request>& request)
{
    auto& services = context.services;
    const auto run = TRY(services.database.ask(
        [&](db::Reader& reader) { return visible_run(reader, context.actor, *request); }));
    TRY(context.actor.require(Permission::ManageSelection, {.region_code = run.region_code}));
    const auto balance = TRY(draw_run(services, context.actor, run.id));
    return service::ok(TRY(as_it_stands(services, run.id, balance)));
}

Result<Response> show_run(Context& context, const Request& request)
{
    const auto run = TRY(visible_run(context.reader, context.actor, request));
    auto whole = TRY(whole_run(context.reader, run));
    hide_sensitive(context.actor, whole);
    return service::versioned(service::ok(whole), run.version);
}

// POST /api/v1/selections/{id}/confirm
// The first who confirms decides; whoever comes second is told that it is done.
Result<Response> confirm_run(DirectContext& context, const std::shared_ptr<Request>& request)
{
    auto& services = context.services;
    const auto run = TRY(services.database.ask(
        [&](db::Reader& reader) { return visible_run(reader, context.actor, *request); }));
    TRY(context.actor.require(Permission::ManageSelection, {.region_code = run.region_code}));
    TRY(require_draft(run));
    TRY(confirm_draft(services, context.actor, run.id));
    return service::ok(TRY(as_it_stands(services, run.id)));
}

Result<Response> verify_run(Context& context, const Request& request)
{
    const auto run = TRY(visible_run(context.reader, context.actor, request));
    if (run.seed.empty()) // also of a list that was discarded before its draw
        return core::fail(core::problems::conflict("lots_not_drawn"));
    const auto entries = TRY(entries_of(context.reader, run.id));
    const bool same =
        comes_to_the_same(run, entries) && TRY(keeps_true_lots(context.reader, run.id));
    return service::ok(Verification{same, run.digest});
}

Result<Response> show_entries(Context& context, const Request& request, const EntryQuery& query)
{
    const auto run = TRY(visible_run(context.reader, context.actor, request));
    auto page = TRY(list_entries(context.reader, run.id, query, order_for(context.actor, run)));
    TRY(hide_sensitive(context.actor, context.reader, run, page.items));
    return service::ok(page);
}

} // namespace jisr::selection
