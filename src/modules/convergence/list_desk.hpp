#pragma once

#include "modules/convergence/list_store.hpp"

#include <atomic>
#include <filesystem>

namespace jisr::convergence {

/// Goes through lists and looks up who of them is registered. A chunk of rows is one transaction
/// together with the list's own progress, so that a killed run goes on after the last whole chunk.
/// The file is kept no longer than it is read: most of those whom it names are not ours to know.
class ListDesk
{
  public:
    ListDesk(service::Services& services, std::shared_ptr<registry::EntryCheck> check)
        : services_(services), check_(std::move(check))
    {
    }

    /// Takes the file in; `list` says programme, year, name and place. The same file again is the
    /// same list: it is gone through once more for those registered since, and what was decided
    /// stays. Problems of the file: tabular/file_problems.hpp; 422 names_missing at "/file" when no
    /// column tells who is meant.
    Result<ListRecord> accept(const std::filesystem::path& file, ListRecord list,
                              const service::Actor& actor);
    /// Queues the list on the server's jobs.
    void start(const core::Id& id);
    /// Goes through it on this thread to its end, or until `stopping`; `on_chunk` is called after
    /// each chunk.
    Result<void> run(const core::Id& id, const std::atomic<bool>& stopping,
                     const std::function<void()>& on_chunk = {});
    Result<void> resume();

    [[nodiscard]] std::filesystem::path file_of(const core::Id& id) const;
    void forget_file(const core::Id& id) const;

  private:
    [[nodiscard]] std::filesystem::path folder() const;
    Result<ListRecord> find_or_enter(ListRecord list, const service::Actor& actor);
    Result<void> go_through(ListRecord& list, const std::atomic<bool>& stopping,
                            const std::function<void()>& on_chunk);
    Result<void> close_forgotten();

    service::Services& services_;
    std::shared_ptr<registry::EntryCheck> check_;
};

} // namespace jisr::convergence
