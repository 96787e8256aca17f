#pragma once

#include "db/postgres/session.hpp"

namespace jisr::db::postgres {

/// A work that waits for others to share its transaction.
struct SharedJob
{
    Ahead ahead;
    Work work;
    Done done;
    core::Result<void> outcome;
    std::vector<std::function<void()>> actions;
};

/// Several works in one transaction, which costs the server little more than that of one: what they
/// hold and ask is sent together, what they write goes together as few statements, and one commit
/// ends it. They run one after the other, and a query sees what was written before it, except where
/// it was answered ahead.
class SharedTransaction
{
  public:
    SharedTransaction(Connection& connection, Numbers& numbers, Others& others);
    ~SharedTransaction();
    SharedTransaction(const SharedTransaction&) = delete;
    SharedTransaction& operator=(const SharedTransaction&) = delete;

    /// Runs and commits; each job has its outcome then, and those that were refused have written
    /// nothing. After a failure nothing was committed and each is to run alone, unless the
    /// connection is lost: then nobody knows.
    core::Result<void> run(std::span<SharedJob> jobs);

  private:
    class WorkWriter;
    struct Form;
    struct Waiting;

    core::Result<void> run_all(std::span<SharedJob> jobs);
    core::Result<void> begin(std::span<SharedJob> jobs);
    core::Result<void> run_works(std::span<SharedJob> jobs);
    core::Result<void> send_waiting();
    core::Result<void> send_rows(const Form& form, std::span<const Rendered> rows);

    Connection& connection_;
    Numbers& numbers_;
    PostgresWriter direct_;                          ///< for what does not wait
    std::vector<std::uint32_t> held_;                ///< in order
    std::vector<std::unique_ptr<WorkWriter>> works_; ///< as the jobs
    bool is_sending_ = false;
};

} // namespace jisr::db::postgres
