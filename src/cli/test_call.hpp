#pragma once

#include "cli/cli.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace jisr::cli {

/// What came of a call of the program.
struct Called
{
    int code = 0;
    std::string said;       ///< on the standard output
    std::string complained; ///< on the standard error
};

/// The program, called as in a terminal: `jisr` and these arguments.
inline Called call(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), "jisr");
    std::vector<char*> argv;
    argv.reserve(arguments.size());
    for (auto& argument : arguments)
        argv.push_back(argument.data());
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    Called called{.code = run_program(static_cast<int>(argv.size()), argv.data())};
    called.said = testing::internal::GetCapturedStdout();
    called.complained = testing::internal::GetCapturedStderr();
    return called;
}

} // namespace jisr::cli
