#pragma once

#include "cli/cli.hpp"

namespace jisr::cli {

/// Opens the application, does `work` on it (`Result<void>(Application&)`) and gives the exit code.
template <class Work>
int with_application(const CommonOptions& common, Work work)
{
    auto application = open_application(common);
    if (!application)
        return report(application.error());
    const auto done = work(**application);
    return done ? 0 : report(done.error());
}

/// A command that takes what all take and, once it is chosen, does `work` on the application.
template <class Work>
void runs(CLI::App& command, const std::shared_ptr<CommonOptions>& common, Run& run, Work work)
{
    add_common_options(command, common);
    command.callback(
        [&run, common, work] { run = [common, work] { return with_application(*common, work); }; });
}

} // namespace jisr::cli
