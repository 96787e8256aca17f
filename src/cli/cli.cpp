#include "cli/cli.hpp"

#include "core/log.hpp"
#include "core/text.hpp"
#include "db/maintenance.hpp"
#include "db/url.hpp"

#include <sodium.h>
#include <sys/stat.h>

#include <algorithm>
#include <exception>
#include <iostream>

namespace jisr::cli {

namespace {

constexpr std::string_view kSqlite = "sqlite:";

/// Empty when a database may be named so, else what is expected; for CLI11.
std::string check_database(const std::string& url)
{
    if (db::names_database(url))
        return "";
    return std::string("sqlite:PATH or postgres://USER@HOST/NAME expected")
        .append(url.starts_with("sqlite:file:") ? ", a plain path without file: and options" : "");
}

/// `--help-all` with the commands below commands too: `user create`, `linkage search`.
class WholeHelp : public CLI::Formatter
{
  public:
    std::string make_expanded(const CLI::App* command) const override
    {
        const auto below = command->get_subcommands([](const CLI::App*) { return true; });
        if (below.empty())
            return CLI::Formatter::make_expanded(command);
        std::string text;
        for (const auto* one : below) {
            std::string own = make_expanded(one);
            text += (text.empty() ? "" : "\n") + command->get_name() + ' ' + own;
        }
        return text;
    }
};

/// What a library throws where nobody expected it ends a command with a word, not with an abort.
int guarded(const Run& run)
{
    try {
        return run();
    } catch (const std::exception& thrown) {
        std::cerr << thrown.what() << '\n';
        return 1;
    }
}

constexpr AddCommand kCommands[] = {add_serve_command,   add_import_command,  add_user_command,
                                    add_token_command,   add_audit_command,   add_backup_command,
                                    add_restore_command, add_migrate_command, add_openapi_command,
                                    add_linkage_command, add_dedupe_command};

/// The innermost command that was named.
const CLI::App& chosen(const CLI::App& app)
{
    const auto below = app.get_subcommands();
    return below.empty() ? app : chosen(*below.front());
}

/// Says which word is no command where one is expected; false where none is.
bool names_unknown_word(const CLI::App& app)
{
    const auto& command = chosen(app);
    const auto words = app.remaining(true);
    if (command.get_require_subcommand_min() == 0 || words.empty())
        return false;
    std::cerr << "\"" << words.front() << "\" is no command of jisr"
              << (&command == &app ? "" : " " + command.get_name()) << ". They are:";
    for (const auto* one : command.get_subcommands([](const CLI::App*) { return true; }))
        std::cerr << ' ' << one->get_name();
    std::cerr << "\nRun with --help for more information.\n";
    return true;
}

/// The flag or the argument of `command` that a fault of the JSON behind it is about, else its
/// pointer.
std::string flag_of(const std::string& pointer, const CLI::App* command)
{
    if (command == nullptr || !pointer.starts_with('/'))
        return pointer;
    std::string name = pointer.substr(pointer.rfind('/') + 1);
    if (name == "scope_code" || name == "scope_level")
        name = "scope";
    if (name == "password")
        name = "password_stdin";
    std::string flag = "--" + name;
    std::ranges::replace(flag, '_', '-');
    for (const auto& one : {flag, name})
        if (command->get_option_no_throw(one) != nullptr)
            return one;
    return pointer;
}

} // namespace

int run_program(int argc, char** argv)
{
    if (sodium_init() < 0)
        return 1;
    ::umask(0077); // folders and files that it makes hold personal data or keys
    CLI::App app{
        "Jisr (جسر): registers women and cooperatives into programmes and shows what was achieved"};
    app.formatter(std::make_shared<WholeHelp>());
    app.require_subcommand(1);
    app.set_version_flag("--version", JISR_VERSION);
    app.set_help_all_flag("--help-all", "Every subcommand with its flags");
    Run run;
    const auto common = std::make_shared<CommonOptions>();
    for (const AddCommand add : kCommands)
        add(app, common, run);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError) &&
            names_unknown_word(app))
            return 2;
        return app.exit(error) == 0 ? 0 : 2; // 0: help or version was asked for
    }
    if (!core::set_log_level(common->log_level)) {
        std::cerr << "--log-level: debug, info, warning, error or off\n";
        return 2;
    }
    return guarded(run);
}

void add_common_options(CLI::App& command, const std::shared_ptr<CommonOptions>& common)
{
    command.add_option("--database", common->database, "sqlite:PATH or postgres://USER@HOST/NAME")
        ->envname("JISR_DATABASE")
        ->check(check_database)
        ->capture_default_str();
    command.add_option("--log-level", common->log_level, "debug, info, warning, error or off")
        ->envname("JISR_LOG_LEVEL")
        ->capture_default_str();
}

void add_data_option(CLI::App& command, std::filesystem::path& folder)
{
    command
        .add_option("--data", folder,
                    "folder of the server's key, lists being read, exports being sent and the "
                    "snapshot of the names; default: beside the SQLite file, else ./var")
        ->envname("JISR_DATA");
}

std::vector<std::string> languages()
{
    std::vector<std::string> codes;
    for (const auto& [unused, code] : core::enum_codes<core::Language>())
        codes.push_back(code);
    return codes;
}

int report(const core::Problem& problem, const CLI::App* command)
{
    constexpr auto kEnglish = core::Language::En;
    // Texts of the page ask a visitor to come again; who runs a command is the one to mend it.
    if (problem.slug == "unavailable" && !problem.cause.empty()) {
        std::cerr << problem.cause << '\n';
        return 1;
    }
    const std::string key = "problem." + problem.slug;
    std::cerr << core::text(kEnglish, key + ".title", problem.extra) << ". "
              << core::text(kEnglish, key + ".detail", problem.extra) << '\n';
    for (const auto& error : problem.errors)
        std::cerr << "  " << flag_of(error.pointer, command) << ": "
                  << core::text(kEnglish, "error." + error.code, error.params) << '\n';
    if (!problem.cause.empty())
        std::cerr << "  " << problem.cause << '\n';
    return problem.status >= 500 ? 1 : 2;
}

std::optional<std::filesystem::path> sqlite_file(const std::string& database)
{
    if (!database.starts_with(kSqlite))
        return std::nullopt;
    return database.substr(kSqlite.size());
}

core::Result<void> require_database(const CommonOptions& common)
{
    if (TRY(db::holds_schema(common.database)))
        return {};
    const auto path = sqlite_file(common.database);
    std::error_code ignored;
    std::string missing = path && !std::filesystem::exists(*path, ignored)
                              ? std::string("There is no database at ").append(path->string())
                              : "The database holds nothing of Jisr yet";
    return core::fail(core::problems::unavailable(
        missing.append(". Is --database the right one? Nothing was done.")));
}

std::filesystem::path data_folder_of(const std::string& database)
{
    const auto path = sqlite_file(database);
    if (!path)
        return "var";
    const auto folder = path->parent_path();
    return folder.empty() ? "." : folder;
}

core::Result<std::unique_ptr<Application>> open_application(const CommonOptions& common,
                                                            service::Settings settings)
{
    if (settings.data_folder.empty())
        settings.data_folder = data_folder_of(common.database);
    return Application::make(common.database, std::move(settings));
}

} // namespace jisr::cli
