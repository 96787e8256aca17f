#pragma once

#include "db/sqlite/session.hpp"

#include <condition_variable>
#include <mutex>
#include <span>
#include <thread>

namespace jisr::db::sqlite {

inline constexpr int kMostLogPages = 4'000; ///< 16 MB of write-ahead log, then it is written back

/// The one writer of an SQLite file. A commit costs one flush of the disk whatever it holds, so the
/// works that wait while a commit runs share the next one: each inside a savepoint, so that one
/// failure fails one work, and each answered after the flush.
class GroupCommit
{
  public:
    GroupCommit(std::unique_ptr<Connection> connection, std::size_t queue_limit);
    ~GroupCommit(); ///< finishes what is queued

    /// Queues the work; answers 503 at once when the queue is full.
    void submit(Work work, Done done);

  private:
    struct Job
    {
        Work work;
        Done done;
        core::Result<void> outcome;
        std::vector<std::function<void()>> actions;
    };

    void serve();
    /// Runs a first part of `jobs` in one transaction and answers it; gives how many those were.
    std::size_t commit_some(std::span<Job> jobs);
    std::size_t run_some(std::span<Job> jobs);
    void run(Job& job);
    core::Result<void> attempt(Job& job);
    static void answer(std::span<Job> jobs);
    void fail_all(std::span<Job> jobs, const core::Problem& problem);
    void bound_the_log();

    std::unique_ptr<Connection> connection_;
    const std::size_t queue_limit_;
    int log_pages_ = 0; ///< in the write-ahead log
    int checkpoint_at_ = kMostLogPages;

    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<Job> queue_;
    bool sleeping_ = false;
    bool stopping_ = false;
    std::thread thread_; ///< last: it uses all of the above
};

} // namespace jisr::db::sqlite
