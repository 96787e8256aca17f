#include "modules/registry/import_desk.hpp"
#include "service/jobs.hpp"
#include "support/passing_database.hpp"
#include "support/process.hpp"
#include "support/server.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <latch>
#include <limits>
#include <optional>
#include <set>
#include <sstream>
#include <thread>
#include <utility>

namespace jisr::tests {

namespace {

namespace json = boost::json;
using registry::ImportDesk;
using registry::ImportOrder;
using registry::ImportRun;
using registry::ImportState;
using service::Role;
using service::ScopeLevel;
using testing::HasSubstr;

constexpr int kRows = 700; // some chunks

/// The database of a server, some of whose writes fail as while it is away.
class FailingDatabase : public PassingDatabase
{
  public:
    using PassingDatabase::PassingDatabase;

    void write(db::Work work, db::Done done) override
    {
        if (--writes_before_ == 0)
            meanwhile_();
        if (passing_-- > 0 || failing_-- <= 0)
            return PassingDatabase::write(std::move(work), std::move(done));
        ++failed_;
        done(core::fail(core::problems::unavailable("away")));
    }

    void write_together(db::Ahead /*ahead*/, db::Work work, db::Done done) override
    {
        write(std::move(work), std::move(done));
    }

    /// After `passing` more writes so many fail.
    void fail(int passing, int failing)
    {
        passing_ = passing;
        failing_ = failing;
    }

    /// Does something right before a write, the first of those to come being 1.
    void before(int write, std::function<void()> what)
    {
        meanwhile_ = std::move(what);
        writes_before_ = write;
    }

    [[nodiscard]] int failed() const { return failed_; }

  private:
    std::atomic<int> passing_{0};
    std::atomic<int> failing_{0};
    std::atomic<int> failed_{0};
    std::function<void()> meanwhile_;
    std::atomic<int> writes_before_{0};
};

/// A desk with jobs of its own over the database of a server.
struct Office
{
    explicit Office(TestServer& server)
        : database(server.services().database), services{database,
                                                         server.services().clock,
                                                         server.services().settings,
                                                         server.services().feed,
                                                         jobs,
                                                         server.services().authenticate,
                                                         server.services().still_admits},
          desk(services, server.application().entry_check())
    {
    }

    ~Office() { jobs.stop(); }

    Office(const Office&) = delete;
    Office& operator=(const Office&) = delete;

    FailingDatabase database;
    service::Jobs jobs;
    service::Services services;
    ImportDesk desk;
};

std::string row_of_list(int i)
{
    constexpr std::array kFamily{"Alaoui",   "Bennani", "Chraibi", "Debbagh", "Fassi",   "Ghazali",
                                 "Hamdaoui", "Jabri",   "Kettani", "Lahlou",  "Mernissi"};
    constexpr std::array kGiven{"Amina",  "Bouchra", "Farida", "Ghizlane", "Halima",
                                "Touria", "Karima",  "Loubna", "Wafae",    "Souad"};
    std::ostringstream row;
    row << kFamily[i % 11] << ';' << kGiven[i / 11 % 10] << ';'
        << core::Date::from_days(-5'000 + 11 * i).to_iso() << ";JA" << 10'000 + i * 7'919 % 89'989
        << ";Guelmim;Bouizakarne\n";
    return row.str();
}

} // namespace

/// Imports on their way: beside another server at the same one, while their edition is closed, and
/// while the database is away.
class ImportRunning : public testing::TestWithParam<Engine>
{
  protected:
    ImportOrder order(int rows, const std::string& more = "")
    {
        auto file = server.folder() / "list.csv";
        std::ofstream csv(file);
        csv << "Nom;Prénom;Date de naissance;CIN;Province;Commune\n";
        for (int i = 0; i < rows; ++i)
            csv << row_of_list(i);
        csv << more;
        return {.file = file,
                .file_name = "list.csv",
                .edition_id = *core::Id::parse(edition),
                .region_code = "10"};
    }

    core::Id accepted(const ImportOrder& wanted)
    {
        const auto run = desk.accept(wanted, service::Actor::system("import"));
        EXPECT_TRUE(run) << run.error().slug;
        return run ? run->id : core::Id{};
    }

    /// A second server with the same database and the same folder.
    std::unique_ptr<cli::Application> another_server()
    {
        auto made = cli::Application::make(server.url(), {.data_folder = server.folder()}, {},
                                           server.clock());
        EXPECT_TRUE(made);
        return std::move(*made);
    }

    /// One chunk, after which whoever ran it is gone.
    void run_a_chunk(ImportDesk& with, const core::Id& id)
    {
        std::atomic<bool> gone{false};
        EXPECT_TRUE(with.run(id, gone, [&](const auto&) { gone = true; }));
        EXPECT_TRUE(gone);
    }

    void close_edition()
    {
        const auto held = server.get(administrator, "/api/v1/programmes").at("items/0/editions/0");
        const auto closed = server.put(administrator, "/api/v1/editions/" + edition,
                                       {{"code", held.at("code")},
                                        {"name_ar", held.at("name_ar")},
                                        {"name_fr", held.at("name_fr")},
                                        {"starts_on", held.at("starts_on")},
                                        {"ends_on", held.at("ends_on")},
                                        {"state", "closed"}},
                                       held.at("version").as_int64());
        EXPECT_EQ(closed.status, 200) << closed.body;
    }

    std::int64_t count(std::string_view sql)
    {
        const auto number =
            server.services().database.ask([&](db::Reader& reader) { return reader.count(sql); });
        return number ? *number : -1;
    }

    /// Everybody of the list is registered, once.
    void expect_whole(const core::Result<ImportRun>& run)
    {
        ASSERT_TRUE(run) << run.error().slug;
        EXPECT_EQ(run->state, ImportState::Done) << run->problem.value_or("");
        EXPECT_EQ(run->rows_total, kRows);
        EXPECT_EQ(run->rows_done, kRows);
        EXPECT_EQ(run->last_row, kRows + 1);
        EXPECT_EQ(run->registered, kRows);
        EXPECT_EQ(run->duplicates, 0);
        EXPECT_EQ(count("select count(*) from import_row where outcome = 'registered'"), kRows);
        EXPECT_EQ(count("select count(*) from person"), kRows);
        EXPECT_EQ(count("select count(*) from registration"), kRows);
    }

    /// Those of the list who came too late are refused, each with the reason.
    void expect_closed_after(std::int64_t registered, const ImportRun& run)
    {
        EXPECT_EQ(run.state, ImportState::Done) << run.problem.value_or("");
        EXPECT_EQ(run.registered, registered);
        EXPECT_EQ(run.rows_done, kRows + 1);
        EXPECT_EQ(run.refused, kRows + 1 - registered);
        EXPECT_EQ(count("select count(*) from registration"), registered);
        const std::string import = "/api/v1/imports/" + run.id.str();
        const auto reasons = server.get(coordinator, import).at("refused_reasons").as_array();
        ASSERT_EQ(reasons.size(), 2U);
        EXPECT_EQ(reasons[0].at("code").as_string(), "edition_closed");
        EXPECT_EQ(reasons[0].at("count").as_int64(), kRows - registered);
        EXPECT_EQ(reasons[1].at("code").as_string(), "not_a_date");
        const auto refused = server.get(coordinator, import + "/refused").body;
        EXPECT_EQ(std::ranges::count(refused, '\n'), run.refused + 1);
        EXPECT_THAT(refused, HasSubstr("edition of the programme is closed"));
        EXPECT_THAT(refused, HasSubstr(row_of_list(kRows - 1).substr(0, 20)));
    }

    TestServer server{GetParam()};
    const std::string edition = server.bridge_edition();
    const Caller administrator = server.administrator();
    const Caller coordinator = server.as(Role::RegionalCoordinator, ScopeLevel::Region, "10");
    ImportDesk& desk = *server.application().import_desk();
    const std::atomic<bool> going_on{false}; ///< nobody stops it
    const std::string nobody_knows = "Tazi;Souad;nobody knows;;Guelmim;Bouizakarne\n";
};

INSTANTIATE_TEST_SUITE_P(Engines, ImportRunning, kEngines, engine_name);

TEST_P(ImportRunning, WhoComesSecondWithSomeRowsLeavesThemAndSeesTheEnd)
{
    const auto id = accepted(order(kRows));
    const auto other = another_server();
    core::Result<ImportRun> there;
    bool begun = false;
    const auto here = desk.run(id, going_on, [&](const auto&) {
        if (!std::exchange(begun, true))
            there = other->import_desk()->run(id, going_on);
    });
    expect_whole(there);
    expect_whole(here);
}

TEST_P(ImportRunning, WhoWaitsGoesOnWhenTheOtherIsGone)
{
    const auto id = accepted(order(kRows));
    const auto other = another_server();
    bool begun = false;
    const auto here = desk.run(id, going_on, [&](const auto&) {
        if (!std::exchange(begun, true))
            run_a_chunk(*other->import_desk(), id);
    });
    expect_whole(here);
}

TEST_P(ImportRunning, TwoServersAtOnceRegisterNobodyTwiceAndLoseNobody)
{
    const auto id = accepted(order(kRows));
    const auto other = another_server();
    core::Result<ImportRun> there;
    std::thread elsewhere([&] { there = other->import_desk()->run(id, going_on); });
    const auto here = desk.run(id, going_on);
    elsewhere.join();
    expect_whole(there);
    expect_whole(here);
}

TEST_P(ImportRunning, AServerThatStartsLeavesTheImportOfAnotherAlone)
{
    const auto id = accepted(order(kRows));
    const auto other = another_server();
    bool begun = false;
    const auto here = desk.run(id, going_on, [&](const auto&) {
        if (!std::exchange(begun, true)) {
            EXPECT_TRUE(other->import_desk()->resume());
        }
    });
    expect_whole(here);
    EXPECT_EQ(count("select count(*) from import_run where state = 'done'"), 1);
}

TEST_P(ImportRunning, ADryRunGoesOnWithThoseWhomItHasMet)
{
    auto wanted = order(kRows, row_of_list(0));
    wanted.dry_run = true;
    const auto id = accepted(wanted);
    run_a_chunk(desk, id);
    const auto done = count("select rows_done from import_run");
    const auto other = another_server();
    std::optional<std::int64_t> first;
    const auto run = other->import_desk()->run(
        id, going_on, [&](const ImportRun& now) { first = first.value_or(now.rows_done); });
    ASSERT_TRUE(run) << run.error().slug;
    EXPECT_GT(first, done) << "what was done stays done";
    EXPECT_EQ(run->rows_done, kRows + 1);
    EXPECT_EQ(run->registered, kRows);
    EXPECT_EQ(run->duplicates, 1) << "the last row is the first again";
    EXPECT_EQ(count("select count(*) from import_row"), kRows + 1);
    EXPECT_EQ(count("select count(*) from person"), 0);
}

TEST_P(ImportRunning, OneFileHandedInByManyAtOnceIsOneImport)
{
    constexpr int kHands = 6;
    const auto wanted = order(3);
    const auto other = another_server();
    std::vector<core::Result<ImportRun>> runs(kHands);
    std::latch all(kHands);
    std::vector<std::thread> hands;
    for (int i = 0; i < kHands; ++i)
        hands.emplace_back([&, i] {
            all.arrive_and_wait();
            auto& at = i % 2 == 0 ? desk : *other->import_desk();
            runs[i] = at.accept(wanted, service::Actor::system("import"));
        });
    for (auto& hand : hands)
        hand.join();
    std::set<core::Id> ids;
    for (const auto& run : runs) {
        ASSERT_TRUE(run) << run.error().slug;
        ids.insert(run->id);
    }
    ASSERT_EQ(ids.size(), 1U);
    EXPECT_EQ(count("select count(*) from import_run"), 1);
    std::vector<std::filesystem::path> kept;
    for (const auto& list : std::filesystem::directory_iterator(server.folder() / "imports"))
        kept.push_back(list.path());
    EXPECT_THAT(kept, testing::ElementsAre(desk.file_of(*ids.begin())));
}

TEST_P(ImportRunning, AFileWhoseImportFailedIsTakenAgain)
{
    const auto wanted = order(3);
    const auto failed = accepted(wanted);
    ASSERT_TRUE(desk.run(failed, going_on));
    tamper(server.url(), "update import_run set state = 'failed', problem = 'already_exists'");
    const auto again = accepted(wanted);
    EXPECT_NE(again, failed);
    const auto run = desk.run(again, going_on);
    ASSERT_TRUE(run) << run.error().slug;
    EXPECT_EQ(run->state, ImportState::Done);
    EXPECT_EQ(run->duplicates, 3);
    EXPECT_EQ(count("select count(*) from person"), 3);
}

TEST_P(ImportRunning, RowsThatComeAfterTheClosingOfTheEditionAreRefused)
{
    const auto id = accepted(order(kRows, nobody_knows));
    std::int64_t registered = 0;
    const auto run = desk.run(id, going_on, [&](const ImportRun& now) {
        if (std::exchange(registered, now.registered) == 0)
            close_edition();
    });
    ASSERT_TRUE(run) << run.error().slug;
    EXPECT_GT(registered, 0);
    expect_closed_after(registered, *run);
}

TEST_P(ImportRunning, SoAreThoseOfAnImportThatGoesOnAfterTheClosing)
{
    const auto id = accepted(order(kRows, nobody_knows));
    run_a_chunk(desk, id);
    const auto registered = count("select count(*) from registration");
    EXPECT_GT(registered, 0);
    close_edition();
    const auto run = desk.run(id, going_on);
    ASSERT_TRUE(run) << run.error().slug;
    expect_closed_after(registered, *run);
}

TEST_P(ImportRunning, GoesOnByItselfOnceTheDatabaseIsBack)
{
    const auto id = accepted(order(kRows));
    Office office(server);
    office.database.fail(2, 2); // after the beginning and a chunk
    office.desk.start(id);
    EXPECT_TRUE(wait_until(
        [&] { return count("select count(*) from import_run where state = 'done'") == 1; }));
    EXPECT_EQ(office.database.failed(), 2);
    expect_whole(desk.run(id, going_on));
}

TEST_P(ImportRunning, AnImportThatWaitsForTheDatabaseLetsOtherJobsHaveTheirTurn)
{
    const auto id = accepted(order(kRows));
    std::atomic<bool> other_is_done{false};
    Office office(server);
    office.database.fail(0, std::numeric_limits<int>::max());
    office.desk.start(id);
    EXPECT_TRUE(wait_until([&] { return office.database.failed() > 0; }));
    office.jobs.add([&](const auto&) { other_is_done = true; });
    EXPECT_TRUE(wait_until([&] { return other_is_done.load(); }));
    EXPECT_EQ(count("select count(*) from import_run where state = 'running'"), 1);
    office.database.fail(0, 0);
    EXPECT_TRUE(wait_until(
        [&] { return count("select count(*) from import_run where state = 'done'") == 1; }));
    expect_whole(desk.run(id, going_on));
}

TEST_P(ImportRunning, AnImportThatAnotherServerIsAtLetsOtherJobsHaveTheirTurn)
{
    const auto id = accepted(order(kRows));
    std::atomic<std::int64_t> running_then{-1};
    Office office(server);
    // The other is faster with the first rows, and then gone.
    office.database.before(2, [&] {
        run_a_chunk(desk, id);
        office.jobs.add([&](const auto&) {
            running_then = count("select count(*) from import_run where state = 'running'");
        });
    });
    office.desk.start(id);
    EXPECT_TRUE(wait_until([&] { return running_then.load() >= 0; }));
    EXPECT_EQ(running_then, 1) << "its turn came before the import had ended";
    EXPECT_TRUE(wait_until(
        [&] { return count("select count(*) from import_run where state = 'done'") == 1; }));
    expect_whole(desk.run(id, going_on));
}

TEST_P(ImportRunning, AServerStopsWhileAnImportWaitsForTheDatabase)
{
    const auto id = accepted(order(kRows));
    Office office(server);
    office.database.fail(0, std::numeric_limits<int>::max());
    office.desk.start(id);
    EXPECT_TRUE(wait_until([&] { return office.database.failed() > 0; }));
    office.jobs.stop();
    EXPECT_EQ(count("select count(*) from import_run where state = 'running'"), 1);
    expect_whole(desk.run(id, going_on));
}

} // namespace jisr::tests
