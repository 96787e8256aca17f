#include "db/sqlite/connection.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace jisr::db::sqlite {
namespace {

/// How often this process has written so far.
std::int64_t writes_so_far()
{
    std::ifstream counts("/proc/self/io");
    std::string name;
    std::int64_t count = 0;
    while (counts >> name >> count)
        if (name == "syscw:")
            return count;
    return -1;
}

class GatheringLog : public testing::Test
{
  protected:
    void SetUp() override
    {
        folder_ = std::filesystem::temp_directory_path() / ("jisr-" + core::Id::make().str());
        std::filesystem::create_directory(folder_);
        gathering_ = make("gathered.db");
        gathering_->gather_log();
        plain_ = make("plain.db");
    }

    void TearDown() override
    {
        gathering_.reset();
        plain_.reset();
        std::filesystem::remove_all(folder_);
    }

    [[nodiscard]] std::unique_ptr<Connection> open(std::string_view name) const
    {
        constexpr int kSmallCacheKib = 64; // so that large transactions spill into the log
        return std::move(*Connection::open(folder_ / name, Access::ReadWrite, kSmallCacheKib));
    }

    std::unique_ptr<Connection> make(std::string_view name)
    {
        auto made = open(name);
        run(*made, "pragma journal_mode = wal; pragma synchronous = normal; "
                   "pragma wal_autocheckpoint = 0; "
                   "create table note (number integer primary key, text text not null)");
        return made;
    }

    static void run(Connection& connection, const std::string& sql)
    {
        const auto outcome = connection.script(sql);
        EXPECT_TRUE(outcome) << outcome.error().cause;
    }

    static std::string numbers(int first, int last)
    {
        return "with recursive n (i) as (select " + std::to_string(first) +
               " union all select i + 1 from n where i < " + std::to_string(last) + ") ";
    }

    static void insert(Connection& connection, int first, int last)
    {
        run(connection, "insert into note " + numbers(first, last) +
                            "select i, hex(zeroblob(500)) || i from n");
    }

    /// What another connection sees.
    [[nodiscard]] std::string seen(std::string_view name) const
    {
        std::string found;
        EXPECT_TRUE(open(name)->query(
            "select count(*) || ' ' || coalesce(sum(number * length(text)), 0) || ' ' || "
            "(select integrity_check from pragma_integrity_check) from note",
            {}, [&](const Row& row) {
                found = row.text(0);
                return true;
            }));
        return found;
    }

    /// What is found after a loss of power: the log is read from its beginning, and what its sums
    /// do not prove is given up.
    [[nodiscard]] std::string recovered(const std::string& name) const
    {
        const auto copy = [&](const std::string& file, const std::string& as) {
            // Within this process it would take the connection's locks from it.
            const auto command =
                "cp '" + (folder_ / file).string() + "' '" + (folder_ / as).string() + "'";
            EXPECT_EQ(std::system(command.c_str()), 0);
        };
        copy(name, "copy.db");
        copy(name + "-wal", "copy.db-wal");
        auto found = seen("copy.db");
        std::filesystem::remove(folder_ / "copy.db-shm");
        return found;
    }

    static std::int64_t writes_of_a_commit(Connection& connection)
    {
        const auto before = writes_so_far();
        insert(connection, 1, 40);
        return writes_so_far() - before;
    }

    /// Spills, reads what it spilled, changes it again, takes a part back, and ends as told.
    static void walk(Connection& connection, const std::string& end)
    {
        run(connection, "begin immediate");
        insert(connection, 1'000, 3'000);
        run(connection, "update note set text = text || (select count(*) from note) "
                        "where number % 3 = 0");
        run(connection, "savepoint part");
        run(connection, "update note set text = 'gone'");
        insert(connection, 4'000, 5'000);
        run(connection, "rollback to part; release part");
        run(connection, "delete from note where number % 7 = 0");
        run(connection, end);
    }

    std::unique_ptr<Connection> gathering_;
    std::unique_ptr<Connection> plain_;

  private:
    std::filesystem::path folder_;
};

TEST_F(GatheringLog, ACommitOfManyPagesTakesFewWrites)
{
    EXPECT_LE(4 * writes_of_a_commit(*gathering_), writes_of_a_commit(*plain_));
    EXPECT_EQ(seen("gathered.db"), seen("plain.db"));
}

TEST_F(GatheringLog, WhatIsCommittedIsSeenByOthersAtOnce)
{
    for (int i = 0; i < 100; ++i) {
        insert(*gathering_, i, i);
        EXPECT_TRUE(seen("gathered.db").starts_with(std::to_string(i + 1) + " ")) << i;
        EXPECT_EQ(recovered("gathered.db"), seen("gathered.db"));
    }
}

TEST_F(GatheringLog, WhatIsSpilledTakenBackAndWrittenAgainIsAsWithoutIt)
{
    for (const auto* end : {"commit", "rollback", "commit", "rollback"}) {
        for (auto* connection : {gathering_.get(), plain_.get()}) {
            run(*connection, "delete from note");
            insert(*connection, 1, 300);
            walk(*connection, end);
        }
        EXPECT_EQ(recovered("gathered.db"), seen("plain.db"));
        for (auto* connection : {gathering_.get(), plain_.get()})
            insert(*connection, 6'000, 6'000); // one page behind heads that were written anew
        EXPECT_EQ(seen("gathered.db"), seen("plain.db"));
        EXPECT_TRUE(seen("gathered.db").ends_with(" ok"));
        EXPECT_EQ(recovered("gathered.db"), seen("plain.db"));
    }
}

TEST_F(GatheringLog, TheLogIsWrittenBackAndBegunAnew)
{
    for (int round = 0; round < 5; ++round) {
        for (auto* connection : {gathering_.get(), plain_.get()}) {
            insert(*connection, 1'000 * round, 1'000 * round + 500);
            connection->restart_log();
        }
        EXPECT_EQ(seen("gathered.db"), seen("plain.db"));
    }
}

} // namespace
} // namespace jisr::db::sqlite
