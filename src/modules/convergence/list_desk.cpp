#include "modules/convergence/list_desk.hpp"

#include "core/log.hpp"
#include "modules/convergence/deciding.hpp"
#include "modules/convergence/list_chunk.hpp"
#include "service/crud.hpp"
#include "service/jobs.hpp"
#include "tabular/file_digest.hpp"
#include "tabular/kept_file.hpp"

namespace jisr::convergence {

namespace {

constexpr auto* kEntity = "programme_list";
constexpr std::size_t kChunkRows = 100;
/// Until then what a list said of women who may not be ours is kept for those who decide.
constexpr std::int64_t kKeptDays = 90;

/// Whoever handed the list over last: what comes of it is hers in the change log.
service::Actor actor_of(const ListRecord& list)
{
    return registry::actor_with(list.started_by, list.started_by_name, list.started_as);
}

void note_sender(ListRecord& list, const service::Actor& actor)
{
    list.started_by = actor.id;
    list.started_by_name = actor.name;
    list.started_as = registry::roles_of(actor);
}

/// The files whose history keeps already that a list which goes on met them.
Result<registry::MetFiles> files_met(db::Database& database, const ListRecord& list)
{
    registry::MetFiles files;
    if (list.last_row == 0)
        return files;
    const auto rows = TRY(database.ask([&](db::Reader& reader) {
        return rows_of(reader, list.id, std::nullopt, 0, list.rows_done);
    }));
    for (const auto& row : rows)
        for (const auto& one : row.likely)
            if (row.row <= list.last_row)
                files.add(one.person_id, row.row);
    return files;
}

Result<std::vector<LookedRow>> next_rows(tabular::SheetReader& sheet, service::Services& services,
                                         registry::EntryCheck& check, const ListRecord& list)
{
    std::vector<LookedRow> rows;
    while (rows.size() < kChunkRows) {
        const auto row = TRY(sheet.next());
        if (!row)
            break;
        if (row->number > list.last_row)
            rows.push_back(TRY(look_up(services, check, list, *row)));
    }
    return rows;
}

/// A list is the first sheet: of what stands in others nobody would be looked for.
Result<void> require_one_sheet(const std::filesystem::path& file)
{
    const auto sheets = TRY(tabular::open_sheet(file, {}, tabular::Layout::PeopleWithoutHeadings));
    if (!sheets->unread_sheets().empty())
        return core::fail(core::problems::invalid("/file", "several_sheets"));
    return {};
}

} // namespace

std::filesystem::path ListDesk::file_of(const core::Id& id) const
{
    return folder() / id.str();
}

std::filesystem::path ListDesk::folder() const
{
    return services_.settings.data_folder / "lists";
}

void ListDesk::forget_file(const core::Id& id) const
{
    std::error_code ignored;
    std::filesystem::remove(file_of(id), ignored);
}

Result<ListRecord> ListDesk::accept(const std::filesystem::path& file, ListRecord list,
                                    const service::Actor& actor)
{
    list.file_digest = TRY(tabular::digest_of_file(file));
    TRY(require_one_sheet(file));
    list.columns = columns_of_list(TRY(tabular::open_sheet(file))->headings());
    if (!registry::tell_who(list.columns))
        return core::fail(core::problems::invalid("/file", "names_missing"));
    list.rows_total = TRY(tabular::count_rows(file));
    list.id = core::Id::make();
    list.started_at = services_.clock.now();
    list = TRY(find_or_enter(std::move(list), actor));
    if (!std::filesystem::exists(file_of(list.id))) // else it is being read
        TRY(tabular::keep_file(file, file_of(list.id)));
    return list;
}

Result<ListRecord> ListDesk::find_or_enter(ListRecord list, const service::Actor& actor)
{
    TRY(service::write_as(services_, actor, [&](service::WriteContext& context) -> Result<void> {
        const auto known = TRY(find_list_of_file(context.writer, list));
        if (!known) {
            note_sender(list, actor);
            return service::create_record(context, kEntity, list);
        }
        list = *known;
        if (known->state == ListState::Running)
            return {};
        TRY(forget_unknown(context.writer, list.id));
        note_sender(list, actor);
        list.state = ListState::Running;
        list.rows_done = list.last_row = list.unread = 0;
        list.left_out.clear();
        list = TRY(service::replace_record(context, kEntity, *known, list, "again"));
        return {};
    }));
    return list;
}

void ListDesk::start(const core::Id& id)
{
    services_.jobs.add([this, id](const std::atomic<bool>& stopping) {
        if (const auto outcome = run(id, stopping); !outcome)
            core::log_error("list_failed", {{"list", id.str()},
                                            {"slug", outcome.error().slug},
                                            {"cause", outcome.error().cause}});
    });
}

Result<void> ListDesk::run(const core::Id& id, const std::atomic<bool>& stopping,
                           const std::function<void()>& on_chunk)
{
    const auto found =
        TRY(services_.database.ask([&](db::Reader& reader) { return find_list(reader, id); }));
    if (!found || found->state != ListState::Running) {
        forget_file(id); // somebody was faster with the same list
        return {};
    }
    auto list = *found;
    const auto gone_through = go_through(list, stopping, on_chunk);
    // Another server goes on with it, or it was removed. What the machine is to blame for is tried
    // again at the next start; a faulty file is not.
    if (!gone_through && gone_through.error().slug == "import_taken")
        return {};
    if (!gone_through && gone_through.error().status >= 500)
        return gone_through;
    if (gone_through && stopping && list.rows_done < list.rows_total)
        return {};
    TRY(service::write_as(
        services_, actor_of(list), [&](service::WriteContext& context) -> Result<void> {
            auto ended = list;
            ended.state = gone_through ? ListState::Open : ListState::Failed;
            if (!gone_through)
                ended.problem = gone_through.error().slug;
            ended.finished_at = context.clock.now();
            TRY(service::replace_record(context, kEntity, list, std::move(ended), "match"));
            return {};
        }));
    forget_file(id);
    return close_forgotten();
}

Result<void> ListDesk::go_through(ListRecord& list, const std::atomic<bool>& stopping,
                                  const std::function<void()>& on_chunk)
{
    auto files = TRY(files_met(services_.database, list));
    const auto sheet = TRY(tabular::open_sheet(file_of(list.id)));
    while (true) {
        const auto rows = TRY(next_rows(*sheet, services_, *check_, list));
        if (rows.empty())
            return {};
        ListRecord after;
        TRY(service::write_as(services_, actor_of(list),
                              [&](service::WriteContext& context) -> Result<void> {
                                  after = TRY(settle_chunk(context, list, rows, files));
                                  return {};
                              }));
        list = std::move(after);
        if (on_chunk)
            on_chunk();
        if (stopping)
            return {};
    }
}

Result<void> ListDesk::resume()
{
    tabular::forget_unfinished(folder());
    for (const auto& list : TRY(services_.database.ask(
             [](db::Reader& reader) { return lists_in_state(reader, ListState::Running); })))
        if (std::filesystem::exists(file_of(list.id)))
            start(list.id);
    return close_forgotten();
}

Result<void> ListDesk::close_forgotten()
{
    constexpr std::int64_t kDay = 24LL * 3600 * 1000;
    const auto open = TRY(services_.database.ask(
        [](db::Reader& reader) { return lists_in_state(reader, ListState::Open); }));
    const auto before = services_.clock.now().milliseconds - kKeptDays * kDay;
    for (const auto& list : open)
        if (list.finished_at && list.finished_at->milliseconds < before)
            TRY(service::write_as(services_, service::Actor::system(),
                                  [&](service::WriteContext& context) -> Result<void> {
                                      // Another server, or this one a moment ago, may have.
                                      const auto now = TRY(find_list(context.reader, list.id));
                                      if (now && now->state == ListState::Open)
                                          TRY(close_list(context, *now));
                                      return {};
                                  }));
    return {};
}

std::shared_ptr<ListDesk> make_list_desk(service::Services& services,
                                         std::shared_ptr<registry::EntryCheck> check)
{
    return std::make_shared<ListDesk>(services, std::move(check));
}

core::Result<void> resume(ListDesk& desk)
{
    return desk.resume();
}

} // namespace jisr::convergence
