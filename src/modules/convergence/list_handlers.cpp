#include "modules/centres/centres.hpp"
#include "modules/convergence/deciding.hpp"
#include "modules/convergence/handlers.hpp"
#include "modules/convergence/participation_store.hpp"
#include "modules/territory/territory.hpp"
#include "service/crud.hpp"
#include "service/cursor.hpp"
#include "service/paper.hpp"

#include <charconv>

namespace jisr::convergence {

namespace {

using service::Permission;
using service::ScopeLevel;

Result<void> put_at_centre(db::Reader& reader, const std::string& code, ListRecord& list)
{
    const auto id = core::Id::parse(code).value_or(core::Id{});
    if (const auto centre = TRY(centres::find_centre(reader, id))) {
        list.centre_id = centre->id;
        list.region_code = centre->region_code;
        list.province_code = centre->province_code;
    }
    return {};
}

/// Where a list is handed over: as chosen, else where the actor works.
Result<void> put_in_place(db::Reader& reader, const service::Actor& actor, const ListQuery& query,
                          ListRecord& list)
{
    TRY(territory::require_places(query.region, query.province));
    if (query.region || query.province) {
        list.province_code = query.province.value_or("");
        list.region_code =
            query.region.value_or(std::string(territory::region_code_of(list.province_code)));
        return {};
    }
    for (const auto& held : actor.assignments) {
        if (!service::allows(held.role, Permission::ImportRegistrants))
            continue;
        if (held.scope.level == ScopeLevel::Centre)
            return put_at_centre(reader, held.scope.code, list);
        if (held.scope.level == ScopeLevel::Region)
            list.region_code = held.scope.code;
        if (held.scope.level == ScopeLevel::Province) {
            list.province_code = held.scope.code;
            list.region_code = territory::region_code_of(held.scope.code);
        }
        return {};
    }
    return {};
}

Result<ListRecord> visible_list(db::Reader& reader, const service::Actor& actor,
                                const Request& request)
{
    auto list = TRY(find_list(reader, TRY(service::path_id(request))));
    if (!list || !actor.may(Permission::ImportRegistrants, list->place()))
        return core::fail(core::problems::not_found());
    return std::move(*list);
}

Result<RowRecord> asked_row(db::Reader& reader, const ListRecord& list, const Request& request)
{
    const auto text = request.param("row");
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size())
        return core::fail(core::problems::not_found());
    return get_row(reader, list.id, number);
}

Result<ShownList> shown(db::Reader& reader, const ListRecord& list, core::Language language)
{
    ShownList shown{.id = list.id,
                    .programme_id = list.programme_id,
                    .year = list.year,
                    .file_name = list.file_name,
                    .region_code = list.region_code,
                    .province_code = list.province_code,
                    .state = list.state,
                    .columns = list.columns,
                    .rows_total = list.rows_total,
                    .rows_done = list.rows_done,
                    .unread = list.unread,
                    .left_out = list.left_out,
                    .counts = TRY(counts_of(reader, list.id)),
                    .problem = list.problem,
                    .started_at = list.started_at,
                    .finished_at = list.finished_at,
                    .started_by_name = list.started_by_name,
                    .version = list.version};
    if (list.problem)
        shown.problem_title = core::text(language, "problem." + *list.problem + ".title");
    return shown;
}

Result<ShownRow> shown(const Context& context, const RowRecord& row)
{
    ShownRow shown{.row = row.row,
                   .outcome = row.outcome,
                   .said = row.said,
                   .benefit = row.benefit,
                   .progress = row.progress,
                   .decided_by_name = row.decided_by_name,
                   .decided_at = row.decided_at};
    auto likely = row.likely;
    if (row.person_id) {
        std::erase_if(likely, [&](const auto& one) { return one.person_id != *row.person_id; });
        if (likely.empty())
            likely.push_back({.person_id = *row.person_id});
    }
    shown.matches = TRY(registry::matches_of(context, likely));
    return shown;
}

Result<Response> answer(const Context& context, const RowRecord& row)
{
    return service::ok(TRY(shown(context, row)));
}

} // namespace

// POST /api/v1/convergence/lists
Result<Response> upload_list(ListDesk& desk, DirectContext& context, const Request& request)
{
    const auto query = TRY(service::from_query<ListQuery>(request));
    if (!request.body_file)
        return core::fail(core::problems::invalid("/file", "required"));
    ListRecord list{.programme_id = query.programme,
                    .year = query.year.value_or(context.services.clock.today().year()),
                    .file_name = service::file_name_of(request)};
    TRY(context.services.database.read([&](db::Reader& reader) -> Result<void> {
        if (!TRY(
                service::find_record<OtherProgramme>(reader, "other_programme", list.programme_id)))
            return core::fail(core::problems::invalid("?programme", "unknown_programme"));
        return put_in_place(reader, context.actor, query, list);
    }));
    TRY(context.actor.require(Permission::ImportRegistrants, list.place()));
    list = TRY(desk.accept(*request.body_file, std::move(list), context.actor));
    desk.start(list.id);
    const auto answer = TRY(context.services.database.ask(
        [&](db::Reader& reader) { return shown(reader, list, context.language); }));
    auto response = service::json_response(202, core::to_json(answer));
    response.headers.emplace_back("Location", "/api/v1/convergence/lists/" + list.id.str());
    return response;
}

Result<Response> show_lists(Context& context, const Request&)
{
    service::Page<ShownList> page;
    for (const auto& list : TRY(recent_lists(context)))
        page.items.push_back(TRY(shown(context.reader, list, context.language)));
    return service::ok(page);
}

Result<Response> show_list(Context& context, const Request& request)
{
    const auto list = TRY(visible_list(context.reader, context.actor, request));
    auto whole = TRY(shown(context.reader, list, context.language));
    whole.unknown = TRY(unknown_of(context.reader, list.id));
    return service::versioned(service::ok(whole), list.version);
}

Result<Response> show_rows(Context& context, const Request& request, const RowQuery& query)
{
    const auto list = TRY(visible_list(context.reader, context.actor, request));
    std::int64_t after = 0;
    if (query.cursor)
        after = TRY(service::cursor_number(TRY(service::decode_cursor(*query.cursor, 1)).front()));
    auto rows = TRY(rows_of(context.reader, list.id, query.outcome, after, query.limit + 1));
    service::Page<ShownRow> page;
    if (static_cast<std::int64_t>(rows.size()) > query.limit) {
        rows.pop_back();
        page.next = service::encode_cursor({std::to_string(rows.back().row)});
    }
    for (const auto& row : rows)
        page.items.push_back(TRY(shown(context, row)));
    return service::ok(page);
}

// POST /api/v1/convergence/lists/{id}/rows/{row}/same
Result<Response> row_is_hers(WriteContext& context, const Request& request,
                             const SameChoice& choice)
{
    const auto list = TRY(visible_list(context.reader, context.actor, request));
    const auto row = TRY(asked_row(context.reader, list, request));
    return answer(context, TRY(decide_same(context, list, row, choice.person_id)));
}

// POST /api/v1/convergence/lists/{id}/rows/{row}/nobody
Result<Response> row_is_nobody(WriteContext& context, const Request& request)
{
    const auto list = TRY(visible_list(context.reader, context.actor, request));
    const auto row = TRY(asked_row(context.reader, list, request));
    return answer(context, TRY(decide_nobody(context, list, row)));
}

// POST /api/v1/convergence/lists/{id}/rows/{row}/undo
Result<Response> undo_row(WriteContext& context, const Request& request)
{
    const auto list = TRY(visible_list(context.reader, context.actor, request));
    const auto before = TRY(asked_row(context.reader, list, request));
    const auto row = TRY(undo_decision(context, list, before));
    if (!row)
        return service::no_content();
    return answer(context, *row);
}

// POST /api/v1/convergence/lists/{id}/close
// Whoever waits is decided first: afterwards nobody could.
Result<Response> close(WriteContext& context, const Request& request)
{
    const auto list = TRY(visible_list(context.reader, context.actor, request));
    if (TRY(counts_of(context.reader, list.id)).open > 0)
        return core::fail(core::problems::conflict("list_rows_open"));
    const auto closed = TRY(close_list(context, list));
    return service::ok(TRY(shown(context.reader, closed, context.language)));
}

// DELETE /api/v1/convergence/lists/{id}
Result<Response> remove(ListDesk& desk, WriteContext& context, const Request& request)
{
    const auto list = TRY(visible_list(context.reader, context.actor, request));
    TRY(remove_list(context, list));
    context.writer.after_commit([&desk, id = list.id] { desk.forget_file(id); });
    return service::no_content();
}

// GET /api/v1/persons/{id}/other-programmes
Result<Response> show_own(Context& context, const Request& request)
{
    const auto person = TRY(
        registry::visible_person(context.reader, context.actor, TRY(service::path_id(request))));
    service::Page<OwnParticipation> page;
    page.items = TRY(participations_of(context.reader, person.id));
    return service::ok(page);
}

} // namespace jisr::convergence
