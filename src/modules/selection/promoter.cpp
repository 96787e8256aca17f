#include "modules/selection/promoter.hpp"

#include "core/log.hpp"
#include "modules/selection/run_store.hpp"
#include "modules/selection/settling.hpp"

#include <array>

namespace jisr::selection {

namespace {

/// What cannot make a place free: coming in, being edited, and what selecting itself writes.
bool leaves_places(std::string_view operation)
{
    static constexpr std::array<std::string_view, 6> kStaying{"create", "update",  "select",
                                                              "wait",   "promote", "admit"};
    return std::ranges::find(kStaying, operation) == kStaying.end();
}

void report(const core::Result<void>& done)
{
    if (!done)
        core::log_error("promotion_failed", {{"cause", done.error().cause}});
}

core::Result<void> fill_places_of(service::Services& services, const core::Id& registration_id)
{
    const auto quotas = TRY(services.database.ask(
        [&](db::Reader& reader) { return quotas_of_registration(reader, registration_id); }));
    for (const auto& quota : quotas)
        TRY(fill_quota(services, quota.run_id, quota.quota));
    return {};
}

core::Result<void> fill_all(service::Services& services)
{
    const auto runs = TRY(services.database.ask(
        [](db::Reader& reader) { return runs_in(reader, RunState::Confirmed); }));
    for (const auto& run : runs)
        for (const auto& quota : run.quotas)
            TRY(fill_quota(services, run.id, quota.code));
    return {};
}

core::Result<void> confirm_begun(service::Services& services)
{
    static const auto kActor = service::Actor::system("selection");
    const auto runs = TRY(services.database.ask(
        [](db::Reader& reader) { return runs_in(reader, RunState::Confirming); }));
    for (const auto& run : runs)
        TRY(settle_run(services, kActor, run.id));
    return {};
}

} // namespace

Promoter::Promoter(service::Services& services) : services_(services), thread_([this] { run(); }) {}

Promoter::~Promoter()
{
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

void Promoter::notice(const std::vector<service::FeedLine>& lines)
{
    const std::scoped_lock lock(mutex_);
    for (const auto& line : lines)
        if (line.entity == "registration" && leaves_places(line.operation))
            left_.insert(line.entity_id);
    if (!left_.empty())
        changed_.notify_one();
}

void Promoter::run()
{
    take_up();
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [&] { return stopping_ || !left_.empty(); });
        if (stopping_)
            return;
        const auto id = *left_.begin();
        left_.erase(left_.begin());
        lock.unlock();
        report(fill_places_of(services_, id));
        lock.lock();
    }
}

void Promoter::take_up()
{
    report(confirm_begun(services_));
    report(fill_all(services_));
}

} // namespace jisr::selection
