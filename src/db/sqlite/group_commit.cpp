#include "db/sqlite/group_commit.hpp"

#include "core/log.hpp"
#include "db/change_log.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <iterator>
#include <utility>

namespace jisr::db::sqlite {

namespace {

/// A long queue is committed in so many parts: while one is flushed and answered, and those who got
/// their answers ask anew, the next is written.
constexpr std::size_t kParts = 4;
constexpr std::size_t kLeastOfAPart = 32; ///< a commit has a cost of its own
constexpr std::size_t kWorthACommit = 4;  ///< fewer wait for a running flush to end
constexpr std::chrono::milliseconds kLongestBatch{
    10}; ///< of running, so that the first in a batch waits little
constexpr std::chrono::minutes kOthersStay{1};

core::Problem storage_failed()
{
    return core::problems::unavailable("storage failed within a group commit");
}

core::Problem not_flushed()
{
    return core::problems::unavailable("the write-ahead log could not be flushed to the disk");
}

} // namespace

GroupCommit::GroupCommit(std::unique_ptr<Connection> connection, std::unique_ptr<Connection> copier,
                         std::size_t queue_limit, FlushLog flush)
    : connection_(std::move(connection)), write_back_(std::move(copier)), numbers_(*connection_),
      queue_limit_(queue_limit), flush_(std::move(flush))
{
    sqlite3_wal_hook(
        connection_->handle(),
        [](void* self, sqlite3*, const char*, int pages) {
            static_cast<GroupCommit*>(self)->log_pages_ = pages;
            return SQLITE_OK;
        },
        this);
    own_what_was_written(); // before this process began
    (void)look_for_others();
    writer_ = std::thread([this] { run_works(); });
    flusher_ = std::thread([this] { flush_and_answer(); });
}

GroupCommit::~GroupCommit()
{
    finish();
    if (flush_failed_)
        connection_->leave_log();
}

void GroupCommit::finish()
{
    {
        const std::lock_guard lock(mutex_);
        if (std::exchange(stopping_, true))
            return;
    }
    writer_wake_.notify_one();
    writer_.join();
    flusher_.join();
}

void GroupCommit::submit(Work work, Done done)
{
    std::unique_lock lock(mutex_);
    if (stopping_ || queue_.size() + unanswered_ >= queue_limit_) {
        lock.unlock();
        return done(core::fail(core::problems::unavailable("the queue of writes is full or ends")));
    }
    queue_.push_back({std::move(work), std::move(done), {}, {}});
    wake_writer(std::move(lock));
}

/// While the disk is busy, works wait for others to share their commit, until as many wait as are
/// being flushed: a page that many of them touch, such as the last one of an index, is then written
/// once, and two commits of one size keep the processor and the disk busy in turn.
bool GroupCommit::is_worth_a_commit() const
{
    const auto enough = std::clamp(unanswered_, kWorthACommit, kLeastOfAPart);
    return queue_.size() >= enough || (!queue_.empty() && unanswered_ == 0);
}

void GroupCommit::wake_writer(std::unique_lock<std::mutex> lock)
{
    const bool wake = writer_sleeps_ && is_worth_a_commit();
    if (wake)
        writer_sleeps_ = false;
    lock.unlock();
    if (wake)
        writer_wake_.notify_one();
}

bool GroupCommit::take_works(std::vector<Job>& jobs)
{
    std::unique_lock lock(mutex_);
    while (!stopping_ && !is_worth_a_commit()) {
        writer_sleeps_ = true;
        writer_wake_.wait(lock);
    }
    writer_sleeps_ = false;
    jobs.swap(queue_);
    return !jobs.empty();
}

void GroupCommit::run_works()
{
    std::vector<Job> jobs;
    while (take_works(jobs)) {
        const auto part = std::max(kLeastOfAPart, jobs.size() / kParts);
        for (std::span<Job> rest(jobs); !rest.empty();) {
            const auto done = rest.first(commit_some(rest.first(std::min(part, rest.size()))));
            rest = rest.subspan(done.size());
            hand_over(done);
            bound_the_log();
        }
        jobs.clear();
    }
    {
        const std::lock_guard lock(mutex_);
        writer_ended_ = true;
    }
    flusher_wake_.notify_one();
}

std::size_t GroupCommit::commit_some(std::span<Job> jobs)
{
    connection_->forget_failure();
    auto ran = flush_failed_ ? core::Result<std::size_t>(core::fail(not_flushed()))
                             : run_some(jobs, Run::Plain);
    if (!ran) {
        fail_all(jobs, ran.error());
        return jobs.size();
    }
    const auto done = jobs.first(*ran);
    if (connection_->storage_failed() || !connection_->in_transaction())
        fail_all(done, storage_failed());
    else if (auto committed = commit(); !committed)
        fail_all(done, core::problems::unavailable(committed.error().cause));
    return done.size();
}

core::Result<void> GroupCommit::begin()
{
    numbers_.forget();
    TRY(connection_->run("begin immediate"));
    return look_for_others();
}

core::Result<void> GroupCommit::look_for_others()
{
    const auto before = data_version_;
    TRY(connection_->query("pragma data_version", {}, [this](const Row& row) {
        data_version_ = row.integer(0);
        return false;
    }));
    const auto now = std::chrono::steady_clock::now();
    if (!own_.exchange(false) && data_version_ != before)
        others_wrote_at_ = now;
    others_until_ = {};
    if (!others_wrote_at_ || now - *others_wrote_at_ >= kOthersStay)
        return {};
    SqliteReader reader(*connection_);
    others_until_ = TRY(newest_change(reader));
    return {};
}

core::Result<void> GroupCommit::commit()
{
    TRY(numbers_.save());
    TRY(connection_->run("commit"));
    return {};
}

core::Result<std::size_t> GroupCommit::run_some(std::span<Job> jobs, Run how)
{
    TRY(begin());
    const auto enough = std::chrono::steady_clock::now() + kLongestBatch;
    std::size_t count = 0;
    while (count < jobs.size()) {
        Job& job = jobs[count++];
        const auto written = connection_->writes();
        if (how == Run::InSavepoints)
            run_in_savepoint(job);
        else
            job.outcome = attempt(job);
        if (connection_->storage_failed() || !connection_->in_transaction())
            break;
        if (how == Run::Plain && !job.outcome && connection_->writes() != written) {
            connection_->end("rollback");
            if (count > 1)
                return run_some(jobs, Run::InSavepoints);
            TRY(begin()); // nothing before it to be run again
        }
        if (std::chrono::steady_clock::now() > enough)
            break;
    }
    return count;
}

void GroupCommit::run_in_savepoint(Job& job)
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
    job.actions.clear();
    SqliteWriter writer(*connection_, numbers_, others_until_);
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

void GroupCommit::fail_all(std::span<Job> jobs, const core::Problem& problem)
{
    if (connection_->in_transaction())
        connection_->end("rollback");
    for (Job& job : jobs)
        job.outcome = core::fail(problem);
}

void GroupCommit::hand_over(std::span<Job> jobs)
{
    {
        const std::lock_guard lock(mutex_);
        committed_.insert(committed_.end(), std::move_iterator(jobs.begin()),
                          std::move_iterator(jobs.end()));
        unanswered_ += jobs.size();
    }
    flusher_wake_.notify_one();
}

void GroupCommit::bound_the_log()
{
    if (flush_failed_)
        return;
    if (log_pages_ < kMostLogPages)
        write_back_at_ = kMostLogPages; // begun anew
    if (write_back_.take_end()) {
        connection_->restart_log();
        // A long reader, such as a backup, may keep the log from beginning anew: then it is tried
        // again after a while.
        write_back_at_ = log_pages_ + kMostLogPages / 4;
    } else if (log_pages_ >= write_back_at_) {
        write_back_.begin();
    }
}

/// What is committed while a flush runs shares the next one.
void GroupCommit::flush_and_answer()
{
    std::vector<Job> jobs;
    while (true) {
        {
            std::unique_lock lock(mutex_);
            flusher_wake_.wait(lock, [this] { return !committed_.empty() || writer_ended_; });
            if (committed_.empty())
                return;
            jobs.swap(committed_);
        }
        if (!flush_failed_ && !flush_()) {
            flush_failed_ = true;
            core::log_error("log_not_flushed", {{"writes", jobs.size()}});
        }
        {
            std::unique_lock lock(mutex_);
            unanswered_ -= jobs.size();
            wake_writer(std::move(lock));
        }
        answer(jobs, !flush_failed_);
        jobs.clear();
    }
}

void GroupCommit::answer(std::span<Job> jobs, bool durable)
{
    for (Job& job : jobs) {
        if (!durable && job.outcome)
            job.outcome = core::fail(not_flushed());
        if (job.outcome)
            for (const auto& action : job.actions)
                action();
        job.done(std::move(job.outcome));
    }
}

} // namespace jisr::db::sqlite
