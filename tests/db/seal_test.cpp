#include "db/seal.hpp"

#include "db/change_log.hpp"
#include "support/database.hpp"

#include <gtest/gtest.h>

#include <latch>
#include <thread>

namespace jisr::db {
namespace {

using core::Id;
using core::Result;
using tests::Engine;

class ChangeLog : public testing::TestWithParam<Engine>
{
  protected:
    Result<void> append_to(Writer& writer, int lines)
    {
        for (int i = 0; i < lines; ++i)
            TRY(writer.append({.at = {++at_},
                               .actor = "system",
                               .entity = "person",
                               .entity_id = Id::make(),
                               .operation = "create",
                               .difference = R"({"name":[null,"Amina"]})",
                               .reason = "why"}));
        return {};
    }

    void append(int lines)
    {
        ASSERT_TRUE(database_->write([&](Writer& writer) { return append_to(writer, lines); }));
    }

    [[nodiscard]] Verification verified() const
    {
        auto found =
            database_->ask([](Reader& reader) { return verify(reader, [](std::int64_t) {}); });
        EXPECT_TRUE(found) << found.error().cause;
        return *found;
    }

    [[nodiscard]] std::vector<ChangeRow> after(Position position, int limit) const
    {
        return *database_->ask(
            [&](Reader& reader) { return changes_after(reader, position, limit); });
    }

    tests::TestDatabase files_{GetParam()};
    std::unique_ptr<Database> database_ = files_.open();
    std::int64_t at_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Engines, ChangeLog, tests::kEngines, tests::engine_name);

TEST_P(ChangeLog, IsReadInOrderPageByPage)
{
    append(10);
    append(15);
    Position position;
    std::vector<std::int64_t> seen;
    while (true) {
        const auto page = after(position, 7);
        if (page.empty())
            break;
        for (const auto& line : page)
            seen.push_back(line.at.milliseconds);
        position = page.back().position;
    }
    ASSERT_EQ(seen.size(), 25U);
    EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
    EXPECT_EQ(position, *database_->ask([](Reader& reader) { return newest_change(reader); }));
}

TEST_P(ChangeLog, AWorkReadsTheLinesThatItAppended)
{
    ASSERT_TRUE(database_->write([&](Writer& writer) -> Result<void> {
        for (int lines = 1; lines <= 20; ++lines) {
            TRY(append_to(writer, 1));
            EXPECT_EQ(TRY(writer.count("select count(*) from change")), lines);
        }
        return append_to(writer, 20);
    }));
    EXPECT_EQ(after({}, 100).size(), 40U);
}

TEST_P(ChangeLog, GivesALineAsItWasWritten)
{
    append(1);
    const auto line = after({}, 10).at(0);
    EXPECT_EQ(line.actor, "system");
    EXPECT_EQ(line.entity, "person");
    EXPECT_FALSE(line.entity_id.is_nil());
    EXPECT_EQ(line.version, 1);
    EXPECT_EQ(line.operation, "create");
    EXPECT_EQ(line.difference, R"({"name":[null,"Amina"]})");
    EXPECT_EQ(line.reason, "why");
}

// A reader that follows the log while many write must get every line once: none may appear behind
// its back.
TEST_P(ChangeLog, HasNoHolesUnderConcurrentWriters)
{
    constexpr int kWriters = 6;
    constexpr int kTransactions = 60;
    std::atomic<int> running = kWriters;
    std::vector<std::thread> writers;
    for (int i = 0; i < kWriters; ++i)
        writers.emplace_back([&] {
            for (int n = 0; n < kTransactions; ++n)
                EXPECT_TRUE(database_->write([&](Writer& writer) -> Result<void> {
                    for (int line = 0; line < 3; ++line) {
                        TRY(writer.append({.at = {1},
                                           .actor = "system",
                                           .entity = "person",
                                           .entity_id = Id::make(),
                                           .operation = "create",
                                           .difference = "{}"}));
                        TRY(writer.count("select count(*) from counter")); // lets others overtake
                    }
                    return {};
                }));
            --running;
        });
    std::vector<Id> followed;
    Position position;
    bool last_round = false;
    while (true) {
        const auto page = after(position, 50);
        for (const auto& line : page)
            followed.push_back(line.entity_id);
        if (!page.empty())
            position = page.back().position;
        else if (last_round)
            break;
        last_round = page.empty() && running == 0;
    }
    for (auto& writer : writers)
        writer.join();
    EXPECT_EQ(followed.size(), std::size_t{kWriters * kTransactions * 3});
    std::sort(followed.begin(), followed.end());
    EXPECT_EQ(std::adjacent_find(followed.begin(), followed.end()), followed.end());
}

TEST_P(ChangeLog, AnUntouchedLogVerifies)
{
    append(12'000);
    EXPECT_EQ(*seal(*database_), 12'000);
    append(3);
    const auto found = verified();
    EXPECT_TRUE(found.intact());
    EXPECT_EQ(found.blocks, 3);
    EXPECT_EQ(found.sealed_lines, 12'000);
    EXPECT_EQ(found.unsealed_lines, 3);
    EXPECT_EQ(found.head.size(), 64U);
}

TEST_P(ChangeLog, LinesRemovedAtTheEndWithTheirSealAreMissedByTheHead)
{
    const auto has = [&](const std::string& head) {
        return database_
            ->ask([&](Reader& reader) {
                return verify(
                    reader, [](std::int64_t) {}, head);
            })
            ->has_noted;
    };
    append(4);
    ASSERT_EQ(*seal(*database_), 4);
    const auto earlier = verified().head;
    append(4);
    ASSERT_EQ(*seal(*database_), 4);
    const auto noted = verified().head;
    EXPECT_TRUE(has(earlier));
    EXPECT_TRUE(has(noted));
    tests::tamper(files_.url(), "delete from change where at > 4");
    tests::tamper(files_.url(), "delete from change_seal where block = 2");
    EXPECT_TRUE(verified().intact());
    EXPECT_TRUE(has(earlier));
    EXPECT_FALSE(has(noted));
    tests::tamper(files_.url(), "delete from change_seal");
    EXPECT_FALSE(has(earlier));
}

TEST_P(ChangeLog, SealingGoesOnWhereItStopped)
{
    EXPECT_EQ(*seal(*database_), 0);
    append(2);
    EXPECT_EQ(*seal(*database_), 2);
    EXPECT_EQ(*seal(*database_), 0);
    append(3);
    EXPECT_EQ(*seal(*database_), 3);
    EXPECT_EQ(verified().blocks, 2);
}

TEST_P(ChangeLog, SeveralSealersDoNotDisturbEachOther)
{
    append(20'000);
    const auto other = files_.open();
    std::latch together(2);
    std::atomic<std::int64_t> sealed = 0;
    const auto run = [&](Database& database) {
        together.arrive_and_wait();
        const auto lines = seal(database);
        ASSERT_TRUE(lines) << lines.error().cause;
        sealed += *lines;
    };
    std::thread thread([&] { run(*other); });
    run(*database_);
    thread.join();
    EXPECT_EQ(sealed, 20'000);
    EXPECT_EQ(verified().sealed_lines, 20'000);
}

struct Tampering
{
    const char* name;
    const char* sql;
    std::int64_t block;
};

class TamperedLog : public testing::TestWithParam<std::tuple<Engine, Tampering>>
{
};

// Lines 1-4 are block 1, lines 5-8 block 2.
INSTANTIATE_TEST_SUITE_P(
    Engines, TamperedLog,
    testing::Combine(
        tests::kEngines,
        testing::Values(
            Tampering{"ChangedActor", "update change set actor = 'other' where at = 6", 2},
            Tampering{"ChangedTime", "update change set at = 60 where at = 6", 2},
            Tampering{"ChangedDifference", "update change set difference = '{}' where at = 2", 1},
            Tampering{"ChangedReason", "update change set reason = 'x' where at = 8", 2},
            Tampering{"ChangedVersion", "update change set version = 2 where at = 1", 1},
            Tampering{"MovedText",
                      "update change set actor = 'systemp', entity = 'erson' where at = 1", 1},
            Tampering{"RemovedFirst", "delete from change where at = 1", 1},
            Tampering{"RemovedLast", "delete from change where at = 8", 2},
            Tampering{"RemovedAll", "delete from change", 1},
            Tampering{"RemovedSeal", "delete from change_seal where block = 1", 1},
            Tampering{"ShortenedSeal", "update change_seal set lines = 3 where block = 2", 2},
            Tampering{"RewrittenSeal", "update change_seal set digest = 'x' where block = 1", 1})),
    [](const auto& info) {
        return std::string(std::get<1>(info.param).name) +
               (std::get<0>(info.param) == Engine::Sqlite ? "OnSqlite" : "OnPostgres");
    });

TEST_P(TamperedLog, NamesTheFirstBlockThatDoesNotFit)
{
    const auto& [engine, tampering] = GetParam();
    const tests::TestDatabase files(engine);
    const auto database = files.open();
    std::int64_t at = 0;
    const auto append_four = [&] {
        for (int i = 0; i < 4; ++i)
            ASSERT_TRUE(database->write([&](Writer& writer) {
                return writer.append({.at = {++at},
                                      .actor = "system",
                                      .entity = "person",
                                      .entity_id = Id::make(),
                                      .operation = "create",
                                      .difference = R"({"a":[1,2]})"});
            }));
        ASSERT_EQ(*seal(*database), 4);
    };
    append_four();
    append_four();
    const auto look = [&] {
        return *database->ask([](Reader& reader) { return verify(reader, [](std::int64_t) {}); });
    };
    ASSERT_TRUE(look().intact());
    tests::tamper(files.url(), tampering.sql);
    EXPECT_EQ(look().broken_block, tampering.block);
}

TEST_P(ChangeLog, ALineMovedBeforeAnotherIsFound)
{
    append(4);
    append(4);
    ASSERT_EQ(*seal(*database_), 8);
    ASSERT_TRUE(verified().intact());
    tests::tamper(files_.url(), "update change set seq = -1 where at = 8");
    EXPECT_EQ(verified().broken_block, 1);
}

TEST_P(ChangeLog, ALineInsertedBetweenSealedOnesIsFound)
{
    append(4);
    ASSERT_EQ(*seal(*database_), 4);
    const bool numbered_by_transaction = GetParam() == Engine::Postgres;
    const std::string column = numbered_by_transaction ? "transaction_id" : "seq";
    tests::tamper(files_.url(),
                  "insert into change (" + column +
                      ", at, actor, entity, entity_id, version, operation, difference, reason) "
                      "select -5, at, actor, entity, entity_id, version, operation, difference, "
                      "reason from change where at = 3");
    EXPECT_EQ(verified().broken_block, 1);
}

} // namespace
} // namespace jisr::db
