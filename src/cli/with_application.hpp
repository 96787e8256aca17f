#pragma once

#include "cli/cli.hpp"

namespace jisr::cli {

/// Whether a command makes the database where there is none, or refuses.
enum class Missing { Made, Refused };

/// Opens the application, does `work` on it (`Result<void>(Application&)`) and gives the exit code.
template <class Work>
int with_application(const CLI::App& command, const CommonOptions& common, Missing missing,
                     Work work)
{
    if (missing == Missing::Refused)
        if (const auto there = require_database(common); !there)
            return report(there.error());
    auto application = open_application(common);
    if (!application)
        return report(application.error());
    const auto done = work(**application);
    return done ? 0 : report(done.error(), &command);
}

/// A command that takes what all take and, once it is chosen, does `work` on the application.
template <class Work>
void runs(CLI::App& command, const std::shared_ptr<CommonOptions>& common, Run& run,
          Missing missing, Work work)
{
    add_common_options(command, common);
    command.callback([&command, &run, common, missing, work] {
        run = [&command, common, missing, work] {
            return with_application(command, *common, missing, work);
        };
    });
}

} // namespace jisr::cli
