#include "modules/registry/import_handlers.hpp"

#include "modules/centres/centres.hpp"
#include "modules/registry/import_list.hpp"
#include "modules/registry/import_settling.hpp"
#include "modules/registry/import_words.hpp"
#include "modules/registry/person_handlers.hpp"
#include "modules/registry/refused_file.hpp"
#include "modules/registry/registering.hpp"
#include "modules/territory/territory.hpp"
#include "service/cursor.hpp"
#include "service/export.hpp"
#include "service/paper.hpp"
#include "service/query.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace jisr::registry {

namespace {

using namespace service;

constexpr std::int64_t kFileLimit = 200LL << 20;

struct ImportChoice
{
    core::Id edition;
    std::optional<std::string> region;
    std::optional<bool> dry_run;
    std::optional<core::Date> consent_on;
    std::optional<ConsentMethod> consent_method;

    static constexpr std::string_view kRecord = "registry.ImportChoice";
};
BOOST_DESCRIBE_STRUCT(ImportChoice, (), (edition, region, dry_run, consent_on, consent_method))

/// Of the whole list, said once its dry run has shown whom it would register.
struct ListConsent
{
    std::optional<core::Date> consent_on;
    std::optional<ConsentMethod> consent_method;

    static constexpr std::string_view kRecord = "registry.ListConsent";
};
BOOST_DESCRIBE_STRUCT(ListConsent, (), (consent_on, consent_method))

struct ImportMapping
{
    std::vector<ImportColumn> columns;
    /// Required where the import does not know. Of a person's the columns are headed A, B … from
    /// then on.
    std::optional<FirstRow> first_row;

    static constexpr std::string_view kRecord = "registry.ImportMapping";
};
BOOST_DESCRIBE_STRUCT(ImportMapping, (), (columns, first_row))

struct RowQuery
{
    std::optional<RowOutcome> outcome;
    std::optional<std::string> cursor;
    std::int64_t limit = 50;

    static constexpr std::string_view kRecord = "registry.RowQuery";
    static constexpr std::array kFields{core::field("limit").range(1, 200).defaulted()};
};
BOOST_DESCRIBE_STRUCT(RowQuery, (), (outcome, cursor, limit))

struct ReasonText
{
    std::string code;
    std::string field;
    std::string message; ///< in the reader's language

    static constexpr std::string_view kRecord = "registry.ReasonText";
};
BOOST_DESCRIBE_STRUCT(ReasonText, (), (code, field, message))

/// A row of the file as it is shown: what became of it, without what it said.
struct ImportRow
{
    std::int64_t row = 0;             ///< its number in the import
    std::int64_t line = 0;            ///< as the spreadsheet program shows it
    std::optional<std::string> sheet; ///< where several are read
    RowOutcome outcome = RowOutcome::Refused;
    std::vector<ReasonText> reasons;
    std::optional<core::Id> person_id;
    std::optional<std::string> reference;

    static constexpr std::string_view kRecord = "registry.ImportRow";
};
BOOST_DESCRIBE_STRUCT(ImportRow, (), (row, line, sheet, outcome, reasons, person_id, reference))

Result<ImportRun> visible_import(db::Reader& reader, const Actor& actor, const Request& request)
{
    auto run = TRY(find_import(reader, TRY(path_id(request))));
    if (!run || !may_see(actor, *run))
        return core::fail(core::problems::not_found());
    return std::move(*run);
}

/// The region in which a scope lies; nothing for the nation, and for what is not told by its place.
Result<std::string> region_of(db::Reader& reader, const Scope& scope)
{
    if (scope.level == ScopeLevel::Region || scope.level == ScopeLevel::Province)
        return std::string(territory::region_code_of(scope.code));
    if (scope.level != ScopeLevel::Centre)
        return std::string();
    const auto centre =
        TRY(centres::find_centre(reader, core::Id::parse(scope.code).value_or(core::Id{})));
    return centre ? centre->region_code : std::string();
}

/// An actor of one region imports into it without saying so; only the nation imports without a
/// region.
Result<std::string> region_for(db::Reader& reader, const Actor& actor,
                               const std::optional<std::string>& chosen)
{
    TRY(territory::require_places(chosen));
    std::vector<std::string> regions;
    for (const auto& held : actor.assignments)
        if (allows(held.role, Permission::ImportRegistrants))
            regions.push_back(TRY(region_of(reader, held.scope)));
    if (chosen && std::ranges::none_of(regions, [&](const std::string& own) {
            return own.empty() || own == *chosen;
        }))
        return core::fail(core::problems::invalid("?region", "outside_your_area"));
    if (chosen)
        return *chosen;
    const auto own = std::ranges::find_if_not(regions, &std::string::empty);
    return own == regions.end() ? std::string() : *own;
}

Response import_response(const Import& import)
{
    return json_response(200, core::to_json(import));
}

Result<Response> upload(ImportDesk& desk, DirectContext& context, const Request& request)
{
    const auto choice = TRY(from_query<ImportChoice>(request));
    if (!request.body_file)
        return core::fail(core::problems::invalid("/file", "required"));
    ImportOrder order{.file = *request.body_file,
                      .file_name = file_name_of(request),
                      .edition_id = choice.edition,
                      .region_code = TRY(context.services.database.ask([&](db::Reader& reader) {
                          return region_for(reader, context.actor, choice.region);
                      })),
                      .dry_run = choice.dry_run.value_or(true),
                      .consent_on = choice.consent_on,
                      .consent_method = choice.consent_method};
    const auto run = TRY(desk.accept(order, context.actor));
    if (run.state == ImportState::Running)
        desk.start(run.id);
    auto import = TRY(context.services.database.ask(
        [&](db::Reader& reader) { return shown(reader, run, context.language); }));
    auto response = json_response(202, core::to_json(import));
    response.headers.emplace_back("Location", "/api/v1/imports/" + run.id.str());
    return response;
}

Result<Response> list_imports(Context& context, const Request&)
{
    Page<Import> page;
    for (const auto& run : TRY(recent_imports(context.reader, context.actor)))
        page.items.push_back(TRY(shown(context.reader, run, context.language)));
    return ok(page);
}

/// From the list itself, so that nothing of it is kept elsewhere: no samples where it is not kept
/// any more, and none past what cannot be read.
void add_samples(const ImportDesk& desk, const ImportRun& run, Import& import)
{
    const auto file = desk.list_of(run);
    if (!file)
        return;
    if (const auto sheet = open_list(*file, run.first_row))
        import.samples = samples_of_list(**sheet, run.columns.size());
}

/// What somebody said before of the same headings is proposed, and stays to be said.
Result<void> propose_columns(db::Reader& reader, const ImportRun& run, Import& import)
{
    auto columns = TRY(columns_read_before(reader, run));
    if (!columns)
        return {};
    import.missing_fields = missing_fields(*columns);
    import.columns = std::move(*columns);
    import.columns_proposed = true;
    return {};
}

// GET /api/v1/imports/{id}
Result<Response> show_import(ImportDesk& desk, DirectContext& context, const Request& request)
{
    ImportRun run;
    auto import = TRY(context.services.database.ask([&](db::Reader& reader) -> Result<Import> {
        run = TRY(visible_import(reader, context.actor, request));
        auto found = TRY(shown(reader, run, context.language));
        if (run.state == ImportState::NeedsMapping)
            TRY(propose_columns(reader, run, found));
        return found;
    }));
    if (run.state == ImportState::NeedsMapping)
        add_samples(desk, run, import);
    return import_response(import);
}

/// The state of the rows' persons whom the actor may see: of a file elsewhere she learns nothing.
using VisiblePersons = std::map<core::Id, RegistrantState>;

Result<VisiblePersons> visible_persons(const Context& context,
                                       const std::vector<ImportRowRecord>& rows)
{
    std::vector<core::Id> ids;
    for (const auto& row : rows)
        if (row.person_id)
            ids.push_back(*row.person_id);
    VisiblePersons visible;
    for (const auto& person : TRY(persons_of(context.reader, ids)))
        if (context.actor.may(Permission::ViewRegistrants, place_of(person)))
            visible.emplace(person.id, person.state);
    return visible;
}

ReasonText told_reason(const Context& context, const RowReason& reason)
{
    return {reason.code, reason.field, text_of_reason(context.language, reason.code)};
}

ImportRow shown_row(const Context& context, const ImportRun& run, const ImportRowRecord& row,
                    const VisiblePersons& visible)
{
    const auto place = place_of_row(run, row.row);
    ImportRow shown{
        .row = row.row, .line = place.line, .sheet = place.sheet, .outcome = row.outcome};
    for (const auto& reason : row.reasons)
        shown.reasons.push_back(told_reason(context, reason));
    const auto person = row.person_id ? visible.find(*row.person_id) : visible.end();
    if (person == visible.end())
        return shown;
    shown.person_id = row.person_id;
    shown.reference = row.reference;
    // As it stands now: what is restored meanwhile may be taken.
    if (row.outcome == RowOutcome::Duplicate && person->second == RegistrantState::Withdrawn)
        shown.reasons.push_back(told_reason(context, {std::string(kFileWithdrawn), ""}));
    return shown;
}

Result<Response> show_rows(Context& context, const Request& request, const RowQuery& query)
{
    const auto run = TRY(visible_import(context.reader, context.actor, request));
    std::int64_t after = 0;
    if (query.cursor)
        after = TRY(cursor_number(TRY(decode_cursor(*query.cursor, 1)).front()));
    auto rows = TRY(import_rows(context.reader, run.id, query.outcome, after, query.limit + 1));
    Page<ImportRow> page;
    if (static_cast<std::int64_t>(rows.size()) > query.limit) {
        rows.pop_back();
        page.next = encode_cursor({std::to_string(rows.back().row)});
    }
    const auto visible = TRY(visible_persons(context, rows));
    for (const auto& row : rows)
        page.items.push_back(shown_row(context, run, row, visible));
    return ok(page);
}

/// The import whose duplicates somebody settles: it must have ended.
Result<ImportRun> ended_import(db::Reader& reader, const Actor& actor, const Request& request)
{
    auto run = TRY(visible_import(reader, actor, request));
    if (run.dry_run || run.state == ImportState::Running)
        return core::fail(core::problems::conflict("import_not_waiting"));
    return run;
}

Result<ImportRowRecord> asked_row(db::Reader& reader, const ImportRun& run, const Request& request)
{
    const auto text = request.param("row");
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size())
        return core::fail(core::problems::not_found());
    return get_import_row(reader, run.id, number);
}

Result<Response> answer_row(const Context& context, const ImportRun& run,
                            const ImportRowRecord& row)
{
    return ok(shown_row(context, run, row, TRY(visible_persons(context, {row}))));
}

// POST /api/v1/imports/{id}/rows/{row}/same
Result<Response> settle_same(WriteContext& context, const Request& request)
{
    const auto run = TRY(ended_import(context.reader, context.actor, request));
    const auto row = TRY(asked_row(context.reader, run, request));
    return answer_row(context, run, TRY(settle_as_same(context, run, row)));
}

// POST /api/v1/imports/{id}/rows/{row}/another
Result<Response> settle_another(ImportDesk& desk, DirectContext& context, const Request& request)
{
    const auto why = TRY(body_of<Reason>(request));
    ImportRun run;
    auto row =
        TRY(context.services.database.ask([&](db::Reader& reader) -> Result<ImportRowRecord> {
            run = TRY(ended_import(reader, context.actor, request));
            return asked_row(reader, run, request);
        }));
    row = TRY(settle_as_another(context, desk.check(), TRY(desk.list_of(run)), run, std::move(row),
                                why.reason));
    return context.services.database.ask([&](db::Reader& reader) {
        return answer_row(
            {context.services, context.actor, context.language, reader, context.services.clock},
            run, row);
    });
}

/// Changes an import inside one transaction; `change` may refuse.
Result<ImportRun> changed(DirectContext& context, const Request& request,
                          const std::function<Result<void>(db::Writer&, ImportRun&)>& change)
{
    std::optional<ImportRun> run;
    TRY(context.services.database.write([&](db::Writer& writer) -> Result<void> {
        run = TRY(hold_import(writer, TRY(path_id(request))));
        if (!may_see(context.actor, *run))
            return core::fail(core::problems::not_found());
        TRY(change(writer, *run));
        return save_import(writer, *run);
    }));
    return std::move(*run);
}

Result<Response> answer(DirectContext& context, const ImportRun& run)
{
    return import_response(TRY(context.services.database.ask(
        [&](db::Reader& reader) { return shown(reader, run, context.language); })));
}

/// Of a list that is to be registered: the same file goes into an edition and region once. As when
/// it was sent, an import that the actor may not see does not count.
Result<void> require_new_file(db::Writer& writer, const Actor& actor, const ImportRun& run)
{
    const auto known = TRY(hold_import_of_file(writer, run));
    if (known && may_see(actor, *known))
        return core::fail(core::problems::conflict("file_already_imported"));
    return {};
}

/// Whoever stands in the first row is registered too, unless somebody says that nobody does.
Result<void> apply_first_row(ImportRun& run, const ImportMapping& mapping)
{
    if (!mapping.first_row && !run.first_row)
        return core::fail(core::problems::invalid("/first_row", "required"));
    if (mapping.first_row == FirstRow::Person)
        letter_columns(run);
    if (mapping.first_row)
        run.first_row = mapping.first_row;
    return {};
}

Result<void> apply_mapping(ImportRun& run, const ImportMapping& mapping)
{
    if (run.state != ImportState::NeedsMapping)
        return core::fail(core::problems::conflict("import_not_waiting"));
    TRY(choose_fields(run.columns, mapping.columns));
    if (const auto missing = missing_fields(run.columns); !missing.empty())
        return core::fail(core::problems::invalid("/columns", "columns_missing",
                                                  {{"fields", core::to_json(missing)}}));
    TRY(apply_first_row(run, mapping));
    run.state = ImportState::Running;
    return {};
}

Result<Response> map_columns(ImportDesk& desk, DirectContext& context, const Request& request)
{
    const auto mapping = TRY(body_of<ImportMapping>(request));
    const auto run =
        TRY(changed(context, request, [&](db::Writer& writer, ImportRun& now) -> Result<void> {
            TRY(desk.list_of(now));
            TRY(apply_mapping(now, mapping));
            return now.dry_run ? Result<void>() : require_new_file(writer, context.actor, now);
        }));
    desk.start(run.id);
    return answer(context, run);
}

/// A dry run that pleased is run again for good. The consent that is said now goes before what was
/// said when the list was sent.
Result<Response> run_for_good(ImportDesk& desk, DirectContext& context, const Request& request)
{
    const auto consent = TRY(from_query<ListConsent>(request));
    TRY(check_consent({.consent_on = consent.consent_on, .consent_method = consent.consent_method},
                      context.services.clock.today()));
    const auto run =
        TRY(changed(context, request, [&](db::Writer& writer, ImportRun& now) -> Result<void> {
            TRY(desk.list_of(now));
            if (!now.dry_run || now.state != ImportState::Done)
                return core::fail(core::problems::conflict("import_not_waiting"));
            TRY(require_new_file(writer, context.actor, now));
            TRY(delete_import_rows(writer, now.id));
            const auto tried = told_in_log(now);
            now.dry_run = false;
            now.state = ImportState::Running;
            now.finished_at.reset();
            if (consent.consent_on) {
                now.consent_on = consent.consent_on;
                now.consent_method = consent.consent_method;
            }
            now.rows_done = now.last_row = now.registered = now.refused = now.duplicates = 0;
            WriteContext writing{
                {context.services, context.actor, context.language, writer, context.services.clock},
                writer};
            return writing.log("import", now.id, 1, "start", tried, told_in_log(now));
        }));
    desk.start(run.id);
    return answer(context, run);
}

Result<Response> cancel(DirectContext& context, const Request& request)
{
    const auto run =
        TRY(changed(context, request, [&](db::Writer&, ImportRun& now) -> Result<void> {
            if (now.state != ImportState::Running && now.state != ImportState::NeedsMapping)
                return core::fail(core::problems::conflict("import_not_waiting"));
            now.state = ImportState::Cancelled;
            if (!now.first_row) // nothing is kept of a person who may stand there
                letter_columns(now);
            now.finished_at = context.services.clock.now();
            return {};
        }));
    return answer(context, run);
}

Result<Response> refused_rows(ImportDesk& desk, DirectContext& context, const Request& request)
{
    const auto run = TRY(context.services.database.ask(
        [&](db::Reader& reader) { return visible_import(reader, context.actor, request); }));
    auto response = TRY(refused_response(context, run, TRY(desk.list_of(run))));
    TRY(context.services.database.write([&](db::Writer& writer) {
        return note_refused_fetched(writer, run.id, context.services.clock.now());
    }));
    return response;
}

Result<Response> follow(ImportDesk& desk, DirectContext& context, const Request& request)
{
    const auto run = TRY(context.services.database.ask(
        [&](db::Reader& reader) { return visible_import(reader, context.actor, request); }));
    Response response;
    response.content_type = "text/event-stream";
    response.body = http::OnOpen([&desk, id = run.id, language = context.language](
                                     std::shared_ptr<http::EventStream> stream) {
        desk.watch(id, language, std::move(stream));
    });
    return response;
}

} // namespace

Routes import_routes(const std::shared_ptr<ImportDesk>& desk)
{
    constexpr auto kImport = Permission::ImportRegistrants;
    const std::string all = "/api/v1/imports";
    const std::string one = all + "/{id}";
    const auto with_desk = [desk](auto handler) {
        return DirectHandler(
            [desk, handler](DirectContext& context, const std::shared_ptr<Request>& request) {
                return handler(*desk, context, *request);
            });
    };
    const auto plain = [](DirectContext& context, const std::shared_ptr<Request>& request) {
        return cancel(context, *request);
    };
    Routes routes;
    auto uploading =
        direct<void, Import>("POST", all, kImport,
                             "Import a CSV or XLSX list; a dry run unless ?dry_run=false",
                             with_desk(upload), 202)
            .upload(sheet_types(), kFileLimit)
            .slow();
    uploading.query = query_parameters<ImportChoice>();
    routes.push_back(std::move(uploading));
    routes.push_back(items<Import>(all, kImport, "The latest imports", list_imports));
    // Slow, as it looks into the list of one that needs its mapping.
    routes.push_back(direct<void, Import>("GET", one, kImport, "One import and how far it is",
                                          with_desk(show_import))
                         .slow());
    routes.push_back(direct<ImportMapping, Import>("PUT", one + "/mapping", kImport,
                                                   "Say what unknown headings hold",
                                                   with_desk(map_columns)));
    auto running = direct<void, Import>("POST", one + "/run", kImport,
                                        "Run a finished dry run for good", with_desk(run_for_good));
    running.query = query_parameters<ListConsent>();
    routes.push_back(std::move(running));
    routes.push_back(direct<void, Import>("POST", one + "/cancel", kImport,
                                          "Stop an import; what is registered stays", plain));
    routes.push_back(
        list<RowQuery, ImportRow>(one + "/rows", kImport, "What became of each row", show_rows));
    routes.push_back(act<ImportRow>("POST", one + "/rows/{row}/same", kImport,
                                    "The row is of the woman whose file it resembles",
                                    settle_same));
    routes.push_back(direct<Reason, ImportRow>("POST", one + "/rows/{row}/another", kImport,
                                               "The row is of another woman: register her",
                                               with_desk(settle_another))
                         .slow());
    routes.push_back(
        direct<void, void>("GET", one + "/refused", kImport,
                           "The refused rows, as the same kind of file with a column `error`",
                           with_desk(refused_rows))
            .slow()
            .answers(sheet_types()));
    routes.push_back(direct<void, void>("GET", one + "/events", kImport,
                                        "Progress as server-sent events", with_desk(follow))
                         .answers({"text/event-stream"}));
    return routes;
}

} // namespace jisr::registry
