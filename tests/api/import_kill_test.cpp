#include "core/date.hpp"
#include "support/database.hpp"
#include "support/process.hpp"
#include "support/served_program.hpp"

#include <array>
#include <fstream>
#include <random>
#include <thread>

namespace jisr::tests {

namespace {

constexpr int kRows = 4'000;
constexpr std::uint32_t kSeed = 20261128;

/// `jisr import` as somebody runs it who has to begin again and again.
class ImportKilled : public testing::TestWithParam<Engine>
{
  protected:
    /// The command as a process of its own.
    std::unique_ptr<Process> import_into(const TestDatabase& database)
    {
        return std::make_unique<Process>(
            std::vector<std::string>{program_path().string(), "import", list_, "--programme",
                                     "bridge", "--region", "10", "--database", database.url(),
                                     "--data", folder_.path().string()},
            log_);
    }

    void import_whole(const TestDatabase& database)
    {
        const auto process = import_into(database);
        EXPECT_TRUE(wait_until([&] { return !process->runs(); }));
    }

    /// Kills it a few chunks later; false when it had ended by then.
    bool import_and_kill(const TestDatabase& database)
    {
        constexpr std::size_t kBytesOfProgress = 80; // some four chunks
        const auto before = std::filesystem::file_size(log_);
        const auto process = import_into(database);
        const auto some = before + 1 + random_() % kBytesOfProgress;
        EXPECT_TRUE(wait_until(
            [&] { return !process->runs() || std::filesystem::file_size(log_) >= some; }));
        std::this_thread::sleep_for(std::chrono::microseconds(random_() % 20'000));
        return process->runs(); // and its end kills it
    }

    /// What the tables hold after an import.
    static std::vector<std::int64_t> counts(const TestDatabase& database)
    {
        const auto opened = database.open();
        std::vector<std::int64_t> all;
        for (const std::string_view sql :
             {"select count(*) from person", "select count(distinct reference) from person",
              "select count(distinct national_id) from person", "select count(*) from registration",
              "select count(*) from change where entity = 'person'",
              "select count(*) from change where entity = 'registration'",
              "select count(*) from import_run", "select count(*) from import_row",
              "select max(rows_done) from import_run where state = 'done'",
              "select max(registered) from import_run", "select max(refused) from import_run",
              "select max(duplicates) from import_run"}) {
            const auto number = opened->ask([&](db::Reader& reader) { return reader.count(sql); });
            all.push_back(number ? *number : -1);
        }
        return all;
    }

    void write_list()
    {
        constexpr std::array kFamily{"Alaoui",  "Bennani", "Chraibi",  "Debbagh",
                                     "Fassi",   "Ghazali", "Hamdaoui", "Jabri",
                                     "Kettani", "Lahlou",  "Mernissi"};
        constexpr std::array kGiven{"Amina",  "Bouchra", "Farida", "Ghizlane", "Halima",
                                    "Touria", "Karima",  "Loubna", "Wafae",    "Souad"};
        std::ofstream csv(list_);
        csv << "Nom;Prénom;Date de naissance;CIN;Province;Commune\n";
        for (int i = 0; i < kRows; ++i)
            csv << kFamily[i % 11] << ';' << kGiven[i / 11 % 10] << ';'
                << core::Date::from_days(-5'000 + 11 * i % 15'000).to_iso() << ";JA"
                << 10'000 + i * 7'919LL % 89'989 << ";Guelmim;Bouizakarne\n";
        std::ofstream(log_).close();
    }

    TemporaryFolder folder_;
    const std::string list_ = (folder_.path() / "list.csv").string();
    const std::string log_ = (folder_.path() / "import.log").string();
    std::mt19937 random_{kSeed};
};

} // namespace

TEST_P(ImportKilled, AndRunAgainRegistersNobodyTwiceAndLosesNobody)
{
    write_list();
    const TestDatabase undisturbed(GetParam());
    import_whole(undisturbed);
    const auto expected = counts(undisturbed);
    ASSERT_GT(expected.front(), kRows / 4);
    EXPECT_EQ(expected[8], kRows);

    const TestDatabase database(GetParam());
    int kills = 0;
    while (import_and_kill(database))
        ++kills;
    EXPECT_GE(kills, 3);
    EXPECT_EQ(counts(database), expected);
}

TEST_P(ImportKilled, BesideAnotherOfTheSameListAndAServerItIsGoneOnWithByThem)
{
    write_list();
    const TestDatabase undisturbed(GetParam());
    import_whole(undisturbed);

    const TestDatabase database(GetParam());
    access_to(database.url(), folder_.path()); // with what every database carries
    const auto before = std::filesystem::file_size(log_);
    auto killed = import_into(database);
    const auto other = import_into(database);
    EXPECT_TRUE(wait_until([&] { return std::filesystem::file_size(log_) > before; }));
    killed.reset();
    const ServedProgram server(database.url(), folder_.path());
    EXPECT_TRUE(wait_until([&] { return !other->runs(); }));
    EXPECT_EQ(counts(database), counts(undisturbed));
}

INSTANTIATE_TEST_SUITE_P(Engines, ImportKilled, kEngines, engine_name);

} // namespace jisr::tests
