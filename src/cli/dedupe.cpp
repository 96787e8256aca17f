#include "cli/cli.hpp"
#include "cli/dedupe_sheet.hpp"
#include "cli/kept_files.hpp"
#include "cli/stages.hpp"

#include "modules/registry/duplicate_search.hpp"
#include "modules/registry/duplicate_store.hpp"

#include <csignal>

namespace jisr::cli {

namespace {

std::atomic<bool> interrupted{false}; // set by a signal: the stage at hand is finished

core::Result<void> print_outcome(Application& application, const service::Actor& actor,
                                 const registry::DedupeRun& run)
{
    const auto counts = TRY(application.database().ask([&](db::Reader& reader) {
        auto& services = application.services();
        return registry::count_pairs({services, actor, core::Language::En, reader, services.clock});
    }));
    std::cout << run.records << " persons, " << run.pairs << " pairs found: " << run.opened
              << " new in the queue, " << run.closed << " no longer there\n"
              << counts.open << " pairs wait for a decision\n";
    return {};
}

core::Result<int> dedupe_database(Application& application)
{
    Stages stages;
    const auto actor = service::Actor::system("dedupe");
    const auto begun = TRY(registry::begin_search(application.services(), actor));
    const auto run =
        TRY(registry::search_duplicates(application.services(), actor, begun, interrupted,
                                        [&](std::string_view stage) { stages.done(stage); }));
    stages.print_total();
    if (run.problem)
        return core::fail({.status = 503, .slug = *run.problem});
    TRY(print_outcome(application, actor, run));
    return 0;
}

int run_on_database(const CommonOptions& common)
{
    if (const auto there = require_database(common); !there)
        return report(there.error());
    auto application = open_application(common);
    if (!application)
        return report(application.error());
    std::signal(SIGINT, [](int) { interrupted = true; });
    std::signal(SIGTERM, [](int) { interrupted = true; });
    const auto code = dedupe_database(**application);
    return code ? *code : report(code.error());
}

/// Says so when what is found would be written over the list, the database or itself.
bool would_replace_something(const CommonOptions& common, const DedupeSheetOptions& options)
{
    auto kept = files_of_database(common.database);
    kept.push_back({"the list", options.sheet.file});
    if (would_replace("--out", options.clusters, kept))
        return true;
    kept.push_back({"the file of --out", options.clusters});
    return !options.pairs.empty() && would_replace("--pairs", options.pairs, kept);
}

int run_on_sheet(const CommonOptions& common, const DedupeSheetOptions& options)
{
    if (would_replace_something(common, options))
        return 2;
    const auto done = dedupe_sheet(options);
    return done ? 0 : report(done.error());
}

void add_sheet_options(CLI::App& command, DedupeSheetOptions& options)
{
    auto* sheet =
        command
            .add_option("--csv", options.sheet.file, "a list, CSV or XLSX, instead of the database")
            ->check(CLI::ExistingFile)
            ->envname("JISR_DEDUPE_CSV");
    auto* id = command
                   .add_option("--id-column", options.sheet.id,
                               "heading of the column with the ids of the list")
                   ->envname("JISR_DEDUPE_ID_COLUMN");
    command
        .add_option("--map", options.mapping,
                    "HEADING=FIELD for headings that are not understood by themselves")
        ->envname("JISR_DEDUPE_MAP");
    auto* out = command
                    .add_option("--out", options.clusters,
                                "where the cluster of each record of the list is written")
                    ->envname("JISR_DEDUPE_OUT");
    sheet->needs(id)->needs(out);
    command.add_option("--pairs", options.pairs, "where linked pairs are written, with reasons")
        ->envname("JISR_DEDUPE_PAIRS");
    command
        .add_option("--threshold", options.threshold,
                    "probability from which a pair of the list is linked")
        ->check(CLI::Range(0.0001, 0.9999))
        ->envname("JISR_DEDUPE_THRESHOLD")
        ->capture_default_str();
    command
        .add_option("--truth", options.truth,
                    "heading of the column that names the person, to measure what was found")
        ->envname("JISR_DEDUPE_TRUTH");
}

} // namespace

void add_dedupe_command(CLI::App& app, const std::shared_ptr<CommonOptions>& common, Run& run)
{
    auto* command = app.add_subcommand(
        "dedupe", "Find the files of one person in the database, or the records in a list");
    const auto options = std::make_shared<DedupeSheetOptions>();
    add_common_options(*command, common);
    add_sheet_options(*command, *options);
    command->callback([&run, common, options] {
        run = [common, options] {
            return options->sheet.file.empty() ? run_on_database(*common)
                                               : run_on_sheet(*common, *options);
        };
    });
}

} // namespace jisr::cli
