#include "service/jobs.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace jisr::service {

struct Jobs::Impl
{
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Job> waiting;
    std::atomic<bool> stopping{false};
    std::thread thread;

    void run()
    {
        while (!stopping) {
            Job job;
            {
                std::unique_lock lock(mutex);
                changed.wait(lock, [&] { return stopping || !waiting.empty(); });
                if (stopping)
                    return;
                job = std::move(waiting.front());
                waiting.pop_front();
            }
            job(stopping);
        }
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

void Jobs::add(Job job)
{
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->waiting.push_back(std::move(job));
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
