#include "db/sqlite/group_commit.hpp"

#include <chrono>
#include <exception>

namespace jisr::db::sqlite {

namespace {

constexpr std::size_t kMostInOneCommit = 512;
constexpr std::chrono::milliseconds kLongestBatch{
    10}; ///< of running, so that the first in a batch waits little

} // namespace

GroupCommit::GroupCommit(std::unique_ptr<Connection> connection, std::size_t queue_limit)
    : connection_(std::move(connection)), queue_limit_(queue_limit)
{
    sqlite3_wal_hook(
        connection_->handle(),
        [](void* self, sqlite3*, const char*, int pages) {
            static_cast<GroupCommit*>(self)->log_pages_ = pages;
            return SQLITE_OK;
        },
        this);
    thread_ = std::thread([this] { serve(); });
}

GroupCommit::~GroupCommit()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void GroupCommit::submit(Work work, Done done)
{
    bool wake = false;
    {
        std::unique_lock lock(mutex_);
        if (stopping_ || queue_.size() >= queue_limit_) {
            lock.unlock();
            return done(core::fail(core::problems::unavailable("the queue of writes is full")));
        }
        queue_.push_back({std::move(work), std::move(done), {}, {}});
        wake = std::exchange(sleeping_, false);
    }
    if (wake)
        wake_.notify_one();
}

void GroupCommit::serve()
{
    std::vector<Job> jobs;
    while (true) {
        {
            std::unique_lock lock(mutex_);
            while (queue_.empty() && !stopping_) {
                sleeping_ = true;
                wake_.wait(lock);
            }
            sleeping_ = false;
            if (queue_.empty())
                return;
            jobs.swap(queue_);
        }
        for (std::span<Job> rest(jobs); !rest.empty();) {
            rest = rest.subspan(commit_some(rest));
            bound_the_log();
        }
        jobs.clear();
    }
}

std::size_t GroupCommit::commit_some(std::span<Job> jobs)
{
    connection_->forget_failure();
    if (auto begun = connection_->run("begin immediate"); !begun) {
        fail_all(jobs, begun.error());
        return jobs.size();
    }
    const auto ran = jobs.first(run_some(jobs));
    if (connection_->storage_failed() || !connection_->in_transaction()) {
        fail_all(ran, core::problems::unavailable("storage failed within a group commit"));
        return ran.size();
    }
    if (auto committed = connection_->run("commit"); !committed)
        fail_all(ran, core::problems::unavailable(committed.error().cause));
    else
        answer(ran);
    return ran.size();
}

std::size_t GroupCommit::run_some(std::span<Job> jobs)
{
    const auto enough = std::chrono::steady_clock::now() + kLongestBatch;
    std::size_t count = 0;
    while (count < std::min(jobs.size(), kMostInOneCommit)) {
        run(jobs[count++]);
        if (connection_->storage_failed() || !connection_->in_transaction() ||
            std::chrono::steady_clock::now() > enough)
            break;
    }
    return count;
}

void GroupCommit::run(Job& job)
{
    if (auto begun = connection_->run("savepoint work"); !begun) {
        job.outcome = core::fail(begun.error());
        return;
    }
    job.outcome = attempt(job);
    if (!connection_->in_transaction())
        return; // SQLite rolled everything back by itself
    if (!job.outcome)
        connection_->end("rollback to work");
    connection_->end("release work");
}

core::Result<void> GroupCommit::attempt(Job& job)
{
    SqliteWriter writer(*connection_);
    try {
        TRY(job.work(writer));
    } catch (const std::exception& fault) { // a fault of one work must not end the one writer
        return core::fail(core::problems::internal(fault.what()));
    }
    if (writer.fault())
        return core::fail(*writer.fault());
    if (writer.left_no_trace())
        return core::fail(core::problems::internal("rows were written without a change log line"));
    job.actions = writer.take_actions();
    return {};
}

void GroupCommit::answer(std::span<Job> jobs)
{
    for (Job& job : jobs) {
        for (const auto& action : job.actions)
            action();
        job.done(std::move(job.outcome));
    }
}

void GroupCommit::fail_all(std::span<Job> jobs, const core::Problem& problem)
{
    if (connection_->in_transaction())
        connection_->end("rollback");
    for (Job& job : jobs)
        job.done(core::fail(problem));
}

void GroupCommit::bound_the_log()
{
    if (log_pages_ < kMostLogPages)
        checkpoint_at_ = kMostLogPages; // begun anew
    if (log_pages_ < checkpoint_at_)
        return;
    // A long reader, such as a backup, may keep the log from beginning anew: then it is tried again
    // after a while.
    checkpoint_at_ = log_pages_ + kMostLogPages / 4;
    connection_->checkpoint();
}

} // namespace jisr::db::sqlite
