#include "cli/cli.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace jisr::cli {
namespace {

/// The command `jisr dedupe`, run on a list.
class Dedupe : public testing::Test
{
  protected:
    void TearDown() override
    {
        std::filesystem::remove(list_);
        std::filesystem::remove(clusters_);
    }

    /// The exit code; what is printed goes to `said`.
    int dedupe(const std::string& list)
    {
        std::ofstream(list_, std::ios::binary) << list;
        CLI::App app;
        cli::Run run;
        add_dedupe_command(app, std::make_shared<CommonOptions>(), run);
        app.parse("dedupe --csv " + list_ + " --id-column id --out " + clusters_);
        testing::internal::CaptureStdout();
        testing::internal::CaptureStderr();
        const int code = run();
        said = testing::internal::GetCapturedStdout() + testing::internal::GetCapturedStderr();
        return code;
    }

    [[nodiscard]] std::string clusters() const
    {
        std::ifstream file(clusters_, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    std::string said;

  private:
    static std::string path_of(const std::string& name)
    {
        const auto unique = "jisr_dedupe_" + std::to_string(::getpid()) + name;
        return (std::filesystem::temp_directory_path() / unique).string();
    }

    std::string list_ = path_of("_list.csv");
    std::string clusters_ = path_of("_clusters.csv");
};

TEST_F(Dedupe, RefusesWhatIsNoList)
{
    EXPECT_NE(dedupe(""), 0);
    EXPECT_NE(dedupe("x"), 0);
    EXPECT_NE(dedupe("id;couleur\n1;rouge\n"), 0);
    EXPECT_NE(dedupe("id;الاسم الشخصي\n1;\xD9\n"), 0);
    EXPECT_NE(said.find("broken letters"), std::string::npos) << said;
}

TEST_F(Dedupe, TakesAListOfNobody)
{
    EXPECT_EQ(dedupe("id;nom\n"), 0);
    EXPECT_EQ(clusters(), "id;cluster\n");
}

TEST_F(Dedupe, LeavesPersonsApartOfWhomNothingIsKnown)
{
    EXPECT_EQ(dedupe("id;nom;prénom;cin\n1;;;\n2;;;\n3;-;NaN;null\n"), 0);
    EXPECT_EQ(clusters(), "id;cluster\n1;1\n2;2\n3;3\n");
}

TEST_F(Dedupe, EndsSoonWhereAllRowsAreEqual)
{
    constexpr int kRows = 100'000; // compared each with each they would take hours
    std::string list = "id;prénom;nom;date de naissance;cin\n";
    for (int row = 0; row < kRows; ++row)
        list += "1;Fatima;El Idrissi;27/02/1969;JC621097\n";
    EXPECT_EQ(dedupe(list), 0);
    EXPECT_NE(said.find("100000 records"), std::string::npos) << said;
    const auto found = clusters();
    EXPECT_EQ(std::count(found.begin(), found.end(), '\n'), kRows + 1);
}

} // namespace
} // namespace jisr::cli
