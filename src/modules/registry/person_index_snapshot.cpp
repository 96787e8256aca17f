#include "modules/registry/person_index.hpp"

#include "core/log.hpp"
#include "modules/territory/territory.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <fstream>

// The index as it stands in memory, so that a start need not read and fold a million names again.
// It is believed when this very program wrote it, and when the log of the database still has, at
// the position where the snapshot was made, the line that it had then: a database that was restored
// or exchanged does not. Whatever came since is read from the log as ever.

namespace jisr::registry {

namespace {

/// Of the program's file: what another build holds in memory may lie otherwise.
std::uint64_t program_stamp()
{
    std::error_code error;
    const std::filesystem::path program = "/proc/self/exe";
    const auto size = std::filesystem::file_size(program, error);
    const auto written = std::filesystem::last_write_time(program, error).time_since_epoch();
    return linkage::mixed(size, static_cast<std::uint64_t>(written.count()));
}

struct Head
{
    std::uint64_t program = 0;
    db::Position position;
    core::Id entity; ///< of the line at the position
};

/// A file that is written, readable by nobody else, for it holds names. Servers may share their
/// data folder: one writes at a time.
class PrivateFile
{
  public:
    explicit PrivateFile(const std::filesystem::path& path)
        : file_(::open(path.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600))
    {
    }

    ~PrivateFile()
    {
        if (file_ >= 0)
            ::close(file_);
    }

    PrivateFile(const PrivateFile&) = delete;
    PrivateFile& operator=(const PrivateFile&) = delete;

    [[nodiscard]] bool is_ours() const
    {
        return file_ >= 0 && ::flock(file_, LOCK_EX | LOCK_NB) == 0;
    }

  private:
    int file_;
};

} // namespace

bool PersonIndex::load_snapshot(db::Reader& reader)
{
    std::ifstream in(snapshot_, std::ios::binary);
    if (!in)
        return false;
    linkage::SnapshotReader snapshot(in);
    const auto head = snapshot.read<Head>(1);
    if (head.empty() || head[0].program != program_stamp())
        return false;
    const auto entity = entity_at(reader, head[0].position);
    if (!entity || entity->is_nil() || *entity != head[0].entity)
        return false;
    auto known = linkage::Candidates::load(snapshot);
    auto contents = load_contents(snapshot, in);
    if (!contents) {
        core::log_warning("person_index_snapshot_unreadable", {});
        return false;
    }
    const std::unique_lock lock(mutex_);
    candidates_.replace(std::move(known));
    contents_ = std::move(*contents);
    position_ = saved_ = head[0].position;
    complete_ = true;
    return true;
}

std::optional<PersonIndex::Contents> PersonIndex::load_contents(linkage::SnapshotReader& reader,
                                                                std::istream& in)
{
    Contents contents;
    contents.traits = reader.read<PersonTraits>(linkage::kMostInSnapshot);
    contents.ids = reader.read<core::Id>(linkage::kMostInSnapshot);
    contents.times = reader.read<std::int64_t>(linkage::kMostInSnapshot);
    contents.references = reader.read<std::uint64_t>(linkage::kMostInSnapshot);
    contents.phones = reader.read<std::uint64_t>(linkage::kMostInSnapshot);
    contents.second_phones = reader.read<std::uint64_t>(linkage::kMostInSnapshot);
    contents.names_at = reader.read<NameBlock::At>(linkage::kMostInSnapshot);
    contents.names = NameBlock::load(reader);
    contents.tables = TraitTables::load(reader);
    for (auto& order : contents.orders)
        order = SlotOrder::load(reader);
    if (!reader.finish())
        return std::nullopt;
    auto names = PersonNames::load(in);
    if (!names)
        return std::nullopt;
    contents.by_name = std::move(*names);
    return contents;
}

void PersonIndex::save_contents(std::ostream& out, const core::Id& newest) const
{
    linkage::SnapshotWriter snapshot(out);
    const Head head{program_stamp(), position_, newest};
    snapshot.write(std::span(&head, 1));
    candidates_.save(snapshot);
    snapshot.write(std::span(contents_.traits));
    snapshot.write(std::span(contents_.ids));
    snapshot.write(std::span(contents_.times));
    snapshot.write(std::span(contents_.references));
    snapshot.write(std::span(contents_.phones));
    snapshot.write(std::span(contents_.second_phones));
    snapshot.write(std::span(contents_.names_at));
    contents_.names.save(snapshot);
    contents_.tables.save(snapshot);
    for (const auto& order : contents_.orders)
        order.save(snapshot);
    snapshot.finish();
    contents_.by_name.save(out);
}

void PersonIndex::save_snapshot()
{
    const std::shared_lock lock(mutex_);
    if (!complete_ || contents_.by_name.some_wait() || position_ == saved_ || snapshot_.empty())
        return;
    const auto newest =
        database_->ask([this](db::Reader& reader) { return entity_at(reader, position_); });
    if (!newest || newest->is_nil())
        return;
    const auto beside = std::filesystem::path(snapshot_).concat(".new");
    std::error_code error;
    std::filesystem::create_directories(snapshot_.parent_path(), error);
    const PrivateFile held(beside);
    if (!held.is_ours())
        return;
    std::ofstream out(beside, std::ios::binary);
    save_contents(out, *newest);
    out.close();
    if (out)
        std::filesystem::rename(beside, snapshot_, error);
    else
        error = std::make_error_code(std::errc::io_error);
    if (error)
        core::log_warning("person_index_snapshot_not_written", {{"cause", error.message()}});
    else
        saved_ = position_;
}

} // namespace jisr::registry
