#include "cli/cli.hpp"

#include <iostream>

namespace jisr::cli {

void add_migrate_command(CLI::App& app, const std::shared_ptr<CommonOptions>& common, Run& run)
{
    auto* command = app.add_subcommand(
        "migrate", "Create or migrate the database; what writes or serves does so by itself");
    add_common_options(*command, common);
    command->callback([&run, common] {
        run = [common] {
            const auto application = open_application(*common);
            if (!application)
                return report(application.error());
            std::cout << "The database is up to date.\n";
            return 0;
        };
    });
}

} // namespace jisr::cli
