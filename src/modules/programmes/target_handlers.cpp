#include "modules/programmes/programme_handlers.hpp"
#include "modules/programmes/programme_store.hpp"
#include "modules/programmes/progress_board.hpp"
#include "modules/programmes/visibility.hpp"
#include "modules/territory/territory.hpp"
#include "service/crud.hpp"

namespace jisr::programmes {

namespace {

using service::Permission;

/// A region's target is set inside the region's scope, a province's inside the province's.
Result<void> require_all(const Context& context, const TargetChanges& changes)
{
    for (const auto& change : changes.items)
        TRY(context.actor.require(Permission::ManageTargets,
                                  {.region_code = change.region_code,
                                   .province_code = change.province_code.value_or("")}));
    return {};
}

Result<void> remove_target(WriteContext& context, const Target& target, std::string_view reason)
{
    TRY(delete_target(context.writer, target.id));
    return context.log("target", target.id, target.version + 1, "remove", core::to_json(target),
                       nullptr, reason);
}

Result<void> set_target(WriteContext& context, const core::Id& edition_id,
                        const TargetChange& change, std::string_view reason)
{
    const auto id = target_id(edition_id, change);
    const auto held = TRY(service::find_record<Target>(context.writer, "target", id));
    if (!change.value)
        return held ? remove_target(context, *held, reason) : Result<void>{};
    Target wanted{.id = id,
                  .edition_id = edition_id,
                  .region_code = change.region_code,
                  .province_code = change.province_code,
                  .year = change.year,
                  .measure = change.measure,
                  .value = *change.value};
    if (!held)
        return service::create_record(context, "target", wanted, reason);
    wanted.version = held->version;
    TRY(service::replace_record(context, "target", *held, std::move(wanted), "update", reason));
    return {};
}

Targets visible_targets(std::vector<Target> targets, const Visibility& visible,
                        const std::optional<std::string>& region)
{
    const auto unassigned = unassigned_of(targets);
    Targets answer;
    for (auto& target : targets) {
        const bool wanted = !region || target.region_code == *region;
        const bool seen = target.province_code
                              ? visible.province(target.region_code, *target.province_code)
                              : visible.region(target.region_code);
        if (wanted && seen)
            answer.items.push_back(std::move(target));
    }
    for (const auto& left : unassigned)
        if (visible.whole_region(left.region_code) && (!region || left.region_code == *region))
            answer.unassigned.push_back(left);
    return answer;
}

} // namespace

// GET /api/v1/editions/{id}/targets
Result<Response> get_targets(Context& context, const Request& request)
{
    const auto query = TRY(service::from_query<TargetQuery>(request));
    TRY(territory::require_places(query.region));
    const auto edition = TRY(
        service::get_record<Edition>(context.reader, "edition", TRY(service::path_id(request))));
    const auto visible = TRY(visibility_of(context.actor, context.reader));
    return service::ok(visible_targets(TRY(list_targets(context.reader, edition.id, query.year)),
                                       visible, query.region));
}

// PUT /api/v1/editions/{id}/targets
// Replaces the targets that are given, removes those given without a value and leaves the others;
// every change stays in the log with its reason.
Result<Response> put_targets(WriteContext& context, const Request& request,
                             const TargetChanges& changes)
{
    const auto edition = TRY(
        service::get_record<Edition>(context.reader, "edition", TRY(service::path_id(request))));
    TRY(validate(changes, edition));
    TRY(require_all(context, changes));
    if (edition.state != EditionState::Open)
        return core::fail(core::problems::conflict("edition_closed"));
    for (const auto& change : changes.items)
        TRY(set_target(context, edition.id, change, changes.reason));
    context.writer.after_commit([board = board_of(context.services), id = edition.id] {
        if (board)
            board->forget(id);
    });
    const auto visible = TRY(visibility_of(context.actor, context.reader));
    return service::ok(
        visible_targets(TRY(list_targets(context.reader, edition.id, {})), visible, {}));
}

} // namespace jisr::programmes
