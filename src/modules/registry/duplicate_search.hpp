#pragma once

#include "modules/registry/duplicate.hpp"

#include <atomic>
#include <functional>

namespace jisr::registry {

/// A search of the whole register for files of one person, as it is shown.
struct DedupeRun
{
    core::Id id;
    core::Instant started_at;
    std::string started_by_name;
    std::optional<core::Instant> finished_at;
    std::int64_t records = 0;
    std::int64_t pairs = 0;             ///< found this time
    std::int64_t opened = 0;            ///< that nobody had found before
    std::int64_t closed = 0;            ///< undecided ones that were not found again
    std::optional<std::string> problem; ///< slug of what stopped it

    static constexpr std::string_view kRecord = "registry.DedupeRun";
};
BOOST_DESCRIBE_STRUCT(DedupeRun, (),
                      (id, started_at, started_by_name, finished_at, records, pairs, opened, closed,
                       problem))

/// Told the name of each stage when it is done.
using OnSearchStage = std::function<void(std::string_view)>;

/// Claims the search: one at a time, 409 dedupe_running. One that has not been heard of for long is
/// taken for dead.
core::Result<DedupeRun> begin_search(service::Services& services, const service::Actor& actor);

/// Runs the search that begin_search() gave, on this thread: compares everyone, puts new pairs from
/// a probability of 0.5 into the queue and takes those out that it does not find again. Whatever
/// was decided stays decided. Writes a few hundred rows at a time, so that registration goes on
/// meanwhile. The answer's `problem` says what stopped it.
core::Result<DedupeRun> search_duplicates(service::Services& services, const service::Actor& actor,
                                          DedupeRun run, const std::atomic<bool>& stopping,
                                          const OnSearchStage& on_stage = {});

} // namespace jisr::registry
