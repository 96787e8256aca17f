#pragma once

#include "db/maintenance.hpp"
#include "db/sqlite/group_commit.hpp"

namespace jisr::db::sqlite {

/// A database in one file: one writer thread, and readers on connections of their own.
class SqliteDatabase final : public MaintainedDatabase
{
  public:
    static core::Result<std::unique_ptr<SqliteDatabase>> open(const std::filesystem::path& path,
                                                              const Options& options);

    void write(Work work, Done done) override;

    /// All works share transactions here.
    void write_together(Ahead /*ahead*/, Work work, Done done) override
    {
        write(std::move(work), std::move(done));
    }

    void finish() override { writer_.finish(); }

    core::Result<void> read(core::FunctionRef<core::Result<void>(Reader&)> work) override;
    core::Result<void> maintain(core::FunctionRef<core::Result<void>(Maintenance&)> work) override;

    [[nodiscard]] std::string_view engine() const override { return "sqlite"; }

  private:
    SqliteDatabase(std::filesystem::path path, std::unique_ptr<Connection> writer,
                   std::unique_ptr<Connection> copier, const Options& options, FlushLog flush);
    core::Result<std::unique_ptr<Connection>> take_reader();
    void give_back(std::unique_ptr<Connection> connection);

    const std::filesystem::path path_;
    GroupCommit writer_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Connection>> readers_; ///< idle; the last used is the next taken
};

} // namespace jisr::db::sqlite
