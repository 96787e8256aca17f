#include "cli/test_call.hpp"

#include "db/backup.hpp"
#include "db/seal.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>
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

    [[nodiscard]] std::string list(const std::string& text) const
    {
        auto file = in_folder("list.csv");
        std::ofstream(file) << text;
        return file;
    }

    static std::string bytes_of(const std::string& path)
    {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

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
    bool in_arguments = false;
    for (std::string line; std::getline(help, line);) {
        const auto at = line.find_first_not_of(' ');
        if (at == std::string::npos || !line.substr(at).starts_with("--"))
            in_arguments = line.find("Positionals:") != std::string::npos ||
                           (in_arguments && line.find("Options:") == std::string::npos &&
                            at != std::string::npos);
        const bool is_argument = in_arguments && line.find(" REQUIRED") != std::string::npos;
        if (at == std::string::npos || !(is_argument || line.substr(at).starts_with("--")) ||
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
    EXPECT_EQ(jisr({"migrate", "--database", "sqlite:file:x.db?mode=ro"}), 2);
    EXPECT_NE(said.find("without file: and options"), std::string::npos) << said;
    EXPECT_FALSE(std::filesystem::exists("file:x.db?mode=ro"));
}

TEST_F(Terminal, AWordThatIsNoCommandIsNamed)
{
    EXPECT_EQ(jisr({"nonsense"}), 2);
    EXPECT_NE(said.find("\"nonsense\" is no command of jisr."), std::string::npos) << said;
    EXPECT_NE(said.find(" serve import user "), std::string::npos) << said;
    EXPECT_EQ(jisr({"user", "delete", "khadija"}), 2);
    EXPECT_NE(said.find("\"delete\" is no command of jisr user. They are: create list"),
              std::string::npos)
        << said;
    EXPECT_EQ(jisr({"user"}), 2);
    EXPECT_NE(said.find("subcommand is required"), std::string::npos) << said;
}

TEST_F(Terminal, ACommandThatWouldFindNothingMakesNoDatabase)
{
    const auto file = in_folder("mistyped.db");
    const auto copy = in_folder("copy");
    std::ofstream(copy).close();
    const std::vector<std::vector<std::string>> commands{
        {"audit", "verify"},     {"backup", copy},  {"dedupe"},
        {"user", "list"},        {"token", "list"}, {"user", "reset-password", "khadija"},
        {"token", "revoke", "0"}};
    const auto refuse_all = [&](const std::string& reason) {
        for (auto command : commands) {
            command.insert(command.end(), {"--database", "sqlite:" + file});
            EXPECT_EQ(jisr(command), 1) << command.front();
            EXPECT_NE(said.find(reason), std::string::npos) << said;
        }
    };
    refuse_all("There is no database at " + file);
    EXPECT_FALSE(std::filesystem::exists(file));
    std::ofstream(file).close();
    refuse_all("The database holds nothing of Jisr yet");
    EXPECT_EQ(bytes_of(file), "");
    std::filesystem::remove(file);
    std::filesystem::remove(copy);
    EXPECT_TRUE(std::filesystem::is_empty(std::filesystem::path(file).parent_path()));
    EXPECT_EQ(jisr({"migrate", "--database", "sqlite:" + file}), 0) << said;
    EXPECT_EQ(jisr({"user", "list", "--database", "sqlite:" + file}), 0) << said;
}

TEST_F(Terminal, AFolderThatItMakesIsItsOwnersAlone)
{
    const auto before = ::umask(0);
    const auto folder = std::filesystem::path(in_folder("var"));
    EXPECT_EQ(jisr({"migrate", "--database", "sqlite:" + (folder / "jisr.db").string()}), 0);
    ::umask(before);
    EXPECT_EQ(std::filesystem::status(folder).permissions(), std::filesystem::perms::owner_all);
}

TEST_F(Terminal, ABackupStaysAsItWasWhereTheDatabaseIsMistyped)
{
    const auto database = "sqlite:" + in_folder("right.db");
    ASSERT_EQ(jisr({"migrate", "--database", database}), 0);
    const auto copy = in_folder("copy");
    ASSERT_EQ(jisr({"backup", copy, "--database", database}), 0);
    const auto good = bytes_of(copy);
    EXPECT_EQ(jisr({"backup", copy, "--database", "sqlite:" + in_folder("wrong.db")}), 1);
    EXPECT_EQ(bytes_of(copy), good);
    EXPECT_FALSE(std::filesystem::exists(db::unfinished(copy)));
    EXPECT_FALSE(std::filesystem::exists(in_folder("wrong.db")));
}

TEST_F(Terminal, AFaultIsToldOfTheFlagThatItIsIn)
{
    const auto database = "sqlite:" + in_folder("flags.db");
    EXPECT_EQ(jisr({"token", "create", "--role", "auditor", "--expires-on", "2020-01-01",
                    "--database", database}),
              2);
    EXPECT_NE(said.find("  --expires-on: "), std::string::npos) << said;
    EXPECT_EQ(jisr({"user", "create", "K!", "--role", "auditor", "--database", database}), 2);
    EXPECT_NE(said.find("  user_name: "), std::string::npos) << said;
    EXPECT_EQ(jisr({"user", "create", "khadija", "--role", "regional_coordinator", "--scope",
                    "region:99", "--database", database}),
              2);
    EXPECT_NE(said.find("  --scope: "), std::string::npos) << said;
    std::istringstream typed("azerty1234\n");
    auto* const keyboard = std::cin.rdbuf(typed.rdbuf());
    EXPECT_EQ(jisr({"user", "create", "khadija", "--role", "auditor", "--password-stdin",
                    "--database", database}),
              2);
    std::cin.rdbuf(keyboard);
    EXPECT_NE(said.find("  --password-stdin: "), std::string::npos) << said;
}

TEST_F(Terminal, WhatFailsSaysWhatToMendRatherThanToComeAgain)
{
    const auto database = "sqlite:" + in_folder("a.db");
    ASSERT_EQ(jisr({"migrate", "--database", database}), 0);
    EXPECT_EQ(jisr({"backup", in_folder("none") + "/copy", "--database", database}), 1);
    EXPECT_NE(said.find("cannot write"), std::string::npos) << said;
    EXPECT_EQ(said.find("unavailable"), std::string::npos) << said;
}

TEST_F(Terminal, ABackupOfAnEmptyDatabaseAsksWhetherItIsTheRightOne)
{
    const auto database = "sqlite:" + in_folder("b.db");
    ASSERT_TRUE(db::Database::open(database)); // with nothing in it
    EXPECT_EQ(jisr({"backup", in_folder("copy"), "--database", database}), 0);
    EXPECT_NE(said.find("was empty"), std::string::npos) << said;
    EXPECT_EQ(said.find(": 0 rows"), std::string::npos) << said;
}

TEST_F(Terminal, ABackupDoesNotTakeThePlaceOfTheDatabase)
{
    const auto file = in_folder("kept.db");
    const auto database = "sqlite:" + file;
    ASSERT_EQ(jisr({"migrate", "--database", database}), 0);
    const auto before = bytes_of(file);
    std::filesystem::create_symlink(file, in_folder("link"));
    std::filesystem::create_hard_link(file, in_folder("second_name"));
    for (const auto& target : {file, in_folder("link"), in_folder("second_name"),
                               std::filesystem::relative(file).string(), file + "-wal"}) {
        EXPECT_EQ(jisr({"backup", target, "--database", database}), 2) << target;
        EXPECT_NE(said.find("database, which would be overwritten"), std::string::npos) << said;
        EXPECT_EQ(bytes_of(file), before) << target;
    }
    // Of a database that a link leads to, or that is named as an unfinished backup.
    EXPECT_EQ(jisr({"backup", file + "-wal", "--database", "sqlite:" + in_folder("link")}), 2);
    std::filesystem::rename(file, in_folder("copy.part"));
    EXPECT_EQ(jisr({"backup", in_folder("copy"), "--database", "sqlite:" + in_folder("copy.part")}),
              2);
    EXPECT_EQ(bytes_of(in_folder("copy.part")), before);
    EXPECT_EQ(jisr({"backup", in_folder("new.db"), "--database", "sqlite:" + in_folder("new.db")}),
              2);
    EXPECT_FALSE(std::filesystem::exists(in_folder("new.db")));
}

TEST_F(Terminal, ABackupTakesThePlaceOfAnEarlierOneAndOfNothingElse)
{
    const auto database = "sqlite:" + in_folder("kept.db");
    ASSERT_EQ(jisr({"migrate", "--database", database}), 0);
    const auto copy = in_folder("copy");
    const auto back_up = [&] { return jisr({"backup", copy, "--database", database}); };
    EXPECT_EQ(back_up(), 0);
    EXPECT_EQ(back_up(), 0);
    std::ofstream(copy, std::ios::trunc).close(); // of mktemp
    EXPECT_EQ(back_up(), 0);
    std::filesystem::rename(copy, in_folder("whole"));
    std::ofstream(copy) << "the key of the server";
    EXPECT_EQ(back_up(), 2);
    EXPECT_NE(said.find("copy is no backup"), std::string::npos) << said;
    EXPECT_EQ(bytes_of(copy), "the key of the server");
    std::filesystem::remove(copy);
    std::ofstream(db::unfinished(copy)) << "notes";
    EXPECT_EQ(back_up(), 2);
    EXPECT_EQ(bytes_of(db::unfinished(copy)), "notes");
    std::filesystem::remove(db::unfinished(copy));
    ASSERT_EQ(::mkfifo(copy.c_str(), 0600), 0); // a rename would take its place
    EXPECT_EQ(back_up(), 2);
}

TEST_F(Terminal, RefusedRowsDoNotTakeThePlaceOfTheListOrTheDatabase)
{
    const auto file = in_folder("kept.db");
    const auto people = list("Nom;Prénom;Date de naissance;Commune\nAlaoui;Amina;?;Bouizakarne\n");
    ASSERT_EQ(jisr({"migrate", "--database", "sqlite:" + file}), 0);
    const std::vector<std::string> kept{bytes_of(file), bytes_of(people)};
    for (const auto& target : {file, people}) {
        EXPECT_EQ(jisr({"import", people, "--refused", target, "--database", "sqlite:" + file}), 2);
        EXPECT_NE(said.find("--refused: "), std::string::npos) << said;
        EXPECT_NE(said.find("which would be overwritten"), std::string::npos) << said;
        EXPECT_EQ(kept, (std::vector<std::string>{bytes_of(file), bytes_of(people)})) << target;
    }
}

TEST_F(Terminal, AnImportSaysWhichChosenColumnsAreNone)
{
    const auto database = "sqlite:" + in_folder("map.db");
    const auto people = list("Nom;Prénom;Date de naissance;Commune;CIN;Zz;Téléphone;Téléphone\n"
                             "Alaoui;Amina;27/02/1990;Bouizakarne;JA10000;x;0612345678;\n");
    const auto import = [&](const std::vector<std::string>& options) {
        std::vector<std::string> command{"import", people,       "--region",
                                         "10",     "--database", database};
        command.insert(command.end(), options.begin(), options.end());
        return jisr(std::move(command));
    };
    EXPECT_EQ(import({"--map", "Zz=notes", "--map", "CIN=nationalid"}), 2);
    EXPECT_NE(said.find("--map 'CIN=nationalid': "), std::string::npos) << said;
    EXPECT_NE(said.find("the fields are: "), std::string::npos) << said;
    EXPECT_EQ(import({"--map", "Yy=skills"}), 2);
    EXPECT_NE(said.find("--map 'Yy=skills': The file has no such heading."), std::string::npos)
        << said;
    EXPECT_EQ(import({"--map", "skills"}), 2);
    EXPECT_NE(said.find("--map 'skills': "), std::string::npos) << said;
    for (const auto& options :
         {std::vector<std::string>{"--dry-run"}, std::vector<std::string>{}}) {
        EXPECT_EQ(import(options), 0) << said;
        EXPECT_NE(said.find("Columns left out: «Zz», «Téléphone»\n"), std::string::npos) << said;
    }
    EXPECT_EQ(import({"--dry-run", "--map", "CIN=", "--map", "Zz=notes"}), 0) << said;
    EXPECT_NE(said.find("Columns left out: «CIN», «Téléphone»\n"), std::string::npos) << said;
}

TEST_F(Terminal, AnImportKnowsTheLanguageOfTheReasonsOrRefuses)
{
    const auto people = list("Nom\n");
    EXPECT_EQ(jisr({"import", people, "--language", "xx", "--database",
                    "sqlite:" + in_folder("language.db")}),
              2);
    EXPECT_NE(said.find("--language: "), std::string::npos) << said;
    EXPECT_FALSE(std::filesystem::exists(in_folder("language.db")));
}

TEST_F(Terminal, AFullNameHasTheLengthThatThePageAllows)
{
    const auto create = [&](std::size_t letters) {
        return jisr({"user", "create", "khadija", "--role", "auditor", "--full-name",
                     std::string(letters, 'k'), "--database", "sqlite:" + in_folder("name.db")});
    };
    EXPECT_EQ(create(121), 2);
    EXPECT_NE(said.find("  --full-name: "), std::string::npos) << said;
    EXPECT_EQ(create(120), 0) << said;
}

TEST_F(Terminal, AFirstUserWhoIsNoAdministratorLeavesAWarning)
{
    const auto create = [&](const std::string& name, const std::string& role) {
        ASSERT_EQ(jisr({"user", "create", name, "--role", role, "--database",
                        "sqlite:" + in_folder("first.db")}),
                  0)
            << said;
    };
    create("khadija", "auditor");
    EXPECT_NE(said.find("No user is an administrator"), std::string::npos) << said;
    create("nadia", "national_administrator");
    EXPECT_EQ(said.find("No user is an administrator"), std::string::npos) << said;
    create("fadma", "auditor");
    EXPECT_EQ(said.find("No user is an administrator"), std::string::npos) << said;
}

class AuditVerify : public Terminal
{
  protected:
    void make_user(const std::string& name)
    {
        ASSERT_EQ(jisr({"user", "create", name, "--role", "auditor", "--database", database()}), 0)
            << said;
        ASSERT_TRUE(db::seal(**db::Database::open(database())));
    }

    int verify(const std::vector<std::string>& options = {})
    {
        std::vector<std::string> command{"audit", "verify", "--database", database()};
        command.insert(command.end(), options.begin(), options.end());
        return jisr(std::move(command));
    }

    /// That the last run said.
    [[nodiscard]] std::string head() const
    {
        constexpr std::size_t kLength = 64;
        return said.substr(said.find("head ") + std::string_view("head ").size(), kLength);
    }

    void remove(const std::vector<std::string>& from)
    {
        ASSERT_TRUE(
            (*db::Database::open(database()))->write([&](db::Writer& writer) -> core::Result<void> {
                for (const auto& lines : from)
                    TRY(writer.keep("delete from " + lines, {}));
                return {};
            }));
    }

    [[nodiscard]] std::string database() const { return "sqlite:" + in_folder("audited.db"); }
};

TEST_F(AuditVerify, SaysNoMoreThanItProved)
{
    make_user("khadija");
    EXPECT_EQ(verify(), 0);
    EXPECT_NE(said.find("removed at the end, together with their seals, nothing is known"),
              std::string::npos)
        << said;
    const auto noted = head();
    EXPECT_EQ(verify({"--head", noted}), 0) << said;
    EXPECT_NE(said.find("is there, unchanged"), std::string::npos) << said;
    make_user("fadma");
    EXPECT_EQ(verify({"--head", noted}), 0) << said << "the log has gone on since";
    EXPECT_EQ(verify({"--head", "abc"}), 2);
}

TEST_F(AuditVerify, MissesByTheHeadWhatWasRemovedAtTheEnd)
{
    make_user("khadija");
    ASSERT_EQ(verify(), 0);
    const auto earlier = head();
    const auto blocks = (*db::Database::open(database()))->ask([](db::Reader& reader) {
        return reader.count("select max(block) from change_seal");
    });
    make_user("fadma");
    ASSERT_EQ(verify(), 0);
    const auto noted = head();
    const auto block = std::to_string(*blocks);
    std::string lines = "change where seq > (select through_seq from change_seal where block = ";
    lines.append(block).append(")");
    remove({lines, "change_seal where block > " + block});
    EXPECT_EQ(verify(), 0) << said;
    EXPECT_EQ(verify({"--head", earlier}), 0) << said;
    EXPECT_EQ(verify({"--head", noted}), 1);
    EXPECT_NE(said.find("No block has the digest of --head"), std::string::npos) << said;
    remove({"change_seal"});
    EXPECT_EQ(verify({"--head", earlier}), 1);
    EXPECT_EQ(verify(), 1);
    EXPECT_NE(said.find("nothing is proven"), std::string::npos) << said;
}

TEST_F(AuditVerify, DoesNotPassALogOfWhichNothingIsSealedYet)
{
    ASSERT_TRUE(db::Database::open(database())); // with no line in its log
    EXPECT_EQ(verify(), 0) << said;
    ASSERT_EQ(jisr({"migrate", "--database", database()}), 0);
    EXPECT_EQ(verify(), 1);
    EXPECT_NE(said.find("No line is sealed: nothing is proven"), std::string::npos) << said;
    EXPECT_EQ(verify(), 1) << "it sealed by itself";
    ASSERT_TRUE(db::seal(**db::Database::open(database())));
    EXPECT_EQ(verify(), 0) << said;
}

TEST_F(AuditVerify, MissesALogThatWasEmptied)
{
    make_user("khadija");
    remove({"change_seal", "change"});
    EXPECT_EQ(verify(), 1);
    EXPECT_NE(said.find("the log was emptied"), std::string::npos) << said;
}

TEST_F(Terminal, ClustersDoNotTakeThePlaceOfTheListOrTheDatabase)
{
    const auto file = in_folder("kept.db");
    const auto text = "id;nom;prénom\n1;Alaoui;Amina\n";
    const auto people = list(text);
    const auto clusters = in_folder("clusters.csv");
    ASSERT_EQ(jisr({"migrate", "--database", "sqlite:" + file}), 0);
    const auto before = bytes_of(file);
    const auto dedupe = [&](const std::string& out, const std::string& pairs) {
        return jisr({"dedupe", "--csv", people, "--id-column", "id", "--out", out, "--pairs", pairs,
                     "--database", "sqlite:" + file});
    };
    EXPECT_EQ(dedupe(people, in_folder("pairs.csv")), 2);
    EXPECT_NE(said.find(" is the list, which would be overwritten"), std::string::npos) << said;
    EXPECT_EQ(dedupe(file, in_folder("pairs.csv")), 2);
    EXPECT_EQ(dedupe(clusters, people), 2);
    EXPECT_EQ(dedupe(clusters, clusters), 2);
    EXPECT_EQ(bytes_of(people), text);
    EXPECT_EQ(bytes_of(file), before);
    EXPECT_EQ(dedupe(clusters, in_folder("pairs.csv")), 0) << said;
}

} // namespace
} // namespace jisr::cli
