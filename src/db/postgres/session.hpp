#pragma once

#include "db/postgres/connection.hpp"
#include "db/postgres/numbers.hpp"
#include "db/postgres/others.hpp"

namespace jisr::db::postgres {

/// Reads inside the open transaction of one connection.
class PostgresReader final : public Reader
{
  public:
    explicit PostgresReader(Connection& connection) : connection_(connection) {}

    core::Result<void> query(std::string_view sql, Params params,
                             core::FunctionRef<bool(const Row&)> on_row) override;
    core::Result<void> stream(std::string_view sql, Params params,
                              core::FunctionRef<bool(const Row&)> on_row) override;

  private:
    Connection& connection_;
};

/// Writes inside the open transaction of one connection.
class PostgresWriter final : public Writer
{
  public:
    PostgresWriter(Connection& connection, Numbers& numbers, Others& others)
        : connection_(connection), numbers_(numbers), others_(others)
    {
    }

    core::Result<void> query(std::string_view sql, Params params,
                             core::FunctionRef<bool(const Row&)> on_row) override;
    core::Result<void> stream(std::string_view sql, Params params,
                              core::FunctionRef<bool(const Row&)> on_row) override;
    core::Result<void> write(std::string_view sql, Params params) override;
    core::Result<std::int64_t> update(std::string_view sql, Params params) override;
    core::Result<std::int64_t> keep(std::string_view sql, Params params) override;
    core::Result<void> keep_later(std::string_view sql, Params params) override;
    core::Result<void> append(const Change& change) override;
    core::Result<std::int64_t> next_number(std::string_view counter) override;
    core::Result<void> hold(const std::vector<std::uint32_t>& keys) override;

    [[nodiscard]] bool others_wrote_after(Position since) const override;

    [[nodiscard]] Position settled() const override { return settled_; }

    void after_commit(std::function<void()> action) override;

    /// What is to be said before the commit: lines of the change log that still wait among it.
    core::Result<void> finish();

    /// True when rows were written and no change was appended.
    [[nodiscard]] bool left_no_trace() const { return wrote_ && !appended_; }

    [[nodiscard]] const std::vector<std::function<void()>>& actions() const { return actions_; }

  private:
    core::Result<void> lock(const std::vector<std::uint32_t>& sorted);
    core::Result<void> send_lines();

    Connection& connection_;
    Numbers& numbers_;
    Others& others_;
    std::vector<Rendered> lines_; ///< of the change log, which go to the server together
    bool wrote_ = false;
    bool appended_ = false;
    bool looking_ = false; ///< for others who write; the answer is not there yet
    bool met_others_ = false;
    Position settled_;
    std::vector<std::function<void()>> actions_;
};

} // namespace jisr::db::postgres
