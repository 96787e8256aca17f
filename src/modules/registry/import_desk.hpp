#pragma once

#include "modules/registry/entry_check.hpp"
#include "modules/registry/import_order.hpp"
#include "modules/registry/import_store.hpp"
#include "service/context.hpp"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

namespace jisr::registry {

/// Runs imports, a file at a time, and tells those who watch how far it is. A chunk of rows is one
/// transaction together with the import's own progress, so that a killed run goes on after the last
/// whole chunk: nothing is registered twice, nothing is lost. Of two servers at one import, or a
/// server and a command, whoever comes second with some rows leaves them and waits for the other.
class ImportDesk
{
  public:
    ImportDesk(service::Services& services, std::shared_ptr<EntryCheck> check)
        : services_(services), check_(std::move(check))
    {
    }

    using OnProgress = std::function<void(const ImportRun&)>;

    /// Takes the file in and reads its headings. The answer's state says what comes next: Running,
    /// or NeedsMapping. The same file into the same edition and region gives the import it already
    /// has, unless that failed, if the actor may see it. Problems: import_order.hpp; 409
    /// edition_closed.
    core::Result<ImportRun> accept(const ImportOrder& order, const service::Actor& actor);
    /// Queues the import on the server's jobs. While the database fails it is tried again and
    /// again, after longer and longer pauses in which other jobs have their turn, as they have
    /// while another server is at it.
    void start(const core::Id& id);
    /// Runs it on this thread to its end, or until `stopping`. `on_progress` is called after each
    /// chunk. 409 list_removed when its list is not in this data folder.
    core::Result<ImportRun> run(const core::Id& id, const std::atomic<bool>& stopping,
                                const OnProgress& on_progress = {});
    /// Takes up what a stopped server left running.
    core::Result<void> resume();
    /// Removes the lists that nothing waits on any more: those whose import has ended with no row
    /// to be settled and none refused that was not fetched, and any that ended kKeptDays ago. What
    /// became of the rows stays.
    core::Result<void> remove_lists();

    static constexpr std::int64_t kKeptDays = 30;

    /// `stream` gets an event "import" now and after each chunk, with the import as JSON in
    /// `language`.
    void watch(const core::Id& id, core::Language language,
               std::shared_ptr<http::EventStream> stream);

    [[nodiscard]] EntryCheck& check() { return *check_; }

    [[nodiscard]] std::filesystem::path file_of(const core::Id& id) const;
    /// The same for who is to read it. 409 list_removed.
    [[nodiscard]] core::Result<std::filesystem::path> list_of(const ImportRun& run) const;

  private:
    void queue(const core::Id& id, std::chrono::milliseconds pause,
               std::chrono::milliseconds next_pause);

    /// Somebody else who is at an import.
    struct Other
    {
        std::int64_t last_row = 0; ///< how far she was seen to be
        std::chrono::steady_clock::time_point moved_at;

        bool moves(const ImportRun& now); ///< Whether she got further since.
        [[nodiscard]] bool is_at_work() const;
    };

    /// Looks from time to time whether somebody else still moves it on, and else goes on with it.
    void queue_behind(const core::Id& id, Other other);
    core::Result<ImportRun> enter(const ImportRun& run, const service::Actor& actor);
    /// Runs it as far as it goes: gives it running when somebody else is at it, or at `stopping`.
    core::Result<ImportRun> go_on(const core::Id& id, const std::atomic<bool>& stopping,
                                  const OnProgress& step);
    core::Result<void> bring_to_its_end(ImportRun run, const std::atomic<bool>& stopping,
                                        const OnProgress& step);
    /// Until it has ended or nobody moves it on any more.
    core::Result<void> wait_for_other(ImportRun seen, const std::atomic<bool>& stopping,
                                      const OnProgress& step);
    core::Result<void> remove_list(const core::Id& id);
    void tell(const core::Id& id);
    core::Result<std::string> text_of(const core::Id& id, core::Language language);
    core::Result<ImportRun> as_it_stands(const core::Id& id); ///< 404 without it

    struct Watcher
    {
        core::Language language;
        std::shared_ptr<http::EventStream> stream;
    };

    service::Services& services_;
    std::shared_ptr<EntryCheck> check_;
    /// Also held from the reading of an import to its telling, so that nobody is told an older
    /// state after a newer one, or misses the last.
    std::mutex mutex_;
    std::multimap<core::Id, Watcher> watchers_;
};

/// What the change log keeps of an import, so that its lines tell who stated which consent.
core::json::object told_in_log(const ImportRun& run);

/// The import as it is shown.
core::Result<Import> shown(db::Reader& reader, const ImportRun& run, core::Language language);

} // namespace jisr::registry
