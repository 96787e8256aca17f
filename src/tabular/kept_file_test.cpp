#include "tabular/kept_file.hpp"

#include "tabular/test_files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <chrono>
#include <csignal>
#include <thread>

namespace jisr::tabular {
namespace {

class KeptFile : public testing::Test
{
  protected:
    KeptFile()
    {
        std::string name = (std::filesystem::temp_directory_path() / "jisr-kept-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
    }

    void TearDown() override { std::filesystem::remove_all(folder_); }

    [[nodiscard]] std::filesystem::path kept() const { return folder_ / "lists" / "one"; }

    [[nodiscard]] std::size_t files() const
    {
        std::error_code none_yet;
        const std::filesystem::directory_iterator all(folder_ / "lists", none_yet);
        return static_cast<std::size_t>(std::distance(begin(all), end(all)));
    }

    std::filesystem::path folder_;
};

TEST_F(KeptFile, IsWholeAndAlone)
{
    const std::string bytes(300'000, 'x');
    const test::TemporaryFile list(bytes);
    ASSERT_TRUE(keep_file(list.path(), kept()));
    ASSERT_TRUE(keep_file(list.path(), kept())); // the same list once more
    EXPECT_EQ(std::filesystem::file_size(kept()), bytes.size());
    EXPECT_EQ(files(), 1U);
}

TEST_F(KeptFile, IsNotThereWhenItCannotBeCopied)
{
    const auto outcome = keep_file(folder_ / "nothing", kept());
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().status, 503);
    EXPECT_EQ(files(), 0U);
}

TEST_F(KeptFile, IsNotThereWhenTheCopyingIsKilledAndNothingOfItStays)
{
    // A source that never ends: whenever it is killed, it is in the middle.
    const auto endless = folder_ / "endless";
    ASSERT_EQ(::mkfifo(endless.c_str(), 0600), 0);
    const auto copying = ::fork();
    if (copying == 0) {
        (void)keep_file(endless, kept());
        ::_exit(0);
    }
    const int source = ::open(endless.c_str(), O_WRONLY);
    ASSERT_EQ(::write(source, "Nom;Date\n", 9), 9);
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (files() == 0 && std::chrono::steady_clock::now() < until)
        std::this_thread::yield();
    ::kill(copying, SIGKILL);
    ::waitpid(copying, nullptr, 0);
    ::close(source);
    EXPECT_EQ(files(), 1U);
    EXPECT_FALSE(std::filesystem::exists(kept()));
    forget_unfinished(kept().parent_path());
    EXPECT_EQ(files(), 0U);
}

} // namespace
} // namespace jisr::tabular
