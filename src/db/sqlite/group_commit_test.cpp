#include "db/sqlite/group_commit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <latch>
#include <set>

namespace jisr::db::sqlite {
namespace {

using core::Result;
using testing::ElementsAre;
using testing::IsEmpty;

/// A latch that may be waited for by nobody.
struct Gate
{
    std::latch begun{1};
    std::latch opened{1};

    void pass()
    {
        begun.count_down();
        opened.wait();
    }
};

class Committing : public testing::Test
{
  protected:
    void SetUp() override
    {
        folder_ = std::filesystem::temp_directory_path() / ("jisr-" + core::Id::make().str());
        std::filesystem::create_directory(folder_);
        auto connection = open();
        ASSERT_TRUE(connection->script("pragma journal_mode = wal; pragma synchronous = normal; "
                                       "create table note (number integer primary key) strict"));
        commits_ = std::make_unique<GroupCommit>(std::move(connection), open(), 100, [this] {
            ++flushes_;
            if (before_flush_)
                before_flush_();
            return disk_works_.load();
        });
    }

    void TearDown() override
    {
        commits_.reset();
        std::filesystem::remove_all(folder_);
    }

    std::unique_ptr<Connection> open()
    {
        return std::move(*Connection::open(folder_ / "t.db", Access::ReadWrite, 1024));
    }

    static Result<void> insert(Writer& writer, int number)
    {
        TRY(writer.keep("insert into note (number) values (:number)", {{"number", number}}));
        return {};
    }

    /// Writes `number`; fails after it where `bad`.
    static Work writing(int number, bool bad = false)
    {
        return [number, bad](Writer& writer) -> Result<void> {
            TRY(insert(writer, number));
            if (bad)
                return core::fail(core::problems::conflict("bad"));
            return {};
        };
    }

    std::set<int> notes()
    {
        std::set<int> numbers;
        const auto connection = open();
        EXPECT_TRUE(connection->query("select number from note", {}, [&](const Row& row) {
            numbers.insert(static_cast<int>(row.integer(0)));
            return true;
        }));
        return numbers;
    }

    /// Runs works of which the numbers in `bad` fail in one transaction; gives which succeeded.
    std::set<int> run_together(int count, const std::set<int>& bad)
    {
        Gate gate;
        std::set<int> good;
        std::latch answered(count + 1);
        const auto submit = [&](Work work, int number) {
            commits_->submit(std::move(work), [&, number](Result<void> outcome) {
                if (outcome && number > 0)
                    good.insert(number);
                answered.count_down();
            });
        };
        submit(
            [&](Writer&) -> Result<void> {
                gate.pass();
                return {};
            },
            0);
        gate.begun.wait(); // the others wait behind it, and then run together
        for (int number = 1; number <= count; ++number)
            submit(writing(number, bad.contains(number)), number);
        gate.opened.count_down();
        answered.wait();
        return good;
    }

    std::filesystem::path folder_;
    std::atomic<bool> disk_works_ = true;
    std::atomic<int> flushes_ = 0;
    std::function<void()> before_flush_;
    std::unique_ptr<GroupCommit> commits_;
};

TEST_F(Committing, LeavesOutTheFailingWorksWhereverTheyStand)
{
    const std::vector<std::set<int>> cases{{}, {1}, {5}, {10}, {1, 10}, {4, 5, 6}, {2, 4, 6, 8}};
    for (const auto& bad : cases) {
        const auto good = run_together(10, bad);
        EXPECT_EQ(good.size(), 10 - bad.size());
        EXPECT_EQ(notes(), good);
        for (const int number : bad)
            EXPECT_FALSE(good.contains(number));
        commits_->submit(
            [](Writer& writer) {
                return writer.keep("delete from note", {}).map([](std::int64_t) {});
            },
            [](const Result<void>&) {});
    }
}

TEST_F(Committing, KeepsNothingOfWorksThatAllFail)
{
    EXPECT_THAT(run_together(3, {1, 2, 3}), IsEmpty());
    EXPECT_THAT(notes(), IsEmpty());
}

TEST_F(Committing, RunsTheActionsOfAWorkOnceThoughItRanTwice)
{
    Gate gate;
    std::latch answered(3);
    int runs = 0;
    int actions = 0;
    const auto count_down = [&](const Result<void>&) { answered.count_down(); };
    commits_->submit(
        [&](Writer&) -> Result<void> {
            gate.pass();
            return {};
        },
        count_down);
    gate.begun.wait();
    commits_->submit(
        [&](Writer& writer) -> Result<void> {
            ++runs;
            writer.after_commit([&] { ++actions; });
            return insert(writer, 1);
        },
        count_down);
    commits_->submit(writing(2, true), count_down);
    gate.opened.count_down();
    answered.wait();
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(actions, 1);
    EXPECT_THAT(notes(), ElementsAre(1));
}

TEST_F(Committing, AnswersAfterTheFlushThatCoversTheCommit)
{
    bool answered_early = true;
    std::atomic<bool> answered = false;
    before_flush_ = [&] { answered_early = answered; };
    std::latch done(1);
    commits_->submit(writing(1), [&](const Result<void>& outcome) {
        EXPECT_TRUE(outcome);
        answered = true;
        done.count_down();
    });
    done.wait();
    EXPECT_FALSE(answered_early);
    EXPECT_EQ(flushes_, 1);
}

TEST_F(Committing, RunsTheNextWorksWhileTheDiskIsBusy)
{
    Gate disk;
    before_flush_ = [&] {
        if (flushes_ == 1)
            disk.pass();
    };
    constexpr int kMore = 20;
    constexpr int kCertain = 8; // of which the first are a batch whenever it begins
    std::latch ran(kCertain);
    std::latch answered(kMore + 1);
    std::vector<int> order;
    const auto submit = [&](int number) {
        commits_->submit(
            [&, number](Writer& writer) -> Result<void> {
                if (number > 0 && number <= kCertain)
                    ran.count_down();
                return insert(writer, number);
            },
            [&, number](const Result<void>& outcome) {
                EXPECT_TRUE(outcome);
                order.push_back(number);
                answered.count_down();
            });
    };
    submit(0);
    disk.begun.wait();
    for (int number = 1; number <= kMore; ++number)
        submit(number);
    ran.wait(); // though the first was not answered yet
    EXPECT_THAT(order, IsEmpty());
    disk.opened.count_down();
    answered.wait();
    EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST_F(Committing, RefusesEverythingAfterAFlushThatFailed)
{
    disk_works_ = false;
    for (int number = 1; number <= 3; ++number) {
        std::latch done(1);
        bool acted = false;
        commits_->submit(
            [&](Writer& writer) {
                writer.after_commit([&] { acted = true; });
                return insert(writer, number);
            },
            [&](const Result<void>& outcome) {
                ASSERT_FALSE(outcome);
                EXPECT_EQ(outcome.error().status, 503);
                done.count_down();
            });
        done.wait();
        EXPECT_FALSE(acted);
        disk_works_ = true; // what it says after a failure is not to be believed
    }
    EXPECT_EQ(flushes_, 1);
}

TEST_F(Committing, AnswersWhatIsQueuedBeforeItEnds)
{
    int good = 0;
    for (int number = 1; number <= 50; ++number)
        commits_->submit(writing(number),
                         [&](const Result<void>& outcome) { good += outcome ? 1 : 0; });
    commits_.reset();
    EXPECT_EQ(good, 50);
    EXPECT_EQ(notes().size(), 50U);
}

} // namespace
} // namespace jisr::db::sqlite
