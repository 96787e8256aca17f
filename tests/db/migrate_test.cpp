#include "db/migrate.hpp"

#include "support/database.hpp"
#include "support/postgres_cluster.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <latch>
#include <thread>

namespace jisr::db {
namespace {

using testing::HasSubstr;
using tests::Engine;

Migration migration(std::int64_t number, std::string_view sql, std::string digest = "d")
{
    return {.number = number,
            .name = "m" + std::to_string(number),
            .sql = sql,
            .digest = std::move(digest)};
}

const auto kFirst = migration(1, "create table a (n bigint); insert into a (n) values (1);");
const auto kSecond = migration(2, "create table b (n bigint);");

class Migrations : public testing::TestWithParam<Engine>
{
  protected:
    [[nodiscard]] std::int64_t rows(std::string_view table) const
    {
        return database_
            ->ask([&](Reader& reader) {
                return reader.count("select count(*) from " + std::string(table));
            })
            .value_or(-1);
    }

    tests::TestDatabase files_{GetParam(), tests::TestDatabase::Content::Empty};
    std::unique_ptr<MaintainedDatabase> database_ = std::move(*open_unmigrated(files_.url(), {}));
};

INSTANTIATE_TEST_SUITE_P(Engines, Migrations, tests::kEngines, tests::engine_name);

TEST_P(Migrations, RunOnceInTheirOrder)
{
    ASSERT_TRUE(migrate(*database_, {kFirst}));
    EXPECT_EQ(rows("a"), 1);
    EXPECT_EQ(rows("b"), -1);
    ASSERT_TRUE(migrate(*database_, {kFirst, kSecond}));
    ASSERT_TRUE(migrate(*database_, {kFirst, kSecond}));
    EXPECT_EQ(rows("a"), 1);
    EXPECT_EQ(rows("b"), 0);
    EXPECT_EQ(*database_->ask([](Reader& reader) { return schema_number(reader); }), 2);
}

TEST_P(Migrations, AreMissedInADatabaseThatHasNone)
{
    EXPECT_FALSE(holds_schema(files_.url()).value());
    EXPECT_EQ(rows("schema_migration"), -1) << "the look made it";
    ASSERT_TRUE(migrate(*database_, {kFirst}));
    EXPECT_TRUE(holds_schema(files_.url()).value());
}

TEST_P(Migrations, AFailingOneLeavesNothingAndMayBeMended)
{
    const auto faulty = migration(2, "create table b (n bigint); create tabel c (n bigint);");
    const auto outcome = migrate(*database_, {kFirst, faulty});
    ASSERT_FALSE(outcome);
    EXPECT_THAT(outcome.error().cause, HasSubstr("m2"));
    EXPECT_EQ(rows("b"), -1);
    EXPECT_EQ(*database_->ask([](Reader& reader) { return schema_number(reader); }), 1);
    EXPECT_TRUE(migrate(*database_, {kFirst, kSecond}));
}

TEST_P(Migrations, RefuseADatabaseWhoseMigrationIsAnother)
{
    ASSERT_TRUE(migrate(*database_, {kFirst}));
    const auto outcome = migrate(*database_, {migration(1, kFirst.sql, "changed"), kSecond});
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().status, 503);
    EXPECT_THAT(outcome.error().cause, HasSubstr("1 m1"));
    EXPECT_EQ(rows("b"), -1);
}

TEST_P(Migrations, RefuseADatabaseNewerThanTheProgram)
{
    ASSERT_TRUE(migrate(*database_, {kFirst, kSecond}));
    const auto outcome = migrate(*database_, {kFirst});
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().status, 503);
    EXPECT_THAT(outcome.error().cause, HasSubstr("newer"));
}

TEST_P(Migrations, RefuseADatabaseOfAnotherProgram)
{
    tests::tamper(files_.url(), "create table invoices (n bigint)");
    const auto outcome = migrate(*database_, {kFirst});
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().status, 503);
    EXPECT_THAT(outcome.error().cause, HasSubstr("another program's: it holds the table invoices"));
    EXPECT_EQ(rows("schema_migration"), -1);
    EXPECT_EQ(rows("a"), -1);
}

TEST(MigrationsOfPostgres, RefuseADatabaseThatCannotHoldEveryName)
{
    auto& server = tests::PostgresCluster::instance();
    server.create_database("latin1", "template0 encoding 'LATIN1' locale 'C'");
    const auto database = open_unmigrated(server.url("latin1"), {});
    ASSERT_TRUE(database);
    const auto outcome = migrate(**database);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().status, 503);
    EXPECT_THAT(outcome.error().cause, HasSubstr("encoded in LATIN1"));
    EXPECT_FALSE((*database)->ask(schema_number));
}

TEST_P(Migrations, SeveralProgramsMayStartAtOnce)
{
    constexpr int kPrograms = 4;
    std::latch together(kPrograms);
    std::vector<std::thread> programs;
    for (int i = 0; i < kPrograms; ++i)
        programs.emplace_back([&] {
            const auto database = open_unmigrated(files_.url(), {});
            together.arrive_and_wait();
            ASSERT_TRUE(database) << database.error().cause;
            const auto outcome = migrate(**database, {kFirst, kSecond});
            EXPECT_TRUE(outcome) << outcome.error().cause;
        });
    for (auto& program : programs)
        program.join();
    EXPECT_EQ(rows("a"), 1);
}

TEST_P(Migrations, OfTheProgramAreTheSameOnBothEngines)
{
    const auto sqlite = migrations_for("sqlite");
    const auto postgres = migrations_for("postgres");
    ASSERT_TRUE(sqlite && postgres);
    ASSERT_FALSE(sqlite->empty());
    ASSERT_EQ(sqlite->size(), postgres->size());
    for (std::size_t i = 0; i < sqlite->size(); ++i) {
        EXPECT_EQ((*sqlite)[i].number, (*postgres)[i].number);
        EXPECT_EQ((*sqlite)[i].name, (*postgres)[i].name);
    }
    EXPECT_TRUE(migrate(*database_));
}

} // namespace
} // namespace jisr::db
