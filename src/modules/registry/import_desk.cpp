#include "modules/registry/import_desk.hpp"

#include "core/log.hpp"
#include "modules/registry/import_chunk.hpp"
#include "modules/registry/import_list.hpp"
#include "modules/registry/import_words.hpp"
#include "modules/registry/registering.hpp"
#include "service/jobs.hpp"
#include "service/passing_file.hpp"
#include "tabular/kept_file.hpp"

#include <algorithm>
#include <thread>

namespace jisr::registry {

namespace {

service::Actor actor_of(const ImportRun& run)
{
    return actor_with(run.started_by, run.started_by_name, run.started_as);
}

bool is_taken(const core::Problem& problem)
{
    return problem.slug == "import_taken";
}

using Milliseconds = std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

/// Of a rest, between two looks at whether to stop.
constexpr Milliseconds kStep{50};
/// Between two looks at how far somebody else is.
constexpr Milliseconds kLook{200};
/// Who has not moved an import on for so long is taken for dead. One who is but slow loses nothing:
/// who comes second with some rows leaves them.
constexpr Milliseconds kPatience{2'000};
/// Until an import is tried again that the machine has failed; then twice as long each time.
constexpr Milliseconds kFirstPause{1'000};
constexpr Milliseconds kLongestPause{60'000};

void rest(const std::atomic<bool>& stopping, Milliseconds how_long)
{
    const auto until = Steady::now() + how_long;
    while (!stopping && Steady::now() < until)
        std::this_thread::sleep_for(kStep);
}

constexpr std::int64_t kDay = 24LL * 3600 * 1000;

/// Whether nobody needs the list any more.
bool is_over(const ImportRun& run, bool rows_wait, core::Instant now)
{
    if (run.state == ImportState::Running)
        return false;
    const auto since = run.finished_at.value_or(run.started_at);
    if (since.plus(std::chrono::milliseconds(ImportDesk::kKeptDays * kDay)) <= now)
        return true;
    if (run.dry_run || run.state == ImportState::NeedsMapping)
        return false; // it may be run for good
    return !rows_wait && (run.refused == 0 || run.refused_fetched_at);
}

} // namespace

bool may_see(const service::Actor& actor, const ImportRun& run)
{
    return run.started_by == actor.id ||
           actor.may(service::Permission::ImportRegistrants, {.region_code = run.region_code});
}

std::filesystem::path ImportDesk::file_of(const core::Id& id) const
{
    return services_.settings.data_folder / "imports" / id.str();
}

core::Result<std::filesystem::path> ImportDesk::list_of(const ImportRun& run) const
{
    if (run.list_removed_at)
        return core::fail(core::problems::conflict("list_removed"));
    auto path = file_of(run.id);
    std::error_code unknown;
    if (!std::filesystem::exists(path, unknown)) // restored without the folder of the data
        return core::fail(core::problems::conflict("list_removed"));
    return path;
}

core::Result<ImportRun> ImportDesk::accept(const ImportOrder& order, const service::Actor& actor)
{
    ImportRun run = TRY(ordered_run(order, actor, services_.clock));
    if (!order.dry_run) {
        auto known = TRY(services_.database.ask(
            [&](db::Reader& reader) { return find_import_of_file(reader, run); }));
        if (known && may_see(actor, *known))
            return std::move(*known);
    }
    TRY(read_headings(run, order));
    TRY(tabular::keep_file(order.file, file_of(run.id)));
    auto entered = enter(run, actor);
    // When the database fails nobody knows whether it was entered.
    if (entered ? entered->id != run.id : entered.error().status < 500) {
        std::error_code failed;
        std::filesystem::remove(file_of(run.id), failed);
    }
    return entered;
}

/// Or gives the import of the same file that somebody entered meanwhile.
core::Result<ImportRun> ImportDesk::enter(const ImportRun& run, const service::Actor& actor)
{
    ImportRun entered;
    TRY(service::write_as(services_, actor,
                          [&](service::WriteContext& context) -> core::Result<void> {
                              if (!run.dry_run) {
                                  auto known = TRY(hold_import_of_file(context.writer, run));
                                  if (known && may_see(actor, *known)) {
                                      entered = std::move(*known);
                                      return {};
                                  }
                              }
                              TRY(require_open_edition(context.reader, run.edition_id));
                              TRY(insert_import(context.writer, run));
                              entered = run;
                              // Trials too: what would happen tells who is registered already.
                              return context.log("import", run.id, 1, run.dry_run ? "try" : "start",
                                                 nullptr, told_in_log(run));
                          }));
    return entered;
}

void ImportDesk::start(const core::Id& id)
{
    queue(id, {}, kFirstPause);
}

/// Where the database fails, again after the next pause, or after the first once it got on.
void ImportDesk::queue(const core::Id& id, Milliseconds pause, Milliseconds next_pause)
{
    services_.jobs.add(
        [this, id, next_pause](const std::atomic<bool>& stopping) {
            auto again_in = next_pause;
            const auto outcome = go_on(id, stopping, [&](const ImportRun& now) {
                again_in = kFirstPause;
                tell(now.id);
            });
            if (outcome && outcome->state == ImportState::Running)
                return queue_behind(id, {outcome->last_row, Steady::now()});
            if (outcome)
                return;
            const auto& problem = outcome.error();
            const core::json::object told{
                {"import", id.str()}, {"slug", problem.slug}, {"cause", problem.cause}};
            if (problem.status != 503)
                return core::log_error("import_failed", told);
            core::log_warning("import_waits", told);
            queue(id, again_in, std::min(2 * again_in, kLongestPause));
        },
        pause);
}

void ImportDesk::queue_behind(const core::Id& id, Other other)
{
    services_.jobs.add(
        [this, id, other](const auto&) mutable {
            const auto now = as_it_stands(id);
            if (!now)
                return start(id); // which tells what failed
            if (now->state != ImportState::Running || other.moves(*now))
                tell(id);
            if (now->state != ImportState::Running)
                return;
            if (other.is_at_work())
                return queue_behind(id, other);
            start(id);
        },
        kLook);
}

core::Result<ImportRun> ImportDesk::run(const core::Id& id, const std::atomic<bool>& stopping,
                                        const OnProgress& on_progress)
{
    const OnProgress step = [&](const ImportRun& now) {
        tell(now.id);
        if (on_progress)
            on_progress(now);
    };
    auto run = TRY(go_on(id, stopping, step));
    while (run.state == ImportState::Running && !stopping) {
        TRY(wait_for_other(run, stopping, step));
        run = TRY(go_on(id, stopping, step));
    }
    return run;
}

core::Result<ImportRun> ImportDesk::go_on(const core::Id& id, const std::atomic<bool>& stopping,
                                          const OnProgress& step)
{
    auto run = TRY(as_it_stands(id));
    if (run.state != ImportState::Running)
        return run;
    const auto outcome = bring_to_its_end(run, stopping, step);
    run = TRY(as_it_stands(id));
    // Whoever ended it may have removed its list under our hands.
    if (!outcome && !is_taken(outcome.error()) && run.state == ImportState::Running)
        return core::fail(outcome.error());
    return run;
}

core::Result<void> ImportDesk::bring_to_its_end(ImportRun run, const std::atomic<bool>& stopping,
                                                const OnProgress& step)
{
    const auto file = TRY(list_of(run));
    auto outcome = go_through(services_, actor_of(run), file, run, *check_, stopping, step);
    if (outcome && !*outcome)
        return {};
    // What the machine is to blame for is tried again; a faulty file is not.
    if (!outcome && (outcome.error().status >= 500 || is_taken(outcome.error())))
        return core::fail(std::move(outcome).error());
    TRY(services_.database.write([&](db::Writer& writer) -> core::Result<void> {
        run = TRY(hold_running_import(writer, run));
        run.state = outcome ? ImportState::Done : ImportState::Failed;
        if (!outcome)
            run.problem = outcome.error().slug;
        run.finished_at = services_.clock.now();
        return save_import(writer, run);
    }));
    step(run);
    return {};
}

core::Result<void> ImportDesk::wait_for_other(ImportRun seen, const std::atomic<bool>& stopping,
                                              const OnProgress& step)
{
    Other other{seen.last_row, Steady::now()};
    while (seen.state == ImportState::Running && !stopping && other.is_at_work()) {
        rest(stopping, kLook);
        seen = TRY(as_it_stands(seen.id));
        if (other.moves(seen))
            step(seen);
    }
    tell(seen.id);
    return {};
}

bool ImportDesk::Other::moves(const ImportRun& now)
{
    if (now.last_row == last_row)
        return false;
    last_row = now.last_row;
    moved_at = Steady::now();
    return true;
}

bool ImportDesk::Other::is_at_work() const
{
    return Steady::now() - moved_at < kPatience;
}

core::Result<ImportRun> ImportDesk::as_it_stands(const core::Id& id)
{
    auto found =
        TRY(services_.database.ask([&](db::Reader& reader) { return find_import(reader, id); }));
    if (!found)
        return core::fail(core::problems::not_found());
    return std::move(*found);
}

core::Result<void> ImportDesk::resume()
{
    const auto running =
        TRY(services_.database.ask([](db::Reader& reader) { return running_imports(reader); }));
    for (const auto& run : running)
        if (std::filesystem::exists(file_of(run.id)))
            start(run.id);
    return {};
}

core::Result<void> ImportDesk::remove_lists()
{
    std::error_code failed;
    std::vector<std::filesystem::path> forgotten;
    std::vector<core::Id> kept;
    for (const auto& entry :
         std::filesystem::directory_iterator(file_of({}).parent_path(), failed)) {
        const auto id = core::Id::parse(entry.path().filename().string());
        if (id)
            kept.push_back(*id);
        else if (service::is_left_behind(entry)) // an answer that a killed server was sending
            forgotten.push_back(entry.path());
    }
    for (const auto& path : forgotten)
        std::filesystem::remove(path, failed);
    for (const auto& id : kept)
        TRY(remove_list(id));
    return {};
}

core::Result<void> ImportDesk::remove_list(const core::Id& id)
{
    const auto now = services_.clock.now();
    bool is_unmapped = false; // its headings may be a person
    const auto is_needed =
        TRY(services_.database.ask([&](db::Reader& reader) -> core::Result<bool> {
            const auto run = TRY(find_import(reader, id));
            if (!run)
                return !service::is_left_behind(std::filesystem::directory_entry(file_of(id)));
            is_unmapped = !run->first_row;
            return !is_over(*run, TRY(some_row_waits(reader, id)), now);
        }));
    if (is_needed)
        return {};
    // First the word, then the deed: a list that is said to be kept can be read.
    TRY(services_.database.write([&](db::Writer& writer) -> core::Result<void> {
        if (is_unmapped) {
            auto run = TRY(hold_import(writer, id));
            letter_columns(run);
            TRY(save_import(writer, run));
        }
        return note_list_removed(writer, id, now);
    }));
    std::error_code failed;
    std::filesystem::remove(file_of(id), failed);
    return {};
}

core::Result<std::string> ImportDesk::text_of(const core::Id& id, core::Language language)
{
    const auto import = TRY(services_.database.ask([&](db::Reader& reader) -> core::Result<Import> {
        const auto run = TRY(find_import(reader, id));
        if (!run)
            return core::fail(core::problems::not_found());
        return shown(reader, *run, language);
    }));
    return core::json_text(import);
}

void ImportDesk::watch(const core::Id& id, core::Language language,
                       std::shared_ptr<http::EventStream> stream)
{
    const std::lock_guard telling(mutex_);
    if (const auto text = text_of(id, language))
        stream->publish("import", *text);
    watchers_.emplace(id, Watcher{language, std::move(stream)});
}

void ImportDesk::tell(const core::Id& id)
{
    const std::lock_guard telling(mutex_);
    std::map<core::Language, core::Result<std::string>> texts;
    auto [from, to] = watchers_.equal_range(id);
    for (auto it = from; it != to;) {
        const auto language = it->second.language;
        const auto& text = texts.try_emplace(language, text_of(id, language)).first->second;
        const bool stays = !text || it->second.stream->publish("import", *text);
        it = stays ? std::next(it) : watchers_.erase(it);
    }
}

core::json::object told_in_log(const ImportRun& run)
{
    return {{"edition_id", run.edition_id.str()},
            {"region_code", run.region_code},
            {"dry_run", run.dry_run},
            {"consent_on", core::to_json(run.consent_on)},
            {"consent_method", core::to_json(run.consent_method)}};
}

core::Result<Import> shown(db::Reader& reader, const ImportRun& run, core::Language language)
{
    Import import;
    import.id = run.id;
    import.file_name = run.file_name;
    import.edition_id = run.edition_id;
    import.region_code = run.region_code;
    import.dry_run = run.dry_run;
    import.state = run.state;
    import.columns = run.columns;
    import.fields = import_fields();
    import.missing_fields = missing_fields(run.columns);
    import.rows_total = run.rows_total;
    import.rows_done = run.rows_done;
    import.registered = run.registered;
    import.refused = run.refused;
    import.duplicates = run.duplicates;
    if (run.refused > 0 && run.state != ImportState::Running)
        import.refused_reasons = TRY(count_reasons(reader, run.id, RowOutcome::Refused));
    import.problem = run.problem;
    if (run.problem)
        import.problem_title = core::text(language, "problem." + *run.problem + ".title");
    import.started_at = run.started_at;
    import.finished_at = run.finished_at;
    import.started_by_name = run.started_by_name;
    import.consent_on = run.consent_on;
    import.consent_method = run.consent_method;
    if (!run.dry_run && !run.consent_on && run.registered > 0)
        import.consent_missing = TRY(count_without_consent(reader, run.id));
    import.list_removed_at = run.list_removed_at;
    import.first_row = run.first_row;
    import.sheets = run.sheets;
    import.unread_sheets = run.unread_sheets;
    import.skipped_rows = run.skipped_rows;
    import.own_columns = own_columns(run.columns);
    return import;
}

} // namespace jisr::registry
