#pragma once

#include "db/database.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace jisr::tests {

/// What every test of the API runs on.
enum class Engine { Sqlite, Postgres };

/// `INSTANTIATE_TEST_SUITE_P(Engines, MyTest, jisr::tests::kEngines, jisr::tests::engine_name);`
inline const auto kEngines = testing::Values(Engine::Sqlite, Engine::Postgres);
std::string engine_name(const testing::TestParamInfo<Engine>& info);

/// A folder of its own under the temporary one, removed at the end.
class TemporaryFolder
{
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

/// A fresh database for one test, removed at the end. PostgreSQL is a real server that the first
/// such test of the process starts (initdb in a temporary folder, reached over a socket there) and
/// the end of the process stops.
class TestDatabase
{
  public:
    enum class Content { Migrated, Empty };

    explicit TestDatabase(Engine engine, Content content = Content::Migrated);
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    [[nodiscard]] const std::string& url() const { return url_; }

    /// Opens it; ends the test run when that fails. Several may be open at once.
    [[nodiscard]] std::unique_ptr<db::Database> open(db::Options options = {}) const;

  private:
    TemporaryFolder folder_;
    std::string url_;
};

/// Runs SQL past the program, as somebody with access to the database could.
void tamper(const std::string& url, const std::string& sql);

} // namespace jisr::tests
