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

/// Lines of the log and the seal that is to stand on them.
struct Batch
{
    std::vector<db::ChangeRow> rows;
    std::optional<db::SealBlock> block;
};

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
    bool seals_lag = true; ///< lines before `position` are not sealed, as far as is known
    std::thread thread;

    explicit Impl(db::Database& log_of) : database(log_of) {}

    /// Reads on, and works out the seal of what it read, so that the lines are read once.
    core::Result<Batch> next_batch()
    {
        return database.ask([&](db::Reader& reader) -> core::Result<Batch> {
            Batch batch;
            batch.rows = TRY(db::changes_after(reader, position, kLinesAtOnce));
            if (!batch.rows.empty())
                batch.block = TRY(db::next_block_of(reader, position, batch.rows));
            return batch;
        });
    }

    /// True when there was a full batch, so that more may wait.
    bool deliver()
    {
        auto batch = next_batch();
        if (!batch) {
            core::log_warning("change_feed_waits", {{"cause", batch.error().cause}});
            return false;
        }
        if (batch->rows.empty())
            return false;
        position = batch->rows.back().position;
        const bool full = batch->rows.size() == kLinesAtOnce;
        std::vector<FeedLine> lines;
        lines.reserve(batch->rows.size());
        for (auto& row : batch->rows)
            lines.push_back(line_of(std::move(row)));
        for (const auto& listener : listeners)
            listener(lines);
        if (!batch->block || (batch->block->lines > 0 && !db::seal_block(database, *batch->block)))
            seals_lag = true;
        return full;
    }

    void seal_the_rest()
    {
        if (const auto sealed = db::seal(database))
            seals_lag = false;
        else
            core::log_warning("sealing_waits", {{"cause", sealed.error().cause}});
    }

    void run()
    {
        while (true) {
            while (deliver()) {
            }
            if (seals_lag)
                seal_the_rest();
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
