#pragma once

#include "db/sqlite/numbers.hpp"

namespace jisr::db::sqlite {

/// Reads on one connection; whoever makes it holds the snapshot.
class SqliteReader final : public Reader
{
  public:
    explicit SqliteReader(Connection& connection) : connection_(connection) {}

    core::Result<void> query(std::string_view sql, Params params,
                             core::FunctionRef<bool(const Row&)> on_row) override;
    core::Result<void> stream(std::string_view sql, Params params,
                              core::FunctionRef<bool(const Row&)> on_row) override;

  private:
    Connection& connection_;
};

/// Writes inside the open transaction of one connection.
class SqliteWriter final : public Writer
{
  public:
    /// `others_until`: the newest line before the transaction, where others write too.
    SqliteWriter(Connection& connection, Numbers& numbers, Position others_until)
        : connection_(connection), numbers_(numbers), others_until_(others_until)
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

    [[nodiscard]] bool others_wrote_after(Position since) const override
    {
        return since < others_until_;
    }

    [[nodiscard]] Position settled() const override { return others_until_; }

    void after_commit(std::function<void()> action) override;

    /// The first failure of a statement: after it the work can only fail, as it does on PostgreSQL.
    [[nodiscard]] const std::optional<core::Problem>& fault() const { return fault_; }

    /// True when rows were written and no change was appended.
    [[nodiscard]] bool left_no_trace() const { return wrote_ && !appended_; }

    [[nodiscard]] std::vector<std::function<void()>> take_actions() { return std::move(actions_); }

  private:
    template <class T>
    core::Result<T> noted(core::Result<T> result);

    Connection& connection_;
    Numbers& numbers_;
    Position others_until_;
    std::optional<core::Problem> fault_;
    bool wrote_ = false;
    bool appended_ = false;
    std::vector<std::function<void()>> actions_;
};

} // namespace jisr::db::sqlite
