#include "cli/cli.hpp"
#include "cli/kept_files.hpp"

#include "core/text.hpp"
#include "modules/programmes/programme_store.hpp"
#include "modules/registry/import_desk.hpp"
#include "modules/registry/import_store.hpp"
#include "modules/registry/import_words.hpp"
#include "modules/registry/refused_file.hpp"
#include "modules/territory/territory.hpp"

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <iostream>
#include <utility>

namespace jisr::cli {

namespace {

using registry::ImportRun;
using registry::ImportState;

struct ImportOptions
{
    std::string file;
    std::string programme = "bridge";
    std::string region;
    bool dry_run = false;
    std::vector<std::string> mapping; ///< "Heading=field"
    std::string first_row;
    std::string consent_on;
    std::string consent_method;
    std::string refused_file;
    std::string language = "fr";
    std::filesystem::path data_folder;
};

std::atomic<bool> interrupted{
    false}; // set by a signal: the chunk at hand is finished, then the command ends

core::Result<void> state_consent(const ImportOptions& options, registry::ImportOrder& order)
{
    if (!options.consent_on.empty()) {
        order.consent_on = core::Date::parse_iso(options.consent_on);
        if (!order.consent_on)
            return core::fail(core::problems::invalid("--consent-on", "no_such_date"));
    }
    if (!options.consent_method.empty()) {
        order.consent_method = core::from_code<registry::ConsentMethod>(options.consent_method);
        if (!order.consent_method)
            return core::fail(core::problems::invalid("--consent-method", "unknown_code"));
    }
    return {};
}

std::string flag_of_pair(const std::string& pair)
{
    return std::string("--map '").append(pair).append("'");
}

std::string known_fields()
{
    std::string known = "the fields are:";
    for (const auto& field : registry::import_fields())
        known.append(" ").append(field);
    return known;
}

/// The same problem of what stands on the command line; the columns were chosen in the order of its
/// pairs.
core::Problem told_of_flags(core::Problem problem, const ImportOptions& options)
{
    if (problem.slug == "edition_closed")
        problem.cause = "--programme " + options.programme;
    const auto& pairs = options.mapping;
    for (auto& error : problem.errors)
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            const std::string place = "/columns/" + std::to_string(i);
            if (error.pointer == place + "/field" || error.pointer == place + "/heading")
                error.pointer = flag_of_pair(pairs[i]);
        }
    if (!problem.errors.empty() && problem.errors.front().code == "unknown_code")
        problem.cause = known_fields();
    return problem;
}

/// Of the programme: the one that takes registrations, else the latest, whose import may be under
/// way since before it was closed.
core::Result<core::Id> edition_of(Application& application, const std::string& code)
{
    const auto today = application.services().clock.today();
    return application.database().ask([&](db::Reader& reader) -> core::Result<core::Id> {
        if (const auto open = TRY(programmes::find_current_edition(reader, code, today)))
            return open->id;
        std::vector<programmes::Edition> editions;
        if (const auto programme = TRY(programmes::find_programme_by_code(reader, code)))
            editions = TRY(programmes::list_editions(reader, programme->id));
        if (editions.empty())
            return core::fail(core::problems::invalid("--programme", "unknown_edition"));
        return editions.front().id;
    });
}

core::Result<registry::ImportOrder> order_of(Application& application, const ImportOptions& options)
{
    if (!options.region.empty() && territory::find_region(options.region) == nullptr)
        return core::fail(core::problems::invalid("--region", "unknown_code"));
    registry::ImportOrder order{.file = options.file,
                                .file_name = std::filesystem::path(options.file).filename(),
                                .region_code = options.region,
                                .dry_run = options.dry_run,
                                .ignore_unknown = true};
    order.edition_id = TRY(edition_of(application, options.programme));
    TRY(state_consent(options, order));
    if (!options.first_row.empty()) {
        order.first_row = core::from_code<registry::FirstRow>(options.first_row);
        if (!order.first_row)
            return core::fail(core::problems::invalid("--first-row", "unknown_code"));
    }
    for (const auto& pair : options.mapping) {
        const auto equals = pair.rfind('=');
        if (equals == std::string::npos)
            return core::fail(core::problems::invalid(flag_of_pair(pair), "unknown_code"));
        auto field = pair.substr(equals + 1);
        order.mapping.push_back({pair.substr(0, equals),
                                 field.empty() ? std::nullopt : std::optional(std::move(field))});
    }
    return order;
}

void print_columns(const ImportRun& run)
{
    for (const auto& column : run.columns)
        std::cerr << "  " << column.heading << " → " << column.field.value_or("(left out)") << '\n';
}

int refuse_mapping(const ImportRun& run)
{
    if (!run.first_row)
        std::cerr << "Nobody knows whether the first row has the headings or is a person: say so "
                     "with --first-row headings, or --first-row person, which heads the columns "
                     "A, B, C.\n";
    std::cerr << "The columns, as they are recognised:\n";
    print_columns(run);
    for (const auto& field : registry::missing_fields(run.columns))
        std::cerr << "missing: " << field << '\n';
    std::cerr << "Name them with --map 'HEADING=FIELD'; " << known_fields() << '\n';
    return 2;
}

/// What the command line asks of an import of the same file that was begun otherwise.
std::vector<std::string> unheeded(const ImportRun& run, const registry::ImportOrder& order)
{
    std::vector<std::string> flags;
    if (order.consent_on &&
        (run.consent_on != order.consent_on || run.consent_method != order.consent_method))
        flags.insert(flags.end(), {"--consent-on", "--consent-method"});
    if (order.first_row && run.first_row != order.first_row)
        flags.emplace_back("--first-row");
    auto columns = run.columns;
    const bool knows_all = registry::choose_fields(columns, order.mapping).has_value();
    if (!knows_all || !std::ranges::equal(columns, run.columns, {}, &registry::ImportColumn::field,
                                          &registry::ImportColumn::field))
        flags.emplace_back("--map");
    return flags;
}

int refuse_flags(const std::vector<std::string>& flags)
{
    std::cerr << "This file was taken in before, and otherwise. Nothing is changed any more by:";
    for (const auto& flag : flags)
        std::cerr << ' ' << flag;
    std::cerr << "\nWithout that the command goes on with the import, or tells what became of it. "
                 "A consent that was not stated is confirmed in the file of each woman.\n";
    return 2;
}

int refuse_folder(const std::filesystem::path& folder)
{
    std::cerr << "The list of this import is not in " << folder.string()
              << ": the server that took it in keeps its lists elsewhere. Name its folder with "
                 "--data (JISR_DATA).\n";
    return 2;
}

core::Result<void> print_reasons(Application& application, const ImportRun& run,
                                 registry::RowOutcome outcome)
{
    const auto reasons = TRY(application.database().ask(
        [&](db::Reader& reader) { return registry::count_reasons(reader, run.id, outcome); }));
    for (const auto& [code, count] : reasons) {
        std::cout << "  " << core::code_of(outcome) << ' ' << count << ": "
                  << registry::text_of_reason(core::Language::En, code) << '\n';
        if (code == registry::kLikelySame && !run.dry_run)
            std::cout << "    They wait on the page of this list, on a server whose --data is "
                      << application.services().settings.data_folder.string()
                      << ": there one says of each whether it is the same woman.\n";
    }
    return {};
}

/// She may have her file restored instead.
core::Result<void> print_withdrawn(Application& application, const ImportRun& run)
{
    const auto count = TRY(application.database().ask(
        [&](db::Reader& reader) { return registry::count_withdrawn_duplicates(reader, run.id); }));
    if (count > 0)
        std::cout << "    The files of " << count << " duplicates are withdrawn: "
                  << "they are to be restored first, of those who wish so.\n";
    return {};
}

void print_headings(const char* before, const std::vector<std::string>& headings)
{
    for (const auto& heading : headings)
        std::cout << std::exchange(before, ", ") << "«" << heading << "»";
    std::cout << (headings.empty() ? "" : "\n");
}

/// Whoever stands in what was not read is not among the rows.
void print_unread(const ImportRun& run)
{
    if (run.skipped_rows > 0)
        std::cout << "Rows above the headings, not read: " << run.skipped_rows << '\n';
    if (!run.unread_sheets.empty())
        std::cout << "NOT READ, being hidden or because their headings are not those of the list:";
    for (const auto& name : run.unread_sheets)
        std::cout << " «" << name << "»";
    std::cout << (run.unread_sheets.empty() ? "" : "\n");
    print_headings("Columns left out: ", registry::unread_columns(run.columns));
    print_headings("Columns of Jisr's own files, not read: ", registry::own_columns(run.columns));
}

core::Result<void> print_outcome(Application& application, const ImportRun& run)
{
    std::cout << (run.dry_run ? "Dry run, nobody was registered. " : "") << run.rows_done
              << " rows: " << run.registered << " registered, " << run.refused << " refused, "
              << run.duplicates << " duplicates\n";
    print_unread(run);
    TRY(print_reasons(application, run, registry::RowOutcome::Refused));
    TRY(print_reasons(application, run, registry::RowOutcome::Duplicate));
    TRY(print_withdrawn(application, run));
    const auto shown = TRY(application.database().ask(
        [&](db::Reader& reader) { return registry::shown(reader, run, core::Language::En); }));
    if (shown.consent_missing > 0)
        std::cout << "Of " << shown.consent_missing
                  << " registered nobody has said when they agreed: it is to be confirmed in their "
                     "files. Of another list --consent-on and --consent-method state it at its "
                     "first import.\n";
    return {};
}

core::Result<void> give_refused(Application& application, const ImportRun& run,
                                const ImportOptions& options)
{
    if (run.refused == 0 || options.refused_file.empty())
        return {};
    const auto language =
        core::from_code<core::Language>(options.language).value_or(core::Language::Fr);
    const auto& clock = application.services().clock;
    auto written = registry::write_refused(application.database(), run, options.file,
                                           options.refused_file, language, clock.today());
    if (!written) {
        auto& cause = written.error().cause;
        cause = std::string("--refused ").append(options.refused_file).append(": ").append(cause);
        return core::fail(std::move(written).error());
    }
    TRY(application.database().write([&](db::Writer& writer) {
        return registry::note_refused_fetched(writer, run.id, clock.now());
    }));
    std::cout << "The refused rows, with the reason in column `error`: " << options.refused_file
              << '\n';
    return {};
}

core::Result<int> import(Application& application, const ImportOptions& options)
{
    registry::ImportDesk& desk = *application.import_desk();
    const auto order = TRY(order_of(application, options));
    auto accepted = desk.accept(order, service::Actor::system("import"));
    if (!accepted)
        return core::fail(told_of_flags(std::move(accepted).error(), options));
    ImportRun run = *std::move(accepted);
    if (const auto flags = unheeded(run, order); !flags.empty())
        return refuse_flags(flags);
    if (run.state == ImportState::NeedsMapping)
        return refuse_mapping(run);
    if (run.state == ImportState::Done)
        std::cerr << "This file was imported before; this is what became of it.\n";
    const auto progress = [](const ImportRun& now) {
        std::cerr << '\r' << now.rows_done << " / " << now.rows_total.value_or(0) << " rows"
                  << std::flush;
    };
    auto ended = desk.run(run.id, interrupted, progress);
    std::cerr << '\r';
    if (!ended && ended.error().slug == "list_removed")
        return refuse_folder(desk.file_of(run.id).parent_path());
    run = TRY(std::move(ended));
    if (run.problem)
        return core::fail({.status = 422, .slug = *run.problem});
    TRY(print_outcome(application, run));
    TRY(give_refused(application, run, options));
    if (run.state == ImportState::Running)
        std::cout << "Stopped; run the command again to go on.\n";
    TRY(desk.remove_lists());
    return run.state == ImportState::Done ? 0 : 1;
}

/// Says so where no file can be written: better than once everybody is registered.
bool cannot_hold_file(std::string_view name, const std::filesystem::path& target)
{
    std::error_code unknown;
    const auto folder = std::filesystem::absolute(target, unknown).parent_path();
    const bool is_there = std::filesystem::exists(target, unknown);
    if (std::filesystem::is_directory(target, unknown))
        std::cerr << name << ": " << target.string() << " is a folder. Nothing was done.\n";
    else if (!std::filesystem::is_directory(folder, unknown))
        std::cerr << name << ": there is no folder " << folder.string() << ". Nothing was done.\n";
    else if (::access(is_there ? target.c_str() : folder.c_str(), W_OK) != 0)
        std::cerr << name << ": " << target.string() << " cannot be written. Nothing was done.\n";
    else
        return false;
    return true;
}

int run_import(const CLI::App& command, const CommonOptions& common, const ImportOptions& options)
{
    auto kept = files_of_database(common.database);
    kept.push_back({"the list", options.file});
    if (!options.refused_file.empty() && (would_replace("--refused", options.refused_file, kept) ||
                                          cannot_hold_file("--refused", options.refused_file)))
        return 2;
    auto application = open_application(common, {.data_folder = options.data_folder});
    if (!application)
        return report(application.error());
    std::signal(SIGINT, [](int) { interrupted = true; });
    std::signal(SIGTERM, [](int) { interrupted = true; });
    const auto code = import(**application, options);
    return code ? *code : report(code.error(), &command);
}

} // namespace

void add_import_command(CLI::App& app, const std::shared_ptr<CommonOptions>& common, Run& run)
{
    auto* command =
        app.add_subcommand("import", "Register the people of a CSV or XLSX list; run again after "
                                     "an interruption, it goes on where it stood");
    const auto options = std::make_shared<ImportOptions>();
    add_common_options(*command, common);
    add_data_option(*command, options->data_folder);
    command->add_option("file", options->file, "the list")
        ->required()
        ->check(CLI::ExistingFile)
        ->envname("JISR_IMPORT_FILE");
    command->add_option("--programme", options->programme, "code of the programme")
        ->envname("JISR_IMPORT_PROGRAMME")
        ->capture_default_str();
    command
        ->add_option("--region", options->region,
                     "code of the region in which the places lie, e.g. 10; default: the nation")
        ->envname("JISR_IMPORT_REGION");
    command->add_flag("--dry-run", options->dry_run, "tell what would happen, register nobody")
        ->envname("JISR_IMPORT_DRY_RUN");
    command
        ->add_option("--map", options->mapping,
                     "HEADING=FIELD for a heading that is not recognised; HEADING= leaves it "
                     "out; may be repeated")
        ->envname("JISR_IMPORT_MAP");
    command
        ->add_option("--first-row", options->first_row,
                     "what it holds: headings or person; needed where no heading is recognised")
        ->envname("JISR_IMPORT_FIRST_ROW");
    command
        ->add_option("--consent-on", options->consent_on,
                     "day on which the women of the list agreed to be registered, e.g. 2026-11-20; "
                     "a column with each one's day goes before it; default: to be confirmed")
        ->envname("JISR_IMPORT_CONSENT_ON");
    command
        ->add_option("--consent-method", options->consent_method,
                     "how they agreed: signed_paper, verbal_witnessed or online")
        ->envname("JISR_IMPORT_CONSENT_METHOD");
    command
        ->add_option("--refused", options->refused_file,
                     "write the refused rows here, with a column `error`")
        ->envname("JISR_IMPORT_REFUSED");
    command->add_option("--language", options->language, "of the column `error`: ar, fr, zgh or en")
        ->envname("JISR_IMPORT_LANGUAGE")
        ->check(CLI::IsMember(languages()))
        ->capture_default_str();
    command->callback([command, &run, common, options] {
        run = [command, common, options] { return run_import(*command, *common, *options); };
    });
}

} // namespace jisr::cli
