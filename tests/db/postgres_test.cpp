#include "db/change_log.hpp"
#include "support/database.hpp"

#include <gtest/gtest.h>

#include <latch>
#include <thread>

namespace jisr::db {
namespace {

using core::Result;

class Postgres : public testing::Test
{
  protected:
    static Result<void> log(Writer& writer)
    {
        return writer.append({.at = {1},
                              .actor = "system",
                              .entity = "person",
                              .entity_id = core::Id::make(),
                              .operation = "create",
                              .difference = "{}"});
    }

    /// Cuts every connection of the program, as a restart of the server does.
    void cut_connections() const
    {
        tests::tamper(files_.url(),
                      "select pg_terminate_backend(pid, 5000) from pg_stat_activity where "
                      "datname = current_database() and pid <> pg_backend_pid()");
    }

    [[nodiscard]] std::int64_t lines() const
    {
        return *database_->ask(
            [](Reader& reader) { return reader.count("select count(*) from change"); });
    }

    tests::TestDatabase files_{tests::Engine::Postgres};
    std::unique_ptr<Database> database_ = files_.open({.connections = 2});
};

TEST_F(Postgres, AConnectionCutWhileIdleIsReplacedUnseen)
{
    ASSERT_TRUE(database_->write(log));
    cut_connections();
    const auto outcome = database_->write(log);
    EXPECT_TRUE(outcome) << outcome.error().cause;
    cut_connections();
    EXPECT_EQ(lines(), 2);
}

TEST_F(Postgres, AConnectionCutWithinAWorkAnswers503AndTheNextOneWorks)
{
    const auto outcome = database_->write([&](Writer& writer) -> Result<void> {
        TRY(log(writer));
        TRY(writer.count("select count(*) from change"));
        cut_connections();
        return log(writer);
    });
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().status, 503);
    EXPECT_TRUE(database_->write(log));
    EXPECT_EQ(lines(), 1);
}

TEST_F(Postgres, AReadCutInTheMiddleAnswers503)
{
    const auto outcome = database_->ask([&](Reader& reader) -> Result<std::int64_t> {
        TRY(reader.count("select 1"));
        cut_connections();
        return reader.count("select 1");
    });
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().status, 503);
    EXPECT_EQ(lines(), 0);
}

TEST_F(Postgres, WaitsForAFreeConnection)
{
    std::latch taken(2);
    std::latch go(1);
    std::vector<std::thread> readers;
    for (int i = 0; i < 2; ++i)
        readers.emplace_back([&] {
            EXPECT_TRUE(database_->read([&](Reader& reader) -> Result<void> {
                TRY(reader.count("select 1"));
                taken.count_down();
                go.wait();
                return {};
            }));
        });
    taken.wait();
    std::thread third([&] { EXPECT_TRUE(database_->write(log)); });
    go.count_down();
    third.join();
    for (auto& reader : readers)
        reader.join();
}

TEST_F(Postgres, WhatCommitsLateComesAfterWhatHadSettled)
{
    const auto other = files_.open();
    std::latch written(1);
    std::latch looked(1);
    std::thread slow([&] {
        EXPECT_TRUE(other->write([&](Writer& writer) -> Result<void> {
            TRY(log(writer));
            TRY(writer.count("select count(*) from change")); // it was sent
            written.count_down();
            looked.wait();
            return {};
        }));
    });
    written.wait();
    ASSERT_TRUE(database_->write(log)) << "has the greater number";
    Position settled;
    EXPECT_TRUE(database_->write([&](Writer& writer) -> Result<void> {
        TRY(writer.hold({7}));
        EXPECT_TRUE(writer.others_wrote_after({}));
        settled = writer.settled();
        return {};
    }));
    looked.count_down();
    slow.join();
    int after = 0;
    EXPECT_TRUE(database_->read([&](Reader& reader) {
        return entities_after(reader, settled, [&](auto, const core::Id&, auto) { ++after; });
    }));
    EXPECT_EQ(after, 2);
}

TEST_F(Postgres, ADeadlockAnswers503ToOneAndCommitsTheOther)
{
    ASSERT_TRUE(database_->write([](Writer& writer) -> Result<void> {
        TRY(writer.keep("insert into counter (name, value) values ('a', 0), ('b', 0)", {}));
        return {};
    }));
    std::latch both_hold(2);
    std::array<Result<void>, 2> outcomes;
    const auto run = [&](int index, std::string_view first, std::string_view second) {
        const auto take = [](Writer& writer, std::string_view name) {
            return writer.keep("update counter set value = value + 1 where name = :name",
                               {{"name", name}});
        };
        outcomes[index] = database_->write([&](Writer& writer) -> Result<void> {
            TRY(take(writer, first));
            both_hold.arrive_and_wait();
            TRY(take(writer, second));
            return {};
        });
    };
    std::thread other([&] { run(1, "b", "a"); });
    run(0, "a", "b");
    other.join();
    ASSERT_NE(outcomes[0].has_value(), outcomes[1].has_value());
    EXPECT_EQ((outcomes[0] ? outcomes[1] : outcomes[0]).error().status, 503);
}

TEST(PostgresAddress, WithoutAServerIs503)
{
    const auto opened = Database::open("postgres://nobody@127.0.0.1:1/none");
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().status, 503);
}

} // namespace
} // namespace jisr::db
