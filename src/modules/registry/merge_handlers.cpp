#include "modules/registry/merge_handlers.hpp"

#include "modules/registry/duplicate_handlers.hpp"
#include "modules/registry/merge_store.hpp"
#include "modules/registry/merging.hpp"
#include "modules/registry/person_handlers.hpp"
#include "modules/registry/registering.hpp"

namespace jisr::registry {

namespace {

using namespace service;

/// The merge with its two files.
struct WholeMerge
{
    MergeRow row;
    PersonRow kept;
    PersonRow merged;
};

Result<WholeMerge> whole(db::Reader& reader, MergeRow row)
{
    PersonRow kept = TRY(get_person(reader, row.kept));
    PersonRow merged = TRY(get_person(reader, row.merged));
    return WholeMerge{std::move(row), std::move(kept), std::move(merged)};
}

// GET /api/v1/persons/{id}/merges
Result<Response> show_merges(Context& context, const Request& request)
{
    const auto person = TRY(visible_person(context.reader, context.actor, TRY(path_id(request))));
    Page<PersonMerge> page;
    for (auto& row : TRY(merges_of(context.reader, person.id))) {
        const auto merge = TRY(whole(context.reader, std::move(row)));
        if (may_merge(context.actor, merge.kept, merge.merged))
            page.items.push_back(shown(merge.row, merge.kept, merge.merged));
    }
    return ok(page);
}

// POST /api/v1/merges/{id}/undo
Result<Response> undo(WriteContext& context, const Request& request, const Reason& reason)
{
    const auto merge =
        TRY(whole(context.reader, TRY(get_merge(context.reader, TRY(path_id(request))))));
    if (!may_merge(context.actor, merge.kept, merge.merged))
        return core::fail(core::problems::not_found());
    const auto undone = TRY(undo_merge(context, merge.row, reason.reason));
    return ok(shown(undone, merge.kept, merge.merged));
}

} // namespace

Routes merge_routes()
{
    Routes routes;
    routes.push_back(items<PersonMerge>("/api/v1/persons/{id}/merges", Permission::ViewRegistrants,
                                        "The merges that the file was part of, newest first",
                                        show_merges));
    routes.push_back(
        post<Reason, PersonMerge>("/api/v1/merges/{id}/undo", Permission::MergeRegistrants,
                                  "Undo a merge, at any later time, with the reason", undo, 200));
    return routes;
}

} // namespace jisr::registry
