#include "cli/cli.hpp"

#include "db/seal.hpp"

#include <iostream>

namespace jisr::cli {

namespace {

int verify(const CommonOptions& common)
{
    say_if_missing(common);
    const auto database = db::Database::open(common.database);
    if (!database)
        return report(database.error());
    const auto progress = [](std::int64_t lines) {
        if (lines % 100'000 == 0)
            std::cerr << '\r' << lines << " lines" << std::flush;
    };
    const auto found =
        (*database)->ask([&](db::Reader& reader) { return db::verify(reader, progress); });
    if (!found)
        return report(found.error());
    std::cout << found->sealed_lines << " sealed lines in " << found->blocks << " blocks, "
              << found->unsealed_lines << " not yet sealed\nhead " << found->head << '\n';
    if (!found->intact()) {
        std::cout << "Block " << *found->broken_block
                  << " does not fit: a line was changed, removed, inserted or moved.\n";
        return 1;
    }
    std::cout << "No sealed line was changed or removed.\n";
    return 0;
}

} // namespace

void add_audit_command(CLI::App& app, const std::shared_ptr<CommonOptions>& common, Run& run)
{
    auto* audit = app.add_subcommand("audit", "Check the change log");
    audit->require_subcommand(1);
    auto* command = audit->add_subcommand(
        "verify", "Prove that no sealed line of the change log was changed or removed");
    add_common_options(*command, common);
    command->callback([&run, common] { run = [common] { return verify(*common); }; });
}

} // namespace jisr::cli
