#include "modules/selection/promoter.hpp"

#include "core/log.hpp"
#include "modules/selection/run_store.hpp"
#include "modules/selection/settling.hpp"

#include <array>
#include <map>
#include <utility>

namespace jisr::selection {

namespace {

/// What cannot make a place free: coming in, being edited, and what selecting itself writes.
bool leaves_places(std::string_view operation)
{
    static constexpr std::array<std::string_view, 7> kStaying{"create",  "update", "select", "wait",
                                                              "promote", "admit",  "unlist"};
    return std::ranges::find(kStaying, operation) == kStaying.end();
}

using namespace std::chrono_literals;
constexpr std::chrono::seconds kLookAgain = 5min; // for what a fault elsewhere left
constexpr std::chrono::seconds kTryAgain = 20s;   // after a fault

bool reported(const core::Result<void>& done)
{
    if (!done)
        core::log_error("promotion_failed", {{"cause", done.error().cause}});
    return bool(done);
}

core::Result<void> fill_places_of(service::Services& services, const core::Id& registration_id)
{
    if (TRY(services.database.ask(
            [&](db::Reader& reader) { return waits_unlisted(reader, registration_id); })))
        TRY(unlist(services, registration_id));
    std::map<core::Id, std::set<std::string>> quotas;
    for (auto& quota : TRY(services.database.ask(
             [&](db::Reader& reader) { return quotas_of_registration(reader, registration_id); })))
        quotas[quota.run_id].insert(std::move(quota.quota));
    for (const auto& [run_id, codes] : quotas)
        TRY(fill_quotas(services, run_id, codes));
    return {};
}

core::Result<void> fill_all(service::Services& services)
{
    const auto runs = TRY(services.database.ask(
        [](db::Reader& reader) { return runs_in(reader, RunState::Confirmed); }));
    for (const auto& run : runs)
        for (const auto& quota : run.quotas)
            TRY(fill_quotas(services, run.id, {quota.code}));
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
    std::unique_lock lock(mutex_);
    bool all = true;
    while (!stopping_) {
        const auto left = std::exchange(left_, {});
        lock.unlock();
        const bool well = all ? take_up() : fill(left);
        lock.lock();
        const auto called = [&] { return stopping_ || !left_.empty(); };
        all = !changed_.wait_for(lock, well ? kLookAgain : kTryAgain, called) || !well;
    }
}

bool Promoter::take_up()
{
    const bool confirmed = reported(confirm_begun(services_));
    return reported(fill_all(services_)) && confirmed;
}

bool Promoter::fill(const std::set<core::Id>& left)
{
    bool well = true;
    for (const auto& id : left)
        well = reported(fill_places_of(services_, id)) && well;
    return well;
}

} // namespace jisr::selection
