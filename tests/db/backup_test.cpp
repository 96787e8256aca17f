#include "db/backup.hpp"

#include "db/change_log.hpp"
#include "db/seal.hpp"
#include "support/database.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace jisr::db {
namespace {

using core::Id;
using core::Result;
using tests::Engine;

const auto kQuiet = [](std::string_view, std::int64_t) {};

std::string bytes_of(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Every table's rows as text, the log under its order instead of its numbers.
std::vector<std::string> contents(Database& database)
{
    std::vector<std::string> rows;
    const auto read = database.read([&](Reader& reader) -> Result<void> {
        const auto collect = [&](const Row& row) {
            std::string line;
            for (int i = 0; i < row.columns(); ++i)
                line.append(row.is_null(i) ? "null" : row.text(i)).append("|");
            rows.push_back(line);
            return true;
        };
        TRY(reader.query("select at, actor, entity, version, operation, difference, reason "
                         "from change_line order by transaction_id, seq",
                         {}, collect));
        TRY(reader.query("select block, lines, digest from change_seal order by block", {},
                         collect));
        TRY(reader.query("select actor, key, request_digest, status, headers, body, created_at "
                         "from idempotency_key order by key",
                         {}, collect));
        TRY(reader.query("select name, value from counter order by name", {}, collect));
        return reader.query("select entity_id from change_line order by transaction_id, seq", {},
                            [&](const Row& row) {
                                rows.push_back(row.id(0).str());
                                return true;
                            });
    });
    EXPECT_TRUE(read);
    return rows;
}

class Backup : public testing::TestWithParam<std::tuple<Engine, Engine>>
{
  protected:
    void fill(int lines)
    {
        ASSERT_TRUE(source_->write([&](Writer& writer) -> Result<void> {
            for (int i = 0; i < lines; ++i)
                TRY(writer.append({.at = {i},
                                   .actor = "system",
                                   .entity = "person",
                                   .entity_id = Id::make(),
                                   .operation = "create",
                                   .difference = R"({"name":[null,"أمينة"]})"}));
            TRY(writer.keep("insert into idempotency_key (actor, key, request_digest, status, "
                            "headers, body, created_at) values ('a', 'k', '', 201, '', :body, :at)",
                            {{"body", std::string(100'000, 'x')}, {"at", std::int64_t{1} << 60U}}));
            TRY(writer.next_number("reference"));
            return {};
        }));
        ASSERT_TRUE(seal(*source_));
    }

    tests::TemporaryFolder folder_;
    std::filesystem::path file_ = folder_.path() / "jisr.backup";
    tests::TestDatabase source_files_{std::get<0>(GetParam())};
    std::unique_ptr<Database> source_ = source_files_.open();
    tests::TestDatabase target_files_{std::get<1>(GetParam()), tests::TestDatabase::Content::Empty};
};

INSTANTIATE_TEST_SUITE_P(Engines, Backup, testing::Combine(tests::kEngines, tests::kEngines),
                         [](const auto& info) {
                             const auto name = [](Engine engine) {
                                 return engine == Engine::Sqlite ? "Sqlite" : "Postgres";
                             };
                             return std::string(name(std::get<0>(info.param))) + "To" +
                                    name(std::get<1>(info.param));
                         });

TEST_P(Backup, ComesBackWholeOnEitherEngine)
{
    fill(5'500);
    const auto saved = backup(*source_, file_, kQuiet);
    ASSERT_TRUE(saved) << saved.error().cause;
    const auto inspected = inspect_backup(file_);
    ASSERT_TRUE(inspected) << inspected.error().cause;
    EXPECT_EQ(inspected->rows, saved->rows);
    EXPECT_EQ(inspected->digest, saved->digest);
    const auto restored = restore(target_files_.url(), file_, kQuiet);
    ASSERT_TRUE(restored) << restored.error().cause;
    EXPECT_EQ(restored->rows, saved->rows);
    EXPECT_EQ(restored->tables, saved->tables);
    const auto target = target_files_.open();
    EXPECT_EQ(contents(*target), contents(*source_));

    ASSERT_TRUE(target->write([](Writer& writer) {
        return writer.append({.at = {7},
                              .actor = "system",
                              .entity = "person",
                              .entity_id = Id::make(),
                              .operation = "create",
                              .difference = "{}"});
    }));
    const auto sealed = seal(*target);
    ASSERT_TRUE(sealed) << sealed.error().cause;
    EXPECT_EQ(*sealed, 1);
    const auto found =
        target->ask([](Reader& reader) { return verify(reader, [](std::int64_t) {}); });
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->intact());
    EXPECT_EQ(found->sealed_lines, 5'501);
}

TEST_P(Backup, IsNotRestoredOverChanges)
{
    fill(1);
    ASSERT_TRUE(backup(*source_, file_, kQuiet));
    const auto target = target_files_.open();
    ASSERT_TRUE(target->write([](Writer& writer) {
        return writer.append({.at = {7},
                              .actor = "system",
                              .entity = "person",
                              .entity_id = Id::make(),
                              .operation = "create",
                              .difference = "{}"});
    }));
    const auto before = contents(*target);
    const auto restored = restore(target_files_.url(), file_, kQuiet);
    ASSERT_FALSE(restored);
    EXPECT_NE(restored.error().cause.find("stop the service"), std::string::npos)
        << restored.error().cause;
    EXPECT_EQ(contents(*target), before);
}

TEST_P(Backup, ADamagedFileIsRefusedBeforeAnythingIsWritten)
{
    fill(300);
    ASSERT_TRUE(backup(*source_, file_, kQuiet));
    const std::string whole = bytes_of(file_);
    const auto damaged = folder_.path() / "damaged.backup";
    std::vector<std::string> variants{"",
                                      "no backup",
                                      whole.substr(0, whole.size() - 1),
                                      whole.substr(0, whole.size() / 2),
                                      whole.substr(0, 20),
                                      whole + '\n',
                                      whole + whole,
                                      whole + "behind its end"};
    for (const std::size_t at : {whole.size() / 3, whole.size() / 2, whole.size() - 9}) {
        variants.push_back(whole);
        variants.back()[at] = static_cast<char>(variants.back()[at] ^ 1);
    }
    for (const std::string& variant : variants) {
        std::ofstream(damaged, std::ios::binary) << variant;
        const auto restored = restore(target_files_.url(), damaged, kQuiet);
        ASSERT_FALSE(restored) << variant.size();
        EXPECT_EQ(restored.error().status, 503);
    }
    EXPECT_FALSE(restore(target_files_.url(), folder_.path() / "absent", kQuiet));
    EXPECT_TRUE(restore(target_files_.url(), file_, kQuiet)) << "the target was touched before";
}

TEST_P(Backup, IsOneSnapshotWhileOthersWrite)
{
    fill(2);
    bool wrote = false;
    ASSERT_TRUE(backup(*source_, file_, [&](std::string_view, std::int64_t) {
        if (std::exchange(wrote, true))
            return;
        EXPECT_TRUE(source_->write([](Writer& writer) -> Result<void> {
            TRY(writer.keep("delete from idempotency_key", {}));
            return writer.append({.at = {7},
                                  .actor = "system",
                                  .entity = "person",
                                  .entity_id = Id::make(),
                                  .operation = "create",
                                  .difference = "{}"});
        }));
    }));
    ASSERT_TRUE(restore(target_files_.url(), file_, kQuiet));
    const auto target = target_files_.open();
    const auto count = [&](std::string_view table) {
        return *target->ask([&](Reader& reader) {
            return reader.count("select count(*) from " + std::string(table));
        });
    };
    EXPECT_EQ(count("change"), 2);
    EXPECT_EQ(count("idempotency_key"), 1);
}

TEST_P(Backup, LeavesNoFileWhereItCannotBeWritten)
{
    EXPECT_FALSE(backup(*source_, folder_.path() / "absent" / "jisr.backup", kQuiet));
    EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST_P(Backup, IsReadableByItsOwnerAlone)
{
    ASSERT_TRUE(backup(*source_, file_, kQuiet));
    EXPECT_EQ(std::filesystem::status(file_).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

} // namespace
} // namespace jisr::db
