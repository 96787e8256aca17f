#include "db/change_log.hpp"
#include "db/maintenance.hpp"
#include "support/database.hpp"

#include <gtest/gtest.h>

#include <set>
#include <thread>

namespace jisr::db {
namespace {

using core::Id;
using core::Result;
using tests::Engine;

/// One table with a reference into another, on both engines.
class AnyDatabase : public testing::TestWithParam<Engine>
{
  protected:
    void SetUp() override
    {
        tests::tamper(files_.url(),
                      "create table place (id uuid primary key, name text not null unique, "
                      "opened date, staffed boolean, visits bigint, area double precision, "
                      "region_id uuid references place (id))");
    }

    static Result<void> log(Writer& writer, Id id)
    {
        return writer.append({.at = {1},
                              .actor = "system",
                              .entity = "place",
                              .entity_id = id,
                              .operation = "create",
                              .difference = "{}"});
    }

    static Result<void> add(Writer& writer, std::string_view name, std::optional<Id> region = {})
    {
        const Id id = Id::make();
        TRY(writer.write("insert into place (id, name, region_id) values (:id, :name, :region_id)",
                         {{"id", id}, {"name", name}, {"region_id", region}}));
        return log(writer, id);
    }

    /// So that the newest line of the log comes after it.
    static Position before_newest(Database& database)
    {
        auto position = *database.ask([](Reader& reader) { return newest_change(reader); });
        --position.seq;
        return position;
    }

    [[nodiscard]] std::int64_t count(std::string_view table = "place") const
    {
        return *database_->ask([&](Reader& reader) {
            return reader.count("select count(*) from " + std::string(table));
        });
    }

    tests::TestDatabase files_{GetParam()};
    std::unique_ptr<Database> database_ = files_.open();
};

INSTANTIATE_TEST_SUITE_P(Engines, AnyDatabase, tests::kEngines, tests::engine_name);

TEST_P(AnyDatabase, EveryTypeComesBackAsItWent)
{
    const Id id = Id::make();
    const auto day = core::Date::make(2026, 11, 22);
    ASSERT_TRUE(database_->write([&](Writer& writer) -> Result<void> {
        TRY(writer.write("insert into place (id, name, opened, staffed, visits, area) "
                         "values (:id, :name, :opened, :staffed, :visits, :area)",
                         {{"visits", std::int64_t{1} << 62U},
                          {"id", id},
                          {"name", "مركز 'ب' : :x"},
                          {"opened", day},
                          {"staffed", true},
                          {"area", 0.1}}));
        return log(writer, id);
    }));
    int rows = 0;
    ASSERT_TRUE(database_->read([&](Reader& reader) {
        return reader.query("select id, name, opened, staffed, visits, area, region_id from place "
                            "where id = :id and name <> ':id'",
                            {{"id", id}}, [&](const Row& row) {
                                ++rows;
                                EXPECT_EQ(row.columns(), 7);
                                EXPECT_EQ(row.name(1), "name");
                                EXPECT_EQ(row.id(0), id);
                                EXPECT_EQ(row.text(1), "مركز 'ب' : :x");
                                EXPECT_EQ(get<core::Date>(row, 2), day);
                                EXPECT_TRUE(row.boolean(3));
                                EXPECT_EQ(row.integer(4), std::int64_t{1} << 62U);
                                EXPECT_EQ(row.real(5), 0.1);
                                EXPECT_TRUE(row.is_null(6));
                                EXPECT_EQ(get<std::optional<Id>>(row, 6), std::nullopt);
                                return true;
                            });
    }));
    EXPECT_EQ(rows, 1);
}

TEST_P(AnyDatabase, AFailedWorkLeavesNothing)
{
    bool ran_after = false;
    const auto outcome = database_->write([&](Writer& writer) -> Result<void> {
        writer.after_commit([&] { ran_after = true; });
        TRY(add(writer, "a"));
        TRY(writer.keep("insert into counter (name, value) values ('c', 7)", {}));
        return core::fail(core::problems::not_found());
    });
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().status, 404);
    EXPECT_EQ(count(), 0);
    EXPECT_EQ(count("change"), 0);
    EXPECT_EQ(count("counter"), 0);
    EXPECT_FALSE(ran_after);
}

TEST_P(AnyDatabase, ATakenNameIsAConflictThatQuotesNoValue)
{
    ASSERT_TRUE(database_->write([](Writer& writer) { return add(writer, "Fatima"); }));
    const auto outcome = database_->write([](Writer& writer) { return add(writer, "Fatima"); });
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().status, 409);
    EXPECT_EQ(outcome.error().slug, "already_exists");
    EXPECT_EQ(outcome.error().cause.find("Fatima"), std::string::npos) << outcome.error().cause;
    EXPECT_NE(outcome.error().cause.find("name"), std::string::npos) << outcome.error().cause;
}

TEST_P(AnyDatabase, AReferenceToNothingIsAConflict)
{
    const auto outcome =
        database_->write([](Writer& writer) { return add(writer, "a", Id::make()); });
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().slug, "unknown_reference");
    EXPECT_EQ(count(), 0);
}

TEST_P(AnyDatabase, AWorkThatGoesOnAfterAFailedStatementFailsAllTheSame)
{
    const auto outcome = database_->write([](Writer& writer) -> Result<void> {
        TRY(add(writer, "a"));
        EXPECT_FALSE(writer.update("insert into place (id, name) select id, name from place", {}));
        return {};
    });
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().slug, "already_exists");
    EXPECT_EQ(count(), 0);
}

TEST_P(AnyDatabase, RowsWithoutAChangeLogLineAreRefused)
{
    for (const Work& work : std::vector<Work>{
             [](Writer& writer) {
                 return writer.write("insert into place (id, name) values (:id, 'a')",
                                     {{"id", Id::make()}});
             },
             [](Writer& writer) -> Result<void> {
                 TRY(writer.update("insert into place (id, name) values (:id, 'a')",
                                   {{"id", Id::make()}}));
                 return {};
             },
             [](Writer& writer) -> Result<void> {
                 TRY(writer.first<Id>("insert into place (id, name) values (:id, 'a') returning id",
                                      {{"id", Id::make()}}));
                 return {};
             }}) {
        const auto outcome = database_->write(work);
        ASSERT_FALSE(outcome);
        EXPECT_EQ(outcome.error().status, 500);
        EXPECT_EQ(count(), 0);
    }
}

TEST_P(AnyDatabase, HousekeepingNeedsNoChangeLogLine)
{
    EXPECT_TRUE(database_->write([](Writer& writer) -> Result<void> {
        EXPECT_EQ(TRY(writer.keep("insert into counter (name, value) values ('c', 7)", {})), 1);
        EXPECT_EQ(TRY(writer.update("delete from place", {})), 0);
        return {};
    }));
    EXPECT_EQ(count("counter"), 1);
}

TEST_P(AnyDatabase, AWriterReadsWhatItWrote)
{
    EXPECT_TRUE(database_->write([](Writer& writer) -> Result<void> {
        TRY(add(writer, "a"));
        EXPECT_EQ(TRY(writer.count("select count(*) from place")), 1);
        EXPECT_EQ(
            TRY(writer.update("update place set name = 'b' where name = :name", {{"name", "a"}})),
            1);
        EXPECT_EQ(TRY(writer.first<std::string>("select name from place")), "b");
        return {};
    }));
}

TEST_P(AnyDatabase, AReaderSeesOneSnapshot)
{
    std::int64_t before = -1;
    std::int64_t after = -1;
    ASSERT_TRUE(database_->read([&](Reader& reader) -> Result<void> {
        before = TRY(reader.count("select count(*) from place"));
        std::thread([&] {
            EXPECT_TRUE(database_->write([](Writer& writer) { return add(writer, "a"); }));
        }).join();
        after = TRY(reader.count("select count(*) from place"));
        return {};
    }));
    EXPECT_EQ(before, 0);
    EXPECT_EQ(after, 0);
    EXPECT_EQ(count(), 1);
}

TEST_P(AnyDatabase, ARowMayAskTheSameStatementAgain)
{
    ASSERT_TRUE(database_->write([](Writer& writer) -> Result<void> {
        for (const auto* name : {"a", "b", "c"})
            TRY(add(writer, name));
        return {};
    }));
    int seen = 0;
    ASSERT_TRUE(database_->read([&](Reader& reader) {
        constexpr std::string_view kSql = "select name from place order by name";
        return reader.query(kSql, {}, [&](const Row&) {
            seen += static_cast<int>(reader.all<std::string>(kSql)->size());
            return true;
        });
    }));
    EXPECT_EQ(seen, 9);
}

TEST_P(AnyDatabase, AStreamGivesEveryRowAndMayStopEarly)
{
    ASSERT_TRUE(database_->write([](Writer& writer) -> Result<void> {
        for (int i = 0; i < 500; ++i)
            TRY(add(writer, std::to_string(i)));
        return {};
    }));
    int all = 0;
    int some = 0;
    ASSERT_TRUE(database_->read([&](Reader& reader) -> Result<void> {
        TRY(reader.stream("select name from place where name <> :no", {{"no", "x"}},
                          [&](const Row&) { return ++all > 0; }));
        TRY(reader.stream("select name from place", {}, [&](const Row&) { return ++some < 3; }));
        EXPECT_EQ(TRY(reader.count("select count(*) from place")), 500);
        return {};
    }));
    EXPECT_EQ(all, 500);
    EXPECT_EQ(some, 3);
}

TEST_P(AnyDatabase, AFaultyStatementIs500AndTheNextOneWorks)
{
    for (const auto* sql : {"select nothing from nowhere", "select :absent", "selec", ""}) {
        const auto outcome = database_->ask([&](Reader& reader) { return reader.count(sql); });
        ASSERT_FALSE(outcome) << sql;
        EXPECT_EQ(outcome.error().status, 500) << sql;
        EXPECT_EQ(count(), 0);
    }
}

TEST_P(AnyDatabase, AReaderCannotWrite)
{
    EXPECT_FALSE(database_->ask(
        [&](Reader& reader) { return reader.count("delete from place returning 1"); }));
}

TEST_P(AnyDatabase, MoreStatementsThanAreKeptPreparedStillWork)
{
    for (int i = 0; i < 600; ++i)
        ASSERT_EQ(*database_->ask(
                      [&](Reader& reader) { return reader.count("select " + std::to_string(i)); }),
                  i);
}

TEST_P(AnyDatabase, ATextWithNulIsRefused)
{
    using namespace std::string_view_literals;
    const auto outcome = database_->write([](Writer& writer) { return add(writer, "a\0b"sv); });
    ASSERT_FALSE(outcome);
    EXPECT_EQ(count(), 0);
}

TEST_P(AnyDatabase, NumbersAreNeverGivenTwice)
{
    std::mutex mutex;
    std::multiset<std::int64_t> given;
    const auto take = [&](Database& database) {
        for (int i = 0; i < 60; ++i)
            EXPECT_TRUE(database.write([&](Writer& writer) -> Result<void> {
                const auto number = TRY(writer.next_number("reference.09.26"));
                const std::lock_guard lock(mutex);
                given.insert(number);
                return {};
            }));
    };
    const auto second_server = files_.open();
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back([&] { take(*database_); });
        threads.emplace_back([&] { take(*second_server); });
    }
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(given.size(), 360U);
    EXPECT_EQ((std::set<std::int64_t>(given.begin(), given.end()).size()), 360U);
    EXPECT_EQ(*given.begin(), 1);
}

TEST_P(AnyDatabase, WhoHoldsAKeySeesWhatItsFormerHolderCommitted)
{
    // Each looks first and adds afterwards, as long as it finds nobody: only one may.
    constexpr int kAtOnce = 8;
    std::vector<std::thread> threads;
    std::atomic<int> added = 0;
    for (int i = 0; i < kAtOnce; ++i)
        threads.emplace_back([&, i] {
            const auto done = database_->write([&](Writer& writer) -> Result<void> {
                TRY(writer.hold({static_cast<std::uint32_t>(100 + i), 7, 4'294'967'295U}));
                if (TRY(writer.count("select count(*) from place")) > 0)
                    return {};
                ++added;
                return add(writer, "place " + std::to_string(i));
            });
            EXPECT_TRUE(done) << done.error().cause;
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(added, 1);
    EXPECT_EQ(count(), 1);
}

TEST_P(AnyDatabase, ManyKeysInAnyOrderAreHeldWithoutWaitingForEachOtherForEver)
{
    std::vector<std::thread> threads;
    for (const bool backward : {false, true})
        threads.emplace_back([&, backward] {
            std::vector<std::uint32_t> keys;
            for (std::uint32_t key = 0; key < 500; ++key)
                keys.push_back(backward ? 500 - key : key);
            for (int i = 0; i < 5; ++i)
                EXPECT_TRUE(database_->write([&](Writer& writer) { return writer.hold(keys); }));
        });
    for (auto& thread : threads)
        thread.join();
}

TEST_P(AnyDatabase, TellsWhetherOthersWroteSince)
{
    // Each holds a key, looks and adds, as whoever registers does.
    const auto others_wrote = [](Database& database, Position since) {
        bool wrote = false;
        EXPECT_TRUE(database.write([&](Writer& writer) -> Result<void> {
            TRY(writer.hold({7}));
            wrote = writer.others_wrote_after(since);
            return add(writer, Id::make().str());
        }));
        return wrote;
    };
    const auto mine = files_.open();
    others_wrote(*mine, {});
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (others_wrote(*mine, before_newest(*mine)) && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    EXPECT_FALSE(others_wrote(*mine, before_newest(*mine))) << "alone";
    const auto then = before_newest(*mine);
    const auto other = files_.open();
    others_wrote(*other, then);
    EXPECT_TRUE(others_wrote(*mine, then));
    EXPECT_TRUE(others_wrote(*mine, before_newest(*mine))) << "before its own line";
}

TEST_P(AnyDatabase, OfWhatOthersWriteNothingComesBeforeWhatHasSettled)
{
    const auto other = files_.open();
    const auto add_theirs = [&](const std::string& name) {
        EXPECT_TRUE(other->write([&](Writer& writer) { return add(writer, name); }));
    };
    add_theirs("before");
    Position settled;
    EXPECT_FALSE(database_->write([&](Writer& writer) -> Result<void> {
        TRY(writer.hold({7}));
        TRY(add(writer, "rolled back"));
        EXPECT_TRUE(writer.others_wrote_after({}));
        settled = writer.settled();
        return core::fail(core::problems::not_found());
    }));
    add_theirs("after");
    int lines = 0;
    EXPECT_TRUE(database_->read([&](Reader& reader) {
        return entities_after(reader, settled, [&](auto, const Id&, auto) { ++lines; });
    }));
    EXPECT_EQ(lines, 1) << "of the one added after, in the place of the one rolled back";
}

TEST_P(AnyDatabase, ItsOwnMaintenanceIsNoOthersWriting)
{
    (void)files_.open(); // migrated
    const auto mine = *open_unmigrated(files_.url(), {});
    const auto others_wrote = [&] {
        const auto since = before_newest(*mine);
        bool wrote = true;
        EXPECT_TRUE(mine->write([&](Writer& writer) -> Result<void> {
            TRY(writer.hold({7}));
            wrote = writer.others_wrote_after(since);
            return add(writer, Id::make().str());
        }));
        return wrote;
    };
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (others_wrote() && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    ASSERT_TRUE(mine->maintain([](Maintenance& maintenance) {
        return maintenance.script("create table made_beside (id bigint)");
    }));
    EXPECT_FALSE(others_wrote());
}

TEST_P(AnyDatabase, ActionsRunAfterTheCommitAndBeforeTheAnswer)
{
    std::int64_t seen = -1;
    ASSERT_TRUE(database_->write([&](Writer& writer) -> Result<void> {
        writer.after_commit([&] { seen = count(); });
        return add(writer, "a");
    }));
    EXPECT_EQ(seen, 1);
}

} // namespace
} // namespace jisr::db
