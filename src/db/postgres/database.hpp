#pragma once

#include "db/maintenance.hpp"
#include "db/postgres/numbers.hpp"
#include "db/postgres/others.hpp"
#include "db/postgres/pool.hpp"

namespace jisr::db::postgres {

/// A database on a PostgreSQL server: each work is a transaction of its own on the calling thread,
/// and the server groups the commits.
class PostgresDatabase final : public MaintainedDatabase
{
  public:
    static core::Result<std::unique_ptr<PostgresDatabase>> open(const std::string& url,
                                                                const Options& options);

    void write(Work work, Done done) override;
    core::Result<void> read(core::FunctionRef<core::Result<void>(Reader&)> work) override;
    core::Result<void> maintain(core::FunctionRef<core::Result<void>(Maintenance&)> work) override;

    [[nodiscard]] std::string_view engine() const override { return "postgres"; }

  private:
    PostgresDatabase(const std::string& url, const Options& options);
    core::Result<void> write_now(const Work& work);
    core::Result<void> write_once(const Work& work);

    const std::string url_;
    Pool pool_;
    Numbers numbers_;
    Others others_;
};

} // namespace jisr::db::postgres
