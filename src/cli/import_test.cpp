#include "cli/test_call.hpp"
#include "modules/registry/import_desk.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace jisr::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

/// The command `jisr import`, as in a terminal.
class ImportCommand : public testing::Test
{
  protected:
    void TearDown() override { std::filesystem::remove_all(folder_); }

    Called import(const std::vector<std::string>& more = {})
    {
        std::vector<std::string> words{"import", list_, "--region", "10", "--database", database_};
        words.insert(words.end(), more.begin(), more.end());
        return call(std::move(words));
    }

    [[nodiscard]] std::string in_folder(const std::string& name) const
    {
        return (folder_ / name).string();
    }

    /// How many lists wait in a data folder.
    static std::ptrdiff_t lists_in(const std::filesystem::path& data)
    {
        std::error_code none;
        return std::distance(std::filesystem::directory_iterator(data / "imports", none), {});
    }

    std::unique_ptr<Application> application(const std::filesystem::path& data)
    {
        auto made = Application::make(database_, {.data_folder = data});
        EXPECT_TRUE(made);
        return std::move(*made);
    }

    /// Takes the list in and goes no further, as whoever is killed then.
    void take_in(const std::filesystem::path& data)
    {
        const auto office = application(data);
        const auto edition = office->database().ask(
            [](db::Reader& reader) { return reader.first<core::Id>("select id from edition"); });
        ASSERT_TRUE(edition && *edition);
        const auto run = office->import_desk()->accept({.file = list_,
                                                        .file_name = "list.csv",
                                                        .edition_id = **edition,
                                                        .region_code = "10",
                                                        .ignore_unknown = true},
                                                       service::Actor::system("import"));
        ASSERT_TRUE(run) << run.error().slug;
    }

    void close_edition()
    {
        ASSERT_TRUE(application(in_folder("data"))->database().write([](db::Writer& writer) {
            return writer.keep_later("update edition set state = 'closed'", {});
        }));
    }

    void withdraw_everybody()
    {
        ASSERT_TRUE(application(in_folder("data"))->database().write([](db::Writer& writer) {
            return writer.keep_later("update person set state = 'withdrawn'", {});
        }));
    }

    void write_list(const std::string& rows)
    {
        std::filesystem::create_directories(folder_);
        std::ofstream(list_) << "Nom;Prénom;Date de naissance;Commune;Obs\n" << rows;
    }

    void SetUp() override { write_list("Alaoui;Amina;27/02/1990;Bouizakarne;\n" + faulty_); }

  private:
    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("jisr_import_" + std::to_string(::getpid()));

  protected:
    const std::string faulty_ = "Bennani;Souad;nobody knows;Bouizakarne;\n";
    const std::string list_ = in_folder("list.csv");
    const std::string database_ = "sqlite:" + in_folder("jisr.db");
};

TEST_F(ImportCommand, KeepsTheListInTheFolderOfTheServer)
{
    EXPECT_EQ(import({"--data", in_folder("data")}).code, 0);
    EXPECT_EQ(lists_in(in_folder("data")), 1) << "its refused rows are not fetched yet";
    EXPECT_EQ(lists_in(in_folder("")), 0);
}

TEST_F(ImportCommand, GoesOnWithAnImportWhoseListIsInItsFolderAndElseSaysWhatToName)
{
    take_in(in_folder("data"));
    const auto elsewhere = import({"--data", in_folder("none")});
    EXPECT_EQ(elsewhere.code, 2);
    EXPECT_THAT(elsewhere.complained, HasSubstr("is not in " + in_folder("none/imports")));
    EXPECT_THAT(elsewhere.complained, HasSubstr("--data (JISR_DATA)"));
    const auto here = import({"--data", in_folder("data")});
    EXPECT_EQ(here.code, 0) << here.complained;
    EXPECT_THAT(here.said, HasSubstr("2 rows: 1 registered, 1 refused"));
}

TEST_F(ImportCommand, SaysThatAConsentComesTooLateAndHowItIsGivenThen)
{
    const std::vector<std::string> consent{"--consent-on", "2024-01-05", "--consent-method",
                                           "signed_paper"};
    const auto first = import();
    EXPECT_EQ(first.code, 0) << first.complained;
    EXPECT_THAT(first.said, HasSubstr("Of 1 registered nobody has said when they agreed"));
    const auto late = import(consent);
    EXPECT_EQ(late.code, 2);
    EXPECT_THAT(late.complained, HasSubstr("any more by: --consent-on --consent-method\n"));
    EXPECT_THAT(late.said, Not(HasSubstr("registered")));
    EXPECT_EQ(import().code, 0);

    write_list("Tazi;Zineb;27/02/1991;Bouizakarne;\n");
    EXPECT_EQ(import(consent).code, 0);
    const auto again = import(consent);
    EXPECT_EQ(again.code, 0) << again.complained;
    EXPECT_THAT(again.complained, HasSubstr("imported before"));
}

TEST_F(ImportCommand, SaysThatColumnsAreChosenTooLate)
{
    const std::vector<std::string> notes{"--map", "Obs=notes"};
    EXPECT_EQ(import(notes).code, 0);
    EXPECT_EQ(import(notes).code, 0);
    const auto otherwise = import({"--map", "Obs=skills"});
    EXPECT_EQ(otherwise.code, 2);
    EXPECT_THAT(otherwise.complained, HasSubstr("any more by: --map\n"));
    EXPECT_EQ(import({"--first-row", "person"}).code, 2);
}

TEST_F(ImportCommand, RefusesAFieldOrAHeadingThatIsMappedTwiceBeforeTheListIsTakenIn)
{
    const std::vector<std::string> data{"--data", in_folder("data")};
    const auto refused = [&](const std::vector<std::string>& pairs) {
        auto words = data;
        for (const auto& pair : pairs)
            words.insert(words.end(), {"--map", pair});
        const auto called = import(words);
        EXPECT_EQ(called.code, 2);
        EXPECT_EQ(lists_in(in_folder("data")), 0);
        return called.complained;
    };
    const auto both = refused({"Obs=skills", "Commune=skills"});
    EXPECT_THAT(both, HasSubstr("  --map 'Obs=skills': Another column is said to hold this too."));
    EXPECT_THAT(both, HasSubstr("  --map 'Commune=skills': Another"));
    EXPECT_THAT(refused({"Obs=family_name"}), HasSubstr("  --map 'Obs=family_name': Another"))
        << "which is what Nom says";
    const auto answers = refused({"Obs=skills", "Commune=locality", "Obs=notes"});
    EXPECT_THAT(answers, HasSubstr("  --map 'Obs=skills': This heading is named more than once."));
    EXPECT_THAT(answers, HasSubstr("  --map 'Obs=notes': This heading is named more than once."));
    EXPECT_THAT(answers, Not(HasSubstr("Commune=locality")));
    EXPECT_EQ(import(data).code, 0);
}

TEST_F(ImportCommand, SaysOfHowManyDuplicatesTheFileIsWithdrawn)
{
    const auto first = import();
    EXPECT_EQ(first.code, 0) << first.complained;
    EXPECT_THAT(first.said, Not(HasSubstr("withdrawn")));
    withdraw_everybody();
    write_list("Alaoui;Amina;27/02/1990;Bouizakarne;again\n");
    const auto again = import();
    EXPECT_THAT(again.said, HasSubstr("1 rows: 0 registered, 0 refused, 1 duplicates"));
    EXPECT_THAT(again.said, HasSubstr("The files of 1 duplicates are withdrawn"));
}

TEST_F(ImportCommand, RefusesAFileForTheRefusedRowsThatCannotBeBeforeAnythingIsOpened)
{
    for (const auto& target : {in_folder(""), in_folder("none/refused.csv"), list_ + "/x"}) {
        const auto called = import({"--refused", target});
        EXPECT_EQ(called.code, 2) << target;
        EXPECT_THAT(called.complained, testing::StartsWith("--refused: ")) << target;
    }
    EXPECT_FALSE(std::filesystem::exists(in_folder("jisr.db")));
    EXPECT_EQ(import({"--refused", in_folder("refused.csv")}).code, 0);
    EXPECT_TRUE(std::filesystem::exists(in_folder("refused.csv")));
}

TEST_F(ImportCommand, NamesTheFlagThatIsMissing)
{
    const auto called = import({"--consent-on", "2024-01-05"});
    EXPECT_EQ(called.code, 2);
    EXPECT_THAT(called.complained, HasSubstr("  --consent-method: "));
}

TEST_F(ImportCommand, SaysOfAProgrammeWhetherItIsClosedOrUnknown)
{
    ASSERT_EQ(call({"migrate", "--database", database_}).code, 0);
    close_edition();
    const auto closed = import();
    EXPECT_EQ(closed.code, 2);
    EXPECT_THAT(closed.complained, HasSubstr("Registration is closed"));
    EXPECT_THAT(closed.complained, HasSubstr("--programme bridge"));
    const auto unknown = import({"--programme", "none"});
    EXPECT_EQ(unknown.code, 2);
    EXPECT_THAT(unknown.complained, HasSubstr("--programme: There is no such edition"));
}

TEST_F(ImportCommand, BringsAnImportToItsEndWhoseEditionWasClosedMeanwhile)
{
    take_in(in_folder("data"));
    close_edition();
    const auto called = import({"--data", in_folder("data"), "--refused", in_folder("refused")});
    EXPECT_EQ(called.code, 0) << called.complained;
    EXPECT_THAT(called.said, HasSubstr("2 rows: 0 registered, 2 refused"));
    EXPECT_THAT(called.said, HasSubstr("edition of the programme is closed"));
    std::ifstream refused(in_folder("refused"));
    const std::string rows{std::istreambuf_iterator<char>(refused), {}};
    EXPECT_THAT(rows, HasSubstr("Alaoui;Amina"));
    EXPECT_THAT(rows, HasSubstr("Bennani;Souad"));
}

} // namespace
} // namespace jisr::cli
