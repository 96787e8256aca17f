#include "db/postgres/gatherer.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace jisr::db::postgres {

namespace {

/// While one transaction waits for the disk, the other uses the processors.
constexpr int kAtOnce = 2;
/// Keys that they hold are held from all others until the commit.
constexpr std::size_t kMostTogether = 16;
constexpr std::chrono::milliseconds kLongestWait{20};

} // namespace

Gatherer::Gatherer(std::size_t queue_limit, Run run)
    : queue_limit_(queue_limit), run_(std::move(run))
{
    for (int i = 0; i < kAtOnce; ++i)
        threads_.emplace_back([this] { run_works(); });
}

void Gatherer::finish()
{
    {
        const std::lock_guard lock(mutex_);
        if (std::exchange(stopping_, true))
            return;
    }
    wake_.notify_all();
    for (auto& thread : threads_)
        thread.join();
}

void Gatherer::submit(SharedJob job)
{
    {
        const std::lock_guard lock(mutex_);
        if (!stopping_ && queue_.size() < queue_limit_) {
            queue_.push_back(std::move(job));
            if (queue_.size() == 1 || is_worth_a_transaction())
                wake_.notify_one();
            return;
        }
    }
    job.done(core::fail(core::problems::unavailable("the queue of writes is full or ends")));
}

/// While others are on their way, works wait a little until as many would go together.
bool Gatherer::is_worth_a_transaction() const
{
    return !queue_.empty() && (queue_.size() >= std::min(on_their_way_, kMostTogether));
}

void Gatherer::run_works()
{
    std::vector<SharedJob> jobs;
    std::unique_lock lock(mutex_);
    while (true) {
        const auto may_go = [this] { return stopping_ || is_worth_a_transaction(); };
        wake_.wait(lock, [&] { return may_go() || !queue_.empty(); });
        // Those on their way may wait long for a key that another holds.
        wake_.wait_for(lock, kLongestWait, may_go);
        if (queue_.empty() && stopping_)
            return;
        if (queue_.empty())
            continue;
        const auto end =
            queue_.begin() + static_cast<std::ptrdiff_t>(std::min(queue_.size(), kMostTogether));
        jobs.assign(std::move_iterator(queue_.begin()), std::move_iterator(end));
        queue_.erase(queue_.begin(), end);
        const auto count = jobs.size();
        on_their_way_ += count;
        lock.unlock();
        run_(jobs);
        jobs.clear();
        lock.lock();
        on_their_way_ -= count;
        if (!queue_.empty())
            wake_.notify_one();
    }
}

} // namespace jisr::db::postgres
