#include "service/jobs.hpp"

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace jisr::service {

namespace {

using Steady = std::chrono::steady_clock;

} // namespace

struct Jobs::Impl
{
    std::mutex mutex;
    std::condition_variable changed;
    std::multimap<Steady::time_point, Job> waiting; ///< by when their turn comes
    std::atomic<bool> stopping{false};
    std::thread thread;

    /// Waits for the next whose turn has come; none when the server stops.
    Job next()
    {
        std::unique_lock lock(mutex);
        while (!stopping) {
            if (waiting.empty()) {
                changed.wait(lock);
                continue;
            }
            const auto turn = waiting.begin()->first;
            if (turn <= Steady::now())
                return std::move(waiting.extract(waiting.begin()).mapped());
            changed.wait_until(lock, turn);
        }
        return {};
    }

    void run()
    {
        while (const auto job = next())
            job(stopping);
    }
};

Jobs::Jobs() : impl_(std::make_unique<Impl>())
{
    impl_->thread = std::thread([this] { impl_->run(); });
}

Jobs::~Jobs()
{
    stop();
}

void Jobs::add(Job job, std::chrono::milliseconds pause)
{
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->waiting.emplace(Steady::now() + pause, std::move(job));
    }
    impl_->changed.notify_one();
}

void Jobs::stop()
{
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->stopping = true;
    }
    impl_->changed.notify_one();
    if (impl_->thread.joinable())
        impl_->thread.join();
}

} // namespace jisr::service
