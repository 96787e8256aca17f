#pragma once

#include "cli/application.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace jisr::cli {

/// What every subcommand takes.
struct CommonOptions
{
    std::string database = "sqlite:./var/jisr.db";
    std::string log_level = "info";
};

/// A subcommand adds itself and its flags to `app`, and gives `run` what to do when it was chosen;
/// the exit code is 0 when all went well, 1 when the work failed, 2 when the command line or the
/// input was wrong.
using Run = std::function<int()>;
using AddCommand = void (*)(CLI::App& app, const std::shared_ptr<CommonOptions>& common, Run& run);

void add_serve_command(CLI::App& app, const std::shared_ptr<CommonOptions>& common, Run& run);
void add_import_command(CLI::App& app, const std::shared_ptr<CommonOptions>& common, Run& run);
void add_user_command(CLI::App& app, const std::shared_ptr<CommonOptions>& common, Run& run);
void add_token_command(CLI::App& app, const std::shared_ptr<CommonOptions>& common, Run& run);
void add_audit_command(CLI::App& app, const std::shared_ptr<CommonOptions>& common, Run& run);
void add_backup_command(CLI::App& app, const std::shared_ptr<CommonOptions>& common, Run& run);
void add_restore_command(CLI::App& app, const std::shared_ptr<CommonOptions>& common, Run& run);
void add_migrate_command(CLI::App& app, const std::shared_ptr<CommonOptions>& common, Run& run);
void add_openapi_command(CLI::App& app, const std::shared_ptr<CommonOptions>& common, Run& run);
void add_linkage_command(CLI::App& app, const std::shared_ptr<CommonOptions>& common, Run& run);
void add_dedupe_command(CLI::App& app, const std::shared_ptr<CommonOptions>& common, Run& run);

/// Parses the command line and runs what it names.
int run_program(int argc, char** argv);

/// Adds `--database` and `--log-level` with their environment variables.
void add_common_options(CLI::App& command, const std::shared_ptr<CommonOptions>& common);

/// Adds `--data` with its environment variable, for who works with the files of a server.
void add_data_option(CLI::App& command, std::filesystem::path& folder);

/// The codes that `--language` takes.
std::vector<std::string> languages();

/// Prints the problem in English with its cause, for the person at the terminal, and names the
/// flags of `command` that it is about; gives the exit code.
int report(const core::Problem& problem, const CLI::App* command = nullptr);

/// The file of an SQLite database; nothing for a server's.
std::optional<std::filesystem::path> sqlite_file(const std::string& database);

/// 503 where there is no database or it holds nothing of Jisr yet, and makes none; for a command
/// that finds nothing to do in a new one, which would hide that its name was mistyped.
core::Result<void> require_database(const CommonOptions& common);

/// Opens the application for a command that does not serve.
core::Result<std::unique_ptr<Application>> open_application(const CommonOptions& common,
                                                            service::Settings settings = {});

/// Where files beside the database are kept: the folder of an SQLite file, else ./var.
std::filesystem::path data_folder_of(const std::string& database);

} // namespace jisr::cli
