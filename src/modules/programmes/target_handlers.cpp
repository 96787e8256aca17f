#include "db/digest.hpp"
#include "modules/programmes/programme_handlers.hpp"
#include "modules/programmes/programme_store.hpp"
#include "modules/programmes/progress_board.hpp"
#include "modules/programmes/visibility.hpp"
#include "modules/territory/territory.hpp"
#include "service/crud.hpp"

#include <string>

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

Result<Targets> targets_for(Context& context, const core::Id& edition_id, const TargetQuery& query)
{
    const auto visible = TRY(visibility_of(context.actor, context.reader));
    return visible_targets(TRY(list_targets(context.reader, edition_id, query.year)), visible,
                           query.region);
}

/// Of the list as a whole: another one whenever a target of it was set, changed or removed. Of so
/// many bits as a number of JSON holds.
std::int64_t version_of(const Targets& targets)
{
    constexpr std::size_t kDigits = 13;
    db::Digest digest;
    for (const auto& target : targets.items) {
        digest.text(target.id.str());
        digest.number(target.version);
        digest.number(target.value);
    }
    return std::stoll(digest.hex().substr(0, kDigits), nullptr, 16);
}

Response answer(const Targets& targets)
{
    return service::versioned(service::ok(targets), version_of(targets));
}

/// What is changed must stand in the list whose version says that nobody else changed it.
Result<void> require_listed(const TargetChanges& changes, const TargetQuery& query)
{
    std::vector<core::FieldError> errors;
    for (std::size_t i = 0; i < changes.items.size(); ++i) {
        const auto& change = changes.items[i];
        if ((query.region && change.region_code != *query.region) ||
            (query.year && change.year != *query.year))
            errors.push_back({"/items/" + std::to_string(i), "outside_list", {}});
    }
    if (!errors.empty())
        return core::fail(core::problems::invalid(std::move(errors)));
    return {};
}

/// The same on all servers, of whatever version.
std::uint32_t lock_of_targets(const core::Id& edition_id)
{
    constexpr std::size_t kDigits = 8;
    db::Digest digest;
    digest.text("targets");
    digest.text(edition_id.str());
    return static_cast<std::uint32_t>(std::stoul(digest.hex().substr(0, kDigits), nullptr, 16));
}

/// Two who set targets of one edition at the same time come one after the other, also where the
/// database would let them pass each other. 412 with both versions for whom another was faster; a
/// program that sets them whatever they are says so by `*`.
Result<void> require_unchanged(WriteContext& context, const Request& request,
                               const core::Id& edition_id, const TargetQuery& query,
                               const TargetChanges& changes)
{
    TRY(context.writer.hold({lock_of_targets(edition_id)}));
    if (request.header("If-Match") == "*")
        return {};
    const auto read = TRY(service::required_version(request));
    const auto current = TRY(targets_for(context, edition_id, query));
    if (read != version_of(current))
        return core::fail(core::problems::stale(core::to_json(changes), core::to_json(current)));
    return {};
}

} // namespace

// GET /api/v1/editions/{id}/targets
Result<Response> get_targets(Context& context, const Request& request)
{
    const auto query = TRY(service::from_query<TargetQuery>(request));
    TRY(territory::require_places(query.region));
    const auto edition = TRY(
        service::get_record<Edition>(context.reader, "edition", TRY(service::path_id(request))));
    return answer(TRY(targets_for(context, edition.id, query)));
}

// PUT /api/v1/editions/{id}/targets
// Replaces the targets that are given, removes those given without a value and leaves the others;
// every change stays in the log with its reason. If-Match names the list that GET gave for the same
// region and year.
Result<Response> put_targets(WriteContext& context, const Request& request,
                             const TargetChanges& changes)
{
    const auto query = TRY(service::from_query<TargetQuery>(request));
    TRY(territory::require_places(query.region));
    const auto edition = TRY(
        service::get_record<Edition>(context.reader, "edition", TRY(service::path_id(request))));
    TRY(validate(changes, edition));
    TRY(require_listed(changes, query));
    TRY(require_all(context, changes));
    TRY(require_unchanged(context, request, edition.id, query, changes));
    if (edition.state != EditionState::Open)
        return core::fail(core::problems::conflict("edition_closed"));
    for (const auto& change : changes.items)
        TRY(set_target(context, edition.id, change, changes.reason));
    context.writer.after_commit([board = board_of(context.services), id = edition.id] {
        if (board)
            board->forget(id);
    });
    return answer(TRY(targets_for(context, edition.id, query)));
}

} // namespace jisr::programmes
