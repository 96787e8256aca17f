#include "service/daily.hpp"

#include "core/log.hpp"

namespace jisr::service {

namespace {

/// Between two looks at the clock, which may be set.
constexpr std::chrono::seconds kLook{15};

} // namespace

Daily::Daily(Services& services, std::function<Result<void>(Services&)> work)
    : services_(services), work_(std::move(work)), thread_([this] { run(); })
{
}

Daily::~Daily()
{
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

void Daily::run()
{
    std::optional<core::Date> done_on;
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        const auto today = services_.clock.today();
        if (done_on != today) {
            lock.unlock();
            const auto done = work_(services_);
            lock.lock();
            if (done)
                done_on = today;
            else
                core::log_warning("daily_work_waits", {{"cause", done.error().cause}});
        }
        changed_.wait_for(lock, kLook, [&] { return stopping_; });
    }
}

} // namespace jisr::service
