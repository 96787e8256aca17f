#include "db/change_log.hpp"
#include "db/database.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>

namespace jisr::db {
namespace {

using core::Result;

class Sqlite : public testing::Test
{
  protected:
    void SetUp() override
    {
        folder_ = std::filesystem::temp_directory_path() / ("jisr-" + core::Id::make().str());
        auto opened = Database::open(url());
        ASSERT_TRUE(opened) << opened.error().cause;
        database_ = std::move(*opened);
        // Tables of our own, so that the test does not hang on a module's migration.
        ASSERT_TRUE(database_->write([](Writer& writer) -> Result<void> {
            TRY(writer.keep("create table place (id uuid primary key, name text not null unique)",
                            {}));
            TRY(writer.keep("create table visit (id uuid primary key, "
                            "place_id uuid not null references place (id))",
                            {}));
            return {};
        }));
    }

    void TearDown() override
    {
        database_.reset();
        std::filesystem::remove_all(folder_);
    }

    [[nodiscard]] std::string url() const
    {
        return "sqlite:" + (folder_ / "var" / "t.db").string();
    }

    static Result<void> add_place(Writer& writer, std::string_view name)
    {
        const core::Id id = core::Id::make();
        TRY(writer.write("insert into place (id, name) values (:id, :name)",
                         {{"id", id}, {"name", name}}));
        return writer.append({.at = {1},
                              .actor = "system",
                              .entity = "place",
                              .entity_id = id,
                              .operation = "create",
                              .difference = "{}"});
    }

    [[nodiscard]] std::int64_t places() const
    {
        return *database_->ask(
            [](Reader& reader) { return reader.count("select count(*) from place"); });
    }

    std::filesystem::path folder_;
    std::unique_ptr<Database> database_;
};

TEST_F(Sqlite, OneFailingWorkOfAGroupCommitFailsAlone)
{
    constexpr int kWorks = 200;
    std::atomic<int> good = 0;
    std::atomic<int> conflicts = 0;
    std::latch answered(kWorks);
    for (int i = 0; i < kWorks; ++i)
        database_->write([i](Writer& writer) { return add_place(writer, std::to_string(i / 2)); },
                         [&](Result<void> outcome) {
                             if (outcome)
                                 ++good;
                             else if (outcome.error().slug == "already_exists")
                                 ++conflicts;
                             answered.count_down();
                         });
    answered.wait();
    EXPECT_EQ(good, kWorks / 2);
    EXPECT_EQ(conflicts, kWorks / 2);
    EXPECT_EQ(places(), kWorks / 2);
}

TEST_F(Sqlite, PastTheQueueLimitTheAnswerIs503)
{
    database_.reset();
    database_ = std::move(*Database::open(url(), {.queue_limit = 2}));
    std::latch begun(1);
    std::latch go(1);
    std::vector<Result<void>> outcomes(4);
    std::latch answered(4);
    const auto submit = [&](int i, Work work) {
        database_->write(std::move(work), [&, i](Result<void> outcome) {
            outcomes[i] = std::move(outcome);
            answered.count_down();
        });
    };
    submit(0, [&](Writer&) -> Result<void> {
        begun.count_down();
        go.wait();
        return {};
    });
    begun.wait(); // the first is out of the queue and holds the writer
    for (int i = 1; i < 4; ++i)
        submit(i, [](Writer&) -> Result<void> { return {}; });
    go.count_down();
    answered.wait();
    EXPECT_TRUE(outcomes[1] && outcomes[2]);
    ASSERT_FALSE(outcomes[3]);
    EXPECT_EQ(outcomes[3].error().status, 503);
}

TEST_F(Sqlite, AFullDiskAnswers503AndTheNextWriteWorksOnceThereIsSpace)
{
    const auto limit_pages = [&](std::string_view pages) {
        ASSERT_TRUE(database_->write([&](Writer& writer) -> Result<void> {
            return writer.query("pragma max_page_count = " + std::string(pages), {},
                                [](const Row&) { return true; });
        }));
    };
    ASSERT_TRUE(database_->write([](Writer& writer) { return add_place(writer, "before"); }));
    limit_pages("1"); // SQLite takes the present size instead
    const std::string big(100'000, 'x');
    const auto outcome = database_->write([&](Writer& writer) { return add_place(writer, big); });
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().status, 503);
    EXPECT_EQ(places(), 1);
    limit_pages("1000000");
    EXPECT_TRUE(database_->write([&](Writer& writer) { return add_place(writer, big); }));
    EXPECT_EQ(places(), 2);
}

TEST_F(Sqlite, TheWriteAheadLogStaysBoundedWhileOthersRead)
{
    std::atomic<bool> stop = false;
    std::vector<std::thread> readers;
    for (int i = 0; i < 2; ++i)
        readers.emplace_back([&] {
            while (!stop)
                EXPECT_GE(places(), 0);
        });
    const std::string big(100'000, 'x');
    for (int i = 0; i < 2'000; ++i)
        ASSERT_TRUE(database_->write([&](Writer& writer) -> Result<void> {
            TRY(writer.keep("delete from place where name like 'x%'", {}));
            return add_place(writer, big + std::to_string(i));
        }));
    stop = true;
    for (auto& reader : readers)
        reader.join();
    EXPECT_LT(std::filesystem::file_size(folder_ / "var" / "t.db-wal"), 120'000'000U);
}

TEST_F(Sqlite, AThrowingWorkAnswers500AndTheWriterLivesOn)
{
    const auto outcome = database_->write([](Writer& writer) -> Result<void> {
        TRY(add_place(writer, "lost"));
        throw std::runtime_error("bug");
    });
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().status, 500);
    EXPECT_TRUE(database_->write([](Writer& writer) { return add_place(writer, "kept"); }));
    EXPECT_EQ(places(), 1);
}

TEST_F(Sqlite, TheFileIsReadableByItsOwnerAlone)
{
    using std::filesystem::perms;
    for (const auto& entry : std::filesystem::directory_iterator(folder_ / "var"))
        EXPECT_EQ(entry.status().permissions() & (perms::group_all | perms::others_all),
                  perms::none)
            << entry.path();
}

TEST_F(Sqlite, WhatWasAcknowledgedIsThereAfterReopening)
{
    ASSERT_TRUE(database_->write([](Writer& writer) { return add_place(writer, "kept"); }));
    database_.reset();
    database_ = std::move(*Database::open(url()));
    EXPECT_EQ(places(), 1);
}

TEST_F(Sqlite, AFolderInTheWayOfTheFileIsRefusedWith503)
{
    const auto opened = Database::open("sqlite:" + folder_.string());
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().status, 503);
}

TEST(Database, RefusesAnUnknownUrl)
{
    for (const auto* url : {"", "sqlite:", "sqlite:file:x.db?mode=ro", "mysql://x", "jisr.db"})
        EXPECT_FALSE(Database::open(url)) << url;
}

} // namespace
} // namespace jisr::db
