#include "cli/test_call.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <unistd.h>
#include <vector>

namespace jisr::cli {

namespace {

/// A folder that is not there yet, and that `serve` must not make when it refuses.
std::filesystem::path untouched_folder()
{
    return std::filesystem::temp_directory_path() / ("jisr-serve-" + std::to_string(::getpid()));
}

Called serve(std::vector<std::string> more)
{
    std::vector<std::string> words{"serve", "--port", "0", "--database",
                                   "sqlite:" + (untouched_folder() / "jisr.db").string()};
    words.insert(words.end(), more.begin(), more.end());
    return call(std::move(words));
}

} // namespace

TEST(ServeCommand, RefusesSettingsThatCannotWork)
{
    const std::vector<std::vector<std::string>> wrong{{"--trusted-proxy", "proxy"},
                                                      {"--sms-url", "gateway"},
                                                      {"--sms-url", "ftp://gateway"},
                                                      {"--smtp-url", "http://mail"},
                                                      {"--mail-from", "foo"},
                                                      {"--mail-from", "Centre <a@b.ma>"},
                                                      {"--delivery-url", "10.0.0.1:8080"},
                                                      {"--public-url", "javascript:alert(1)"},
                                                      {"--queue-limit", "0"},
                                                      {"--queue-limit", "-5"}};
    for (const auto& flags : wrong)
        EXPECT_THAT(serve(flags).complained, testing::StartsWith(flags.front() + ": "));
    EXPECT_FALSE(std::filesystem::exists(untouched_folder()));
}

TEST(ServeCommand, SendsNoEmailThatComesFromNowhere)
{
    const auto called = serve({"--smtp-url", "smtp://mail.example:587"});
    EXPECT_EQ(called.code, 2);
    EXPECT_THAT(called.complained, testing::HasSubstr("--smtp-url requires --mail-from"));
    EXPECT_FALSE(std::filesystem::exists(untouched_folder()));
}

TEST(ServeCommand, DoesNotStartWithAKeyThatIsNone)
{
    setenv("JISR_SERVER_KEY", "zz", 1);
    EXPECT_THAT(serve({}).complained, testing::StartsWith("JISR_SERVER_KEY: not "));
    unsetenv("JISR_SERVER_KEY");
    EXPECT_FALSE(std::filesystem::exists(untouched_folder()));
}

/// As where a user may not look, which bars nobody who runs the tests as root.
TEST(ServeCommand, SaysWhatIsWrongWithAFolderThatItCannotLookInto)
{
    const auto loop = untouched_folder();
    std::filesystem::create_directory_symlink(loop.filename(), loop);
    const auto called =
        call({"serve", "--port", "0", "--database", "sqlite:" + (loop / "x" / "j.db").string()});
    std::filesystem::remove(loop);
    EXPECT_EQ(called.code, 1);
    EXPECT_THAT(called.complained, testing::StartsWith("cannot read " + loop.string()));
}

} // namespace jisr::cli
