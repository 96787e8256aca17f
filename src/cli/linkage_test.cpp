#include "cli/test_call.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace jisr::cli {
namespace {

using testing::HasSubstr;

/// The commands on files of names, called as in a terminal.
class LinkageCommands : public testing::Test
{
  protected:
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::string file(const std::string& name, const std::string& content)
    {
        std::filesystem::create_directories(folder_);
        std::ofstream(folder_ / name, std::ios::binary) << content;
        return (folder_ / name).string();
    }

    [[nodiscard]] std::string folder() const { return folder_.string(); }

    /// The exit code; what was printed goes to `said`, complaints to `complained`.
    int linkage(std::vector<std::string> arguments)
    {
        arguments.insert(arguments.begin(), "linkage");
        const auto called = call(std::move(arguments));
        said = called.said;
        complained = called.complained;
        return called.code;
    }

    /// The lines of what was said.
    [[nodiscard]] std::vector<std::string> lines() const
    {
        std::istringstream text(said);
        std::vector<std::string> all;
        for (std::string line; std::getline(text, line);)
            all.push_back(line);
        return all;
    }

    /// What stands in the second column after `name`.
    [[nodiscard]] std::string figure(const std::string& name) const
    {
        for (const auto& line : lines())
            if (line.starts_with(name + "\t"))
                return line.substr(name.size() + 1);
        return "";
    }

    std::string said;
    std::string complained;

  private:
    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("jisr_linkage_" + std::to_string(::getpid()));
};

TEST_F(LinkageCommands, MatchTellsHowAlikeNamesAreLineByLine)
{
    const auto pairs =
        file("pairs.tsv", "Fatima\tفاطمة\r\n\nKhadija\tخديجة\tnot read\nFatima\tYoussef\n");
    ASSERT_EQ(linkage({"match", pairs}), 0) << complained;
    const auto told = lines();
    ASSERT_EQ(told.size(), 3U) << said;
    EXPECT_GT(std::stod(told[0]), 0.9);
    EXPECT_THAT(told[0], HasSubstr("\tFatima\tفاطمة"));
    EXPECT_TRUE(told[1].ends_with("\tKhadija\tخديجة")) << told[1];
    EXPECT_LT(std::stod(told[2]), 0.1);
}

TEST_F(LinkageCommands, SearchTellsHowOftenNamesAreFound)
{
    const auto corpus = file("corpus.txt", "فاطمة\nبوكرين\nخديجة\n");
    const auto queries = file("queries.tsv", "Fatima\tفاطمة\nKhadija\tخديجة\n"
                                             "Youssef\tبوكرين\nZahra\tnowhere\n");
    ASSERT_EQ(linkage({"search", "--corpus", corpus, "--queries", queries, "--top", "5"}), 0)
        << complained;
    EXPECT_EQ(figure("names"), "3");
    EXPECT_EQ(figure("queries"), "4");
    for (const std::string place : {"1", "5", "10", "100"})
        EXPECT_EQ(figure("recall@" + place), "0.5000") << place;
    EXPECT_EQ(figure("MRR"), "0.5000");
    EXPECT_NE(figure("p99 ms"), "");
}

TEST_F(LinkageCommands, EvaluateTellsTheBestF1)
{
    const auto pairs = file("pairs.tsv", "Fatima\tفاطمة\nKhadija\tخديجة\nBougrine\tبوكرين\n"
                                         "Youssef\tيوسف\nNaima\tنعيمة\n");
    ASSERT_EQ(linkage({"evaluate", pairs}), 0) << complained;
    EXPECT_EQ(figure("pairs"), "5");
    EXPECT_TRUE(figure("random mismatches").starts_with("F1 1.0000\tat ")) << said;
    EXPECT_TRUE(figure("hard mismatches").starts_with("F1 1.0000\tat ")) << said;
}

TEST_F(LinkageCommands, NothingToCompareIsNoFault)
{
    const auto nothing = file("nothing", "");
    EXPECT_EQ(linkage({"match", nothing}), 0);
    EXPECT_EQ(said, "");
    EXPECT_EQ(linkage({"evaluate", nothing}), 0);
    EXPECT_EQ(figure("pairs"), "0");
    EXPECT_EQ(linkage({"search", "--corpus", nothing, "--queries", nothing}), 0);
    EXPECT_EQ(figure("recall@10"), "0.0000");
}

TEST_F(LinkageCommands, AnyBytesAreNames)
{
    EXPECT_EQ(linkage({"match", file("bytes", "a\xff\xfe\tb\n\t\n")}), 0);
    EXPECT_EQ(lines().size(), 2U);
}

TEST_F(LinkageCommands, WhatIsWrongIsToldAndNothingPrinted)
{
    const auto good = file("good.tsv", "Fatima\tفاطمة\n");
    const auto one_column = file("bad.tsv", "Fatima\tفاطمة\nKhadija\n");
    const auto refused = [&](const std::vector<std::string>& arguments, const std::string& why) {
        EXPECT_EQ(linkage(arguments), 2) << arguments.front();
        EXPECT_EQ(said, "");
        EXPECT_THAT(complained, HasSubstr(why));
    };
    for (const std::string command : {"match", "evaluate"}) {
        refused({command, one_column}, one_column + ":2: two columns with a tab");
        refused({command, folder() + "/none"}, "cannot be read");
        refused({command, folder()}, "cannot be read");
        refused({command}, "PAIRS");
    }
    refused({"search", "--corpus", folder() + "/none", "--queries", good}, "cannot be read");
    refused({"search", "--corpus", good, "--queries", one_column}, ":2: two columns");
    refused({"search", "--corpus", good}, "--queries");
    refused({"search", "--corpus", good, "--queries", good, "--top", "0"}, "--top");
    refused({"search", "--corpus", good, "--queries", good, "--top", "many"}, "--top");
    refused({}, "subcommand");
}

} // namespace
} // namespace jisr::cli
