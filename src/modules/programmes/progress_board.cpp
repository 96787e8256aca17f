#include "modules/programmes/progress_board.hpp"

#include "core/log.hpp"
#include "modules/programmes/outside_store.hpp"
#include "modules/programmes/programme_store.hpp"
#include "modules/programmes/progress_store.hpp"

#include <algorithm>

namespace jisr::programmes {

namespace {

constexpr std::chrono::seconds kPause{1};
constexpr std::chrono::milliseconds kPatience{50}; ///< that whoever asks has for a count
constexpr int kShare = 20; ///< counting takes at most one part in so many of the time
constexpr std::chrono::seconds kBeat{
    30}; ///< the total is sent again, which finds the clients that have gone

/// The boards of this process's servers, each owned by the listener of its change feed.
std::mutex boards_mutex;
std::map<const service::ChangeFeed*, std::weak_ptr<ProgressBoard>> boards;

} // namespace

ProgressBoard::ProgressBoard(db::Database& database, const core::Clock& clock)
    : database_(database), clock_(clock), outside_(database), thread_([this] { run(); })
{
}

ProgressBoard::~ProgressBoard()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

bool ProgressBoard::is_fresh(const Kept& kept) const
{
    if (!kept.snapshot || kept.snapshot->today != clock_.today())
        return false;
    return kept.generation == generation_ || Steady::now() < kept.next;
}

ProgressBoard::Kept ProgressBoard::kept(const Key& key)
{
    const std::lock_guard lock(kept_mutex_);
    return kept_[key];
}

core::Result<ProgressBoard::Shared> ProgressBoard::snapshot(const core::Id& edition_id,
                                                            std::int64_t year)
{
    const Key key{edition_id, year};
    const auto known = kept(key);
    if (!known.is_slow || is_fresh(known) || Steady::now() >= known.too_old)
        return current(key);
    {
        const std::lock_guard lock(mutex_);
        wanted_.insert(key);
    }
    changed_.notify_all();
    return known.snapshot;
}

core::Result<ProgressBoard::Shared> ProgressBoard::current(const Key& key)
{
    auto known = kept(key);
    if (is_fresh(known))
        return known.snapshot;
    const std::lock_guard counting(counting_);
    known = kept(key); // another may have counted while we waited
    return is_fresh(known) ? core::Result<Shared>(known.snapshot) : count(key);
}

core::Result<ProgressBoard::Shared> ProgressBoard::count(const Key& key)
{
    const auto begun = Steady::now();
    const auto generation =
        generation_.load(); // before reading: what comes meanwhile counts as new
    const auto as_of = clock_.now();
    const auto forgotten = [this] {
        const std::lock_guard lock(kept_mutex_);
        return forgotten_;
    }();
    std::vector<Registrant> registrants;
    std::vector<Target> targets;
    std::optional<Told> told;
    TRY(database_.read([&](db::Reader& reader) -> core::Result<void> {
        told = TRY(find_told(reader, key.first, key.second));
        registrants = TRY(read_registrants(reader, key.first, key.second));
        targets = TRY(list_targets(reader, key.first, key.second));
        return {};
    }));
    const auto fresh = std::make_shared<const Snapshot>(
        snapshot_of(key.first, key.second, as_of, std::move(registrants), std::move(targets)));
    const auto took = Steady::now() - begun;
    const auto pause = std::max<Steady::duration>(kPause, kShare * took);
    const bool is_told = outside_.go_on(told, *fresh);
    const std::lock_guard lock(kept_mutex_);
    if (forgotten_ != forgotten) // it may have read the targets of before
        return fresh;
    kept_[key] = {fresh, is_told ? generation : 0, begun + pause, begun + 2 * pause,
                  took > kPatience};
    return fresh;
}

core::Result<ProgressBoard::Shared> ProgressBoard::told_to(const Openness& open,
                                                           const Shared& current)
{
    if (!open.nation)
        TRY(outside_.look(*current));
    return outside_.told(current, open);
}

void ProgressBoard::watch(std::shared_ptr<http::EventStream> stream, const Shared& first, View view)
{
    Watcher watcher{{first->edition_id, first->year}, std::move(stream), std::move(view), {}};
    const std::lock_guard lock(mutex_);
    if (send(watcher, first, true))
        watchers_.push_back(std::move(watcher));
    served_ = 0; // something may have changed between the count and now
    changed_.notify_all();
}

void ProgressBoard::forget(const core::Id& edition_id)
{
    const std::lock_guard lock(kept_mutex_);
    ++forgotten_;
    std::erase_if(kept_, [&](const auto& entry) { return entry.first.first == edition_id; });
}

void ProgressBoard::notice(const std::vector<service::FeedLine>& lines)
{
    const bool counts = std::any_of(lines.begin(), lines.end(), [](const service::FeedLine& line) {
        return line.entity == "registration" || line.entity == "target" || line.entity == "edition";
    });
    if (!counts)
        return;
    {
        const std::lock_guard lock(mutex_);
        ++generation_;
    }
    changed_.notify_all();
}

/// The events that differ from those sent last; false when the client has gone.
bool ProgressBoard::send(Watcher& watcher, const Shared& current, bool beat)
{
    auto events = events_of(*outside_.told(current, openness_of(watcher.view)), watcher.view);
    bool there = true;
    for (std::size_t i = 0; i < events.size() && there; ++i)
        if ((beat && i == 0) || i >= watcher.sent.size() || !(events[i] == watcher.sent[i]))
            there = watcher.stream->publish("progress",
                                            core::json::serialize(core::to_json(events[i])));
    watcher.sent = std::move(events);
    return there;
}

std::uint64_t ProgressBoard::generation_of(const Key& key)
{
    const std::lock_guard lock(kept_mutex_);
    return kept_[key].generation;
}

/// One round; gives how long to rest before the next.
ProgressBoard::Steady::duration ProgressBoard::serve_watchers(bool beat)
{
    std::map<Key, Shared> wanted;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& watcher : watchers_)
            wanted[watcher.key];
    }
    const auto begun = Steady::now();
    auto served = generation_.load();
    for (auto& [key, shared] : wanted) {
        const auto counted = [&]() -> core::Result<void> {
            shared = TRY(current(key));
            return outside_.look(*shared);
        }();
        if (!counted)
            core::log_warning("progress_not_counted", {{"cause", counted.error().cause}});
        served = std::min(served, counted ? generation_of(key) : 0); // old numbers: another round
    }
    const auto took = Steady::now() - begun;
    const std::lock_guard lock(mutex_);
    std::erase_if(watchers_, [&](Watcher& watcher) {
        const auto& shared = wanted[watcher.key];
        return shared && !send(watcher, shared, beat);
    });
    served_ = served;
    return std::max<Steady::duration>(kPause, kShare * took);
}

void ProgressBoard::count_open_editions()
{
    const auto editions =
        database_.ask([](db::Reader& reader) { return list_editions(reader, {}); });
    const std::lock_guard lock(mutex_);
    for (const auto& edition : editions.value_or(std::vector<Edition>{}))
        if (edition.state == EditionState::Open)
            wanted_.insert({edition.id, year_of(edition, {}, clock_.today())});
}

void ProgressBoard::count_wanted()
{
    std::set<Key> wanted;
    {
        const std::lock_guard lock(mutex_);
        wanted.swap(wanted_);
    }
    for (const auto& key : wanted)
        if (const auto counted = current(key); !counted)
            core::log_warning("progress_not_counted", {{"cause", counted.error().cause}});
}

void ProgressBoard::run()
{
    count_open_editions();
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        const bool news = changed_.wait_for(lock, kBeat, [&] {
            return stopping_ || !wanted_.empty() || (!watchers_.empty() && served_ != generation_);
        });
        if (stopping_)
            return;
        lock.unlock();
        count_wanted();
        const auto rest = serve_watchers(!news);
        lock.lock();
        changed_.wait_for(lock, rest, [&] { return stopping_; });
    }
}

std::shared_ptr<ProgressBoard> board_of(const service::Services& services)
{
    const std::lock_guard lock(boards_mutex);
    const auto found = boards.find(&services.feed);
    return found == boards.end() ? nullptr : found->second.lock();
}

void follow_progress(service::Services& services)
{
    auto board = std::make_shared<ProgressBoard>(services.database, services.clock);
    {
        const std::lock_guard lock(boards_mutex);
        std::erase_if(boards, [](const auto& entry) { return entry.second.expired(); });
        boards[&services.feed] = board;
    }
    services.feed.listen(
        [board](const std::vector<service::FeedLine>& lines) { board->notice(lines); });
}

} // namespace jisr::programmes
