#include "modules/registry/import_chunk.hpp"

#include "modules/registry/import_store.hpp"
#include "modules/registry/registering.hpp"
#include "modules/territory/territory.hpp"
#include "tabular/sheet_reader.hpp"

#include <future>
#include <unordered_map>

namespace jisr::registry {

namespace {

using service::WriteContext;

constexpr std::size_t kChunkRows = 250;

/// The next rows of the file after `last_row`, understood.
core::Result<std::vector<ReadRow>> read_chunk(tabular::SheetReader& sheet, const ImportRun& run,
                                              core::Date today)
{
    std::vector<ReadRow> rows;
    while (rows.size() < kChunkRows) {
        const auto row = TRY(sheet.next());
        if (!row)
            break;
        if (row->number <= run.last_row)
            continue;
        rows.push_back(read_row(*row, run.columns, run.region_code, today));
        rows.back().draft.edition_id = run.edition_id;
    }
    return rows;
}

/// What a dry run has met so far in the file itself: national id → row.
using Seen = std::unordered_map<std::string, std::int64_t>;

/// Decides what becomes of one row, and registers it unless this is a dry run.
core::Result<ImportRowRecord> settle(WriteContext& context, const ImportRun& run,
                                     const ReadRow& row, Seen& seen)
{
    ImportRowRecord record{.import_id = run.id, .row = row.number, .reasons = row.reasons};
    if (!row.reasons.empty())
        return record;
    if (row.draft.national_id) {
        const auto known = TRY(find_person_by_national_id(context.reader, *row.draft.national_id));
        // By another row: this one may be settled again.
        const bool met =
            run.dry_run &&
            seen.emplace(*row.draft.national_id, row.number).first->second != row.number;
        if (known || met) {
            record.outcome = RowOutcome::Duplicate;
            record.reasons.push_back({"same_national_id", "national_id"});
            if (known) {
                record.person_id = known->id;
                record.reference = known->reference;
            }
            return record;
        }
    }
    const auto commune = std::string_view(row.draft.commune_code);
    const service::Place place{.region_code = std::string(territory::region_code_of(commune)),
                               .province_code = std::string(territory::province_code_of(commune)),
                               .centre_id = row.draft.centre_id};
    if (!context.actor.may(service::Permission::RegisterRegistrants, place)) {
        record.reasons.push_back({"outside_your_area", "commune"});
        return record;
    }
    record.outcome = RowOutcome::Registered;
    if (run.dry_run)
        return record;
    const PersonRow person = TRY(enter_person(context, row.draft)).person;
    record.person_id = person.id;
    record.reference = person.reference;
    return record;
}

void count(ImportRun& run, RowOutcome outcome)
{
    ++run.rows_done;
    if (outcome == RowOutcome::Registered)
        ++run.registered;
    else if (outcome == RowOutcome::Refused)
        ++run.refused;
    else
        ++run.duplicates;
}

/// One chunk, one transaction: its people and how far the import is. Gives the run as it then
/// stands.
core::Result<ImportRun> settle_chunk(WriteContext& context, ImportRun run,
                                     const std::vector<ReadRow>& rows, Seen& seen)
{
    const std::int64_t before = run.rows_done;
    for (const auto& row : rows) {
        const auto record = TRY(settle(context, run, row, seen));
        TRY(insert_import_row(context.writer, record));
        count(run, record.outcome);
        run.last_row = row.number;
    }
    TRY(advance_import(context.writer, run, before));
    return run;
}

/// A chunk on its way into the database while the next one is read.
class PendingChunk
{
  public:
    PendingChunk(service::Services& services, const service::Actor& actor, const ImportRun& run,
                 const std::vector<ReadRow>& rows, Seen& seen)
    {
        services.database.write(
            [this, &services, &actor, run, &rows, &seen](db::Writer& writer) -> core::Result<void> {
                WriteContext context{{services, actor, actor.language, writer, services.clock},
                                     writer};
                after_ = TRY(settle_chunk(context, run, rows, seen));
                return {};
            },
            [this](core::Result<void> outcome) { outcome_.set_value(std::move(outcome)); });
    }

    /// Waits for the commit.
    core::Result<ImportRun> take()
    {
        TRY(outcome_.get_future().get());
        return std::move(after_);
    }

  private:
    ImportRun after_;
    std::promise<core::Result<void>> outcome_;
};

/// Reads the file through and forgets what an unfinished dry run had noted: it registered nobody
/// and begins anew. 409 import_taken when somebody cancelled the import meanwhile.
core::Result<void> begin(service::Services& services, const std::filesystem::path& file,
                         ImportRun& run)
{
    run.rows_total = TRY(tabular::count_rows(file));
    if (run.dry_run)
        run.rows_done = run.last_row = run.registered = run.refused = run.duplicates = 0;
    return services.database.write([&](db::Writer& writer) -> core::Result<void> {
        if (run.dry_run)
            TRY(delete_import_rows(writer, run.id));
        return save_running_import(writer, run);
    });
}

/// Cancelled, or another server goes on with it.
bool is_taken(const core::Problem& problem)
{
    return problem.slug == "import_taken";
}

} // namespace

core::Result<bool> go_through(service::Services& services, const service::Actor& actor,
                              const std::filesystem::path& file, ImportRun& run,
                              const std::atomic<bool>& stopping,
                              const std::function<void(const ImportRun&)>& on_chunk)
{
    if (auto begun = begin(services, file, run); !begun) {
        if (is_taken(begun.error()))
            return false;
        return core::fail(std::move(begun).error());
    }
    const auto sheet = TRY(tabular::open_sheet(file));
    const core::Date today = services.clock.today();
    Seen seen;
    auto rows = TRY(read_chunk(*sheet, run, today));
    while (!rows.empty()) {
        PendingChunk pending(services, actor, run, rows, seen);
        auto next = read_chunk(*sheet, run, today);
        auto settled = pending.take();
        // Someone registered one of these women between our look and our commit: now we see her.
        for (int again = 0; again < 3 && !settled && settled.error().slug == "already_exists";
             ++again)
            settled = PendingChunk(services, actor, run, rows, seen).take();
        if (!settled && is_taken(settled.error()))
            return false;
        run = TRY(std::move(settled));
        on_chunk(run);
        rows = TRY(std::move(next));
        if (stopping && !rows.empty())
            return false;
    }
    return true;
}

} // namespace jisr::registry
