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

constexpr int kLinesAtOnce = 4000;
constexpr std::size_t kManyLines = 20; ///< of one look: then the server is busy
constexpr std::chrono::milliseconds kPause{
    100}; ///< between two looks under load, and between two seals: many commits, one of them
constexpr std::chrono::milliseconds kShortPause{
    5}; ///< between two looks otherwise: who waits for what follows from a change waits little
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

using Steady = std::chrono::steady_clock;

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
    Steady::time_point next_seal;
    Steady::duration pause = kPause; ///< before the next look
    std::thread thread;

    explicit Impl(db::Database& log_of) : database(log_of) {}

    [[nodiscard]] bool may_seal() const { return Steady::now() >= next_seal; }

    /// Reads on, and works out the seal of what it read, so that the lines are read once where it
    /// may be sealed now.
    core::Result<Batch> next_batch()
    {
        return database.ask([&](db::Reader& reader) -> core::Result<Batch> {
            Batch batch;
            batch.rows = TRY(db::changes_after(reader, position, kLinesAtOnce));
            // A full one is worth a seal at any time.
            if (!batch.rows.empty() && (may_seal() || batch.rows.size() == kLinesAtOnce))
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
        pause = batch->rows.size() > kManyLines ? Steady::duration(kPause) : kShortPause;
        std::vector<FeedLine> lines;
        lines.reserve(batch->rows.size());
        for (auto& row : batch->rows)
            lines.push_back(line_of(std::move(row)));
        for (const auto& listener : listeners)
            listener(lines);
        if (!batch->block || (batch->block->lines > 0 && !db::seal_block(database, *batch->block)))
            seals_lag = true;
        else
            next_seal = Steady::now() + kPause;
        return full;
    }

    void seal_the_rest()
    {
        const auto sealed = db::seal(database);
        seals_lag = !sealed;
        next_seal = Steady::now() + (sealed ? Steady::duration(kPause) : kOthersPause);
        if (!sealed)
            core::log_warning("sealing_waits", {{"cause", sealed.error().cause}});
    }

    void run()
    {
        while (true) {
            while (deliver()) {
            }
            if (seals_lag && may_seal())
                seal_the_rest();
            std::unique_lock lock(mutex);
            changed.wait_for(lock, pause, [&] { return stopping; });
            changed.wait_until(lock, seals_lag ? next_seal : Steady::now() + kOthersPause,
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
