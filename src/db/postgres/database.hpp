#pragma once

#include "db/maintenance.hpp"
#include "db/postgres/gatherer.hpp"
#include "db/postgres/numbers.hpp"
#include "db/postgres/others.hpp"
#include "db/postgres/pool.hpp"

namespace jisr::db::postgres {

/// A database on a PostgreSQL server: a work is a transaction of its own on the calling thread, or
/// shares one with others that wait.
class PostgresDatabase final : public MaintainedDatabase
{
  public:
    static core::Result<std::unique_ptr<PostgresDatabase>> open(const std::string& url,
                                                                const Options& options);

    void write(Work work, Done done) override;
    void write_together(Ahead ahead, Work work, Done done) override;

    void finish() override { gatherer_.finish(); }

    core::Result<void> read(core::FunctionRef<core::Result<void>(Reader&)> work) override;
    core::Result<void> maintain(core::FunctionRef<core::Result<void>(Maintenance&)> work) override;

    [[nodiscard]] std::string_view engine() const override { return "postgres"; }

  private:
    PostgresDatabase(const std::string& url, const Options& options);
    core::Result<void> write_now(const Work& work);
    core::Result<void> write_once(const Work& work);
    void write_shared(std::span<SharedJob> jobs);

    const std::string url_;
    Pool pool_;
    Numbers numbers_;
    Others others_;
    Gatherer gatherer_; ///< the last: its threads use all of the above
};

} // namespace jisr::db::postgres
