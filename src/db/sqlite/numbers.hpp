#pragma once

#include "db/sqlite/connection.hpp"

#include <map>

namespace jisr::db::sqlite {

/// The counters as one transaction has left them: each is read once and written once, however many
/// numbers the works of a group commit take. Nobody else writes them meanwhile, for the transaction
/// holds the write lock.
class Numbers
{
  public:
    explicit Numbers(Connection& connection) : connection_(connection) {}

    core::Result<std::int64_t> next(std::string_view counter);
    /// Before the commit.
    core::Result<void> save();

    /// Before the next transaction.
    void forget() { last_.clear(); }

  private:
    Connection& connection_;
    std::map<std::string, std::int64_t, std::less<>> last_;
};

} // namespace jisr::db::sqlite
