#pragma once

#include "modules/registry/entry_check.hpp"
#include "modules/registry/import_store.hpp"
#include "service/context.hpp"

#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

namespace jisr::registry {

/// What an import is started with.
struct ImportOrder
{
    std::filesystem::path file; ///< copied into the data folder
    std::string file_name;
    core::Id edition_id;
    std::string region_code; ///< empty: places of the whole nation
    bool dry_run = false;
    std::vector<ImportColumn> mapping; ///< by hand, before the headings are looked at
    /// When, and how, the women of the list agreed; neither: it is to be confirmed of each.
    std::optional<core::Date> consent_on;
    std::optional<ConsentMethod> consent_method;
    std::optional<FirstRow> first_row; ///< needed where the headings are not known
    bool ignore_unknown = false; ///< columns with unknown headings are left out without asking
};

/// Runs imports, a file at a time, and tells those who watch how far it is. A chunk of rows is one
/// transaction together with the import's own progress, so that a killed run goes on after the last
/// whole chunk: nothing is registered twice, nothing is lost.
class ImportDesk
{
  public:
    ImportDesk(service::Services& services, std::shared_ptr<EntryCheck> check)
        : services_(services), check_(std::move(check))
    {
    }

    /// Takes the file in and reads its headings. The answer's state says what comes next: Running,
    /// or NeedsMapping. The same file into the same edition and region gives the import it already
    /// has, if the actor may see it. 422 for a consent that is half said or to come, and for a
    /// mapping that choose_fields() refuses. Problems of the file: tabular/file_problems.hpp.
    core::Result<ImportRun> accept(const ImportOrder& order, const service::Actor& actor);
    /// Queues the import on the server's jobs.
    void start(const core::Id& id);
    /// Runs it on this thread to its end, or until `stopping`. `on_progress` is called after each
    /// chunk.
    core::Result<ImportRun> run(const core::Id& id, const std::atomic<bool>& stopping,
                                const std::function<void(const ImportRun&)>& on_progress = {});
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

/// The import as it is shown.
core::Result<Import> shown(db::Reader& reader, const ImportRun& run, core::Language language);

} // namespace jisr::registry
