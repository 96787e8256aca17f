#pragma once

#include "modules/programmes/outside.hpp"
#include "service/change_feed.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

namespace jisr::programmes {

/// Keeps the counts of one server. They are counted again only when a registration or a target has
/// changed and somebody asks or watches, at most once a second, and never for more than a twentieth
/// of the time, so that a million registrations do not make the counter cost more than the
/// registering. What takes its time is counted on the board's own thread, the open editions at its
/// start, and whoever asks meanwhile is given the last numbers unless they are too old.
class ProgressBoard
{
  public:
    ProgressBoard(db::Database& database, const core::Clock& clock);
    ~ProgressBoard();
    ProgressBoard(const ProgressBoard&) = delete;
    ProgressBoard& operator=(const ProgressBoard&) = delete;

    using Shared = std::shared_ptr<const Snapshot>;

    /// The latest numbers, at most two pauses old where counting takes long.
    core::Result<Shared> snapshot(const core::Id& edition_id, std::int64_t year);

    /// The same as it is told to who may see the persons of the open places alone.
    core::Result<Shared> told_to(const Openness& open, const Shared& current);

    /// Counts the edition anew for whoever asks next, however short the pause: its targets were
    /// changed, and who changed them must see it.
    void forget(const core::Id& edition_id);
    /// Sends the numbers of `first` now and whatever changes afterwards, until the client has gone.
    void watch(std::shared_ptr<http::EventStream> stream, const Shared& first, View view);
    /// Something in the log; from the feed's thread.
    void notice(const std::vector<service::FeedLine>& lines);

  private:
    using Key = std::pair<core::Id, std::int64_t>;
    using Steady = std::chrono::steady_clock;

    struct Kept
    {
        Shared snapshot;
        std::uint64_t generation = 0;
        Steady::time_point next;    ///< not counted again before
        Steady::time_point too_old; ///< not given any more; whoever asks waits for the count
        bool is_slow = false;       ///< to count
    };

    struct Watcher
    {
        Key key;
        std::shared_ptr<http::EventStream> stream;
        View view;
        std::vector<ProgressEvent> sent;
    };

    [[nodiscard]] bool is_fresh(const Kept& kept) const;
    Kept kept(const Key& key);
    /// Counts when the numbers are old, or waits for who does.
    core::Result<Shared> current(const Key& key);
    core::Result<Shared> count(const Key& key);
    void count_open_editions();
    void count_wanted();
    void run();
    Steady::duration serve_watchers(bool beat);
    std::uint64_t generation_of(const Key& key);
    bool send(Watcher& watcher, const Shared& current, bool beat);

    db::Database& database_;
    const core::Clock& clock_;
    std::atomic<std::uint64_t> generation_{1};
    std::mutex counting_; ///< held while counting: the others are given what there is
    std::mutex kept_mutex_;
    std::map<Key, Kept> kept_;
    std::uint64_t forgotten_ = 0; ///< times; a count that began before the last is not kept
    Outside outside_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Watcher> watchers_;
    std::set<Key> wanted_;     ///< somebody was given old numbers of these
    std::uint64_t served_ = 0; ///< the generation that every watcher has seen
    bool stopping_ = false;
    std::thread thread_;
};

/// The board of the server, or nothing when it does not follow the progress.
std::shared_ptr<ProgressBoard> board_of(const service::Services& services);

} // namespace jisr::programmes
