#include "service/change_feed.hpp"

#include "core/log.hpp"
#include "db/change_log.hpp"
#include "db/seal.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace jisr::service {

namespace {

constexpr int kLinesAtOnce = 2000;
constexpr std::chrono::milliseconds kPause{
    100}; ///< between two looks under load: many commits, one look
constexpr std::chrono::seconds kOthersPause{1}; ///< other servers' commits are seen within this

FeedLine line_of(db::ChangeRow&& row)
{
    return {std::move(row.entity), row.entity_id, std::move(row.operation),
            std::move(row.difference)};
}

} // namespace

struct ChangeFeed::Impl
{
    db::Database& database;
    std::vector<Listener> listeners;
    db::Position position;
    std::mutex mutex;
    std::condition_variable changed;
    std::atomic<bool> notified{false};
    bool stopping = false;
    std::thread thread;

    explicit Impl(db::Database& log_of) : database(log_of) {}

    /// True when there was a full batch, so that more may wait.
    bool deliver()
    {
        auto rows = database.ask(
            [&](db::Reader& reader) { return db::changes_after(reader, position, kLinesAtOnce); });
        if (!rows) {
            core::log_warning("change_feed_waits", {{"cause", rows.error().cause}});
            return false;
        }
        if (rows->empty())
            return false;
        position = rows->back().position;
        const bool full = rows->size() == kLinesAtOnce;
        std::vector<FeedLine> lines;
        for (auto& row : *rows)
            lines.push_back(line_of(std::move(row)));
        for (const auto& listener : listeners)
            listener(lines);
        return full;
    }

    void run()
    {
        while (true) {
            while (deliver()) {
            }
            if (const auto sealed = db::seal(database); !sealed)
                core::log_warning("sealing_waits", {{"cause", sealed.error().cause}});
            std::unique_lock lock(mutex);
            changed.wait_for(lock, kPause, [&] { return stopping; });
            changed.wait_for(lock, kOthersPause,
                             [&] { return stopping || notified.exchange(false); });
            if (stopping)
                return;
        }
    }
};

ChangeFeed::ChangeFeed(db::Database& database) : impl_(std::make_unique<Impl>(database)) {}

ChangeFeed::~ChangeFeed()
{
    stop();
}

void ChangeFeed::listen(Listener listener)
{
    impl_->listeners.push_back(std::move(listener));
}

core::Result<void> ChangeFeed::start()
{
    impl_->position =
        TRY(impl_->database.ask([](db::Reader& reader) { return db::newest_change(reader); }));
    impl_->thread = std::thread([this] { impl_->run(); });
    return {};
}

void ChangeFeed::stop()
{
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->stopping = true;
    }
    impl_->changed.notify_all();
    if (impl_->thread.joinable())
        impl_->thread.join();
}

void ChangeFeed::notify()
{
    if (!impl_->notified.exchange(true))
        impl_->changed.notify_one();
}

} // namespace jisr::service
