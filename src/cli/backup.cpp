#include "cli/cli.hpp"
#include "cli/kept_files.hpp"

#include "db/backup.hpp"

#include <iostream>

namespace jisr::cli {

namespace {

/// Keeps the person at the terminal informed.
struct Progress
{
    void operator()(std::string_view table, std::int64_t rows) const
    {
        if (rows > 0 && rows % 50'000 == 0)
            std::cerr << '\r' << table << ": " << rows << " rows        " << std::flush;
    }
};

void print(const db::BackupSummary& summary)
{
    std::cout << summary.rows << " rows of " << summary.tables << " tables, taken "
              << summary.taken_at.to_iso() << ", checksum " << summary.digest << '\n';
}

int back_up(const CommonOptions& common, const std::string& file)
{
    const auto kept = files_of_database(common.database);
    if (would_replace("file", file, kept) || would_replace("file", db::unfinished(file), kept))
        return 2;
    for (const auto& written : {std::filesystem::path(file), db::unfinished(file)})
        if (!db::may_hold_backup(written)) {
            std::cerr << "file: " << written.string()
                      << " is no backup, and would be overwritten. Nothing was done.\n";
            return 2;
        }
    if (const auto there = require_database(common); !there)
        return report(there.error());
    const auto database = db::Database::open(common.database);
    if (!database)
        return report(database.error());
    const auto summary = db::backup(**database, file, Progress{});
    std::cerr << '\r';
    if (!summary)
        return report(summary.error());
    print(*summary);
    if (summary->rows == 0)
        std::cerr << "The database was empty: is --database the right one?\n";
    return 0;
}

int restore_from(const CommonOptions& common, const std::string& file)
{
    const auto summary = db::restore(common.database, file, Progress{});
    std::cerr << '\r';
    if (!summary)
        return report(summary.error());
    print(*summary);
    return 0;
}

} // namespace

void add_backup_command(CLI::App& app, const std::shared_ptr<CommonOptions>& common, Run& run)
{
    auto* command = app.add_subcommand(
        "backup", "Write a checked copy of the database while it goes on being used");
    const auto file = std::make_shared<std::string>();
    add_common_options(*command, common);
    command->add_option("file", *file, "the copy")->required()->envname("JISR_BACKUP_FILE");
    command->callback(
        [&run, common, file] { run = [common, file] { return back_up(*common, *file); }; });
}

void add_restore_command(CLI::App& app, const std::shared_ptr<CommonOptions>& common, Run& run)
{
    auto* command = app.add_subcommand(
        "restore", "Fill an empty database, of either engine, from a backup after checking it");
    const auto file = std::make_shared<std::string>();
    add_common_options(*command, common);
    command->add_option("file", *file, "the copy")
        ->required()
        ->check(CLI::ExistingFile)
        ->envname("JISR_BACKUP_FILE");
    command->callback(
        [&run, common, file] { run = [common, file] { return restore_from(*common, *file); }; });
}

} // namespace jisr::cli
