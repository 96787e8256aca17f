#pragma once

#include "db/sqlite/session.hpp"
#include "db/sqlite/write_back.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <span>
#include <thread>

namespace jisr::db::sqlite {

/// 64 MB of write-ahead log, then it is written back: a page that changes with each commit is then
/// written to the file once for thousands of them, and the writer rarely waits for readers to leave
/// the log.
inline constexpr int kMostLogPages = 16'000;

/// Flushes the write-ahead log to the disk; false when that failed.
using FlushLog = std::function<bool()>;

/// The one writer of an SQLite file. A flush of the disk costs the same whatever it covers, so the
/// works that wait share one transaction and one flush, and each is answered after the flush. One
/// thread runs and commits the works; another flushes the log and answers, so that the next works
/// run while the disk is busy.
///
/// The works of a transaction run without savepoints, for which SQLite would copy every page that a
/// work touches. Where one fails after it has written, the transaction is rolled back and its works
/// run again, each in a savepoint of its own this time, so that one failure fails one work.
///
/// The connection commits with `synchronous = normal`: what it gives to the system is a prefix of
/// all commits, and only the flush makes it last. After a flush that failed nobody knows what is on
/// the disk: every work is refused with 503 until the file is opened anew.
class GroupCommit
{
  public:
    /// `copier`: a connection to the same file, for the log to be written back on.
    GroupCommit(std::unique_ptr<Connection> connection, std::unique_ptr<Connection> copier,
                std::size_t queue_limit, FlushLog flush);
    ~GroupCommit();
    GroupCommit(const GroupCommit&) = delete;
    GroupCommit& operator=(const GroupCommit&) = delete;

    /// Queues the work; answers 503 at once when the queue is full.
    void submit(Work work, Done done);

    /// Runs and answers what is queued; refuses what comes later.
    void finish();

    /// What another connection of this process has just committed is no other's.
    void own_what_was_written() { own_ = true; }

  private:
    struct Job
    {
        Work work;
        Done done;
        core::Result<void> outcome;
        std::vector<std::function<void()>> actions;
    };

    enum class Run { Plain, InSavepoints };

    void run_works();
    /// Waits for works; false at the end.
    bool take_works(std::vector<Job>& jobs);
    [[nodiscard]] bool is_worth_a_commit() const;
    void wake_writer(std::unique_lock<std::mutex> lock);
    /// Commits a first part of `jobs` in one transaction; gives how many those were.
    std::size_t commit_some(std::span<Job> jobs);
    core::Result<void> begin();
    core::Result<void> look_for_others();
    core::Result<void> commit();
    core::Result<std::size_t> run_some(std::span<Job> jobs, Run how);
    void run_in_savepoint(Job& job);
    core::Result<void> attempt(Job& job);
    void fail_all(std::span<Job> jobs, const core::Problem& problem);
    void hand_over(std::span<Job> jobs);
    void bound_the_log();

    void flush_and_answer();
    static void answer(std::span<Job> jobs, bool durable);

    std::unique_ptr<Connection> connection_;
    WriteBack write_back_; ///< closes its connection first: the last that closes ends the log
    Numbers numbers_;
    std::int64_t data_version_ = 0; ///< as SQLite counts what other processes commit
    std::optional<std::chrono::steady_clock::time_point> others_wrote_at_;
    std::atomic<bool> own_{false};
    Position others_until_; ///< the newest line before the running transaction, where others have
                            ///< written in the last minute
    const std::size_t queue_limit_;
    const FlushLog flush_;
    int log_pages_ = 0; ///< in the write-ahead log
    int write_back_at_ = kMostLogPages;
    std::atomic<bool> flush_failed_{false};

    std::mutex mutex_;
    std::condition_variable writer_wake_;
    std::condition_variable flusher_wake_;
    std::vector<Job> queue_;     ///< to be run
    std::vector<Job> committed_; ///< to be flushed and answered
    std::size_t unanswered_ = 0; ///< committed, and being flushed
    bool writer_sleeps_ = false;
    bool stopping_ = false;
    bool writer_ended_ = false;
    std::thread writer_; ///< these last: they use all of the above
    std::thread flusher_;
};

} // namespace jisr::db::sqlite
