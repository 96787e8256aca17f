#include "db/sqlite/write_back.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace jisr::db::sqlite {

namespace {

class WritingBack : public testing::Test
{
  protected:
    void SetUp() override
    {
        std::filesystem::create_directory(folder_);
        writer_ = open("t.db");
        ASSERT_TRUE(writer_->script(
            "pragma journal_mode = wal; pragma synchronous = normal; pragma wal_autocheckpoint = "
            "0; create table note (number integer primary key) strict"));
    }

    void TearDown() override
    {
        writer_.reset();
        std::filesystem::remove_all(folder_);
    }

    std::unique_ptr<Connection> open(const std::string& name)
    {
        return std::move(*Connection::open(folder_ / name, Access::ReadWrite, 1024));
    }

    void add_notes(int count)
    {
        ASSERT_TRUE(writer_->run("insert into note with recursive n (i) as (select 1 union all "
                                 "select i + 1 from n where i < :count) select null from n",
                                 {{"count", count}}));
    }

    /// How many notes the file has without its log; -1 where it does not even have the table.
    std::int64_t in_the_file_alone()
    {
        const auto copy = folder_ / "copy.db";
        std::filesystem::copy_file(folder_ / "t.db", copy,
                                   std::filesystem::copy_options::overwrite_existing);
        std::int64_t count = -1;
        (void)open("copy.db")->query("select count(*) from note", {}, [&](const Row& row) {
            count = row.integer(0);
            return false;
        });
        return count;
    }

    static void wait_for(WriteBack& write_back)
    {
        while (!write_back.take_end())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }

    const std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("jisr-" + core::Id::make().str());
    std::unique_ptr<Connection> writer_;
};

TEST_F(WritingBack, BringsTheLogIntoTheFileWheneverItIsAsked)
{
    WriteBack write_back(open("t.db"));
    add_notes(2'000);
    EXPECT_EQ(in_the_file_alone(), -1);
    EXPECT_FALSE(write_back.take_end());
    for (const int count : {2'000, 3'000}) {
        write_back.begin();
        wait_for(write_back);
        EXPECT_EQ(in_the_file_alone(), count);
        EXPECT_FALSE(write_back.take_end());
        add_notes(1'000);
    }
}

TEST_F(WritingBack, GoesOnWhileAnotherCommits)
{
    WriteBack write_back(open("t.db"));
    int rounds = 0;
    for (int i = 1; i <= 200; ++i) {
        add_notes(500);
        write_back.begin();
        rounds += write_back.take_end() ? 1 : 0;
    }
    EXPECT_GT(rounds, 0);
    write_back.begin(); // perhaps under way
    wait_for(write_back);
    write_back.begin();
    wait_for(write_back);
    EXPECT_EQ(in_the_file_alone(), 200 * 500);
}

TEST_F(WritingBack, EndsWithoutTheLogBeingTaken)
{
    add_notes(10);
    {
        const WriteBack write_back(open("t.db"));
        writer_->leave_log();
        writer_.reset();
    }
    // Whoever closes last would else bring into the file what the writer does not trust.
    EXPECT_EQ(in_the_file_alone(), -1);
    writer_ = open("t.db");
}

} // namespace

} // namespace jisr::db::sqlite
