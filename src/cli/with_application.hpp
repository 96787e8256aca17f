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

} // namespace jisr::cli
