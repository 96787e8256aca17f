#include "cli/test_call.hpp"

#include <unistd.h>

#include <filesystem>
#include <sstream>

namespace jisr::cli {
namespace {

/// The program, called as in a terminal.
class Terminal : public testing::Test
{
  protected:
    /// The exit code; what was printed goes to `said`.
    int jisr(std::vector<std::string> arguments)
    {
        const auto called = call(std::move(arguments));
        said = called.said + called.complained;
        return called.code;
    }

    void TearDown() override { std::filesystem::remove_all(folder_); }

    [[nodiscard]] std::string in_folder(const std::string& name) const
    {
        std::filesystem::create_directories(folder_);
        return (folder_ / name).string();
    }

    std::string said;

  private:
    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("jisr_cli_" + std::to_string(::getpid()));
};

TEST_F(Terminal, EveryFlagHasAnEnvironmentVariable)
{
    ASSERT_EQ(jisr({"--help-all"}), 0);
    std::istringstream help(said);
    int flags = 0;
    for (std::string line; std::getline(help, line);) {
        const auto at = line.find_first_not_of(' ');
        if (at == std::string::npos || !line.substr(at).starts_with("--") ||
            line.find("--help") != std::string::npos || line.find("--version") != std::string::npos)
            continue;
        ++flags;
        EXPECT_NE(line.find("(Env:JISR_"), std::string::npos) << line;
    }
    EXPECT_GT(flags, 50);
}

TEST_F(Terminal, ADatabaseThatIsNoneIsAFaultOfTheCommandLine)
{
    EXPECT_EQ(jisr({"migrate", "--database", "mysql://x"}), 2);
    EXPECT_NE(said.find("sqlite:PATH"), std::string::npos) << said;
}

TEST_F(Terminal, WhatFailsSaysWhatToMendRatherThanToComeAgain)
{
    EXPECT_EQ(
        jisr({"backup", in_folder("none") + "/copy", "--database", "sqlite:" + in_folder("a.db")}),
        1);
    EXPECT_NE(said.find("cannot write"), std::string::npos) << said;
    EXPECT_EQ(said.find("unavailable"), std::string::npos) << said;
}

TEST_F(Terminal, ABackupOfAnEmptyDatabaseAsksWhetherItIsTheRightOne)
{
    EXPECT_EQ(jisr({"backup", in_folder("copy"), "--database", "sqlite:" + in_folder("b.db")}), 0);
    EXPECT_NE(said.find("was empty"), std::string::npos) << said;
    EXPECT_EQ(said.find(": 0 rows"), std::string::npos) << said;
}

} // namespace
} // namespace jisr::cli
