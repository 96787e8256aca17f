#include "modules/registry/import_chunk.hpp"

#include "modules/registry/import_list.hpp"
#include "modules/registry/import_store.hpp"
#include "modules/registry/likeness.hpp"
#include "modules/registry/met_files.hpp"
#include "modules/registry/met_rows.hpp"
#include "modules/registry/registering.hpp"
#include "tabular/sheet_reader.hpp"

#include <future>

namespace jisr::registry {

namespace {

using service::WriteContext;

constexpr std::size_t kChunkRows = 250;

/// A row of the file, and who comes near her.
struct LookedRow
{
    ReadRow read;
    EntryLook look;
};

/// What a chunk is settled with.
struct Settling
{
    EntryCheck& check;
    MetRows& met;
    MetFiles& files;
    bool edition_open = true;
};

/// The next rows of the file after `last_row`, understood and looked up.
core::Result<std::vector<LookedRow>> read_chunk(tabular::SheetReader& sheet, const ImportRun& run,
                                                service::Services& services, EntryCheck& check)
{
    std::vector<LookedRow> rows;
    const core::Date today = services.clock.today();
    while (rows.size() < kChunkRows) {
        const auto row = TRY(sheet.next());
        if (!row)
            break;
        if (row->number <= run.last_row)
            continue;
        rows.push_back({read_row_of(run, *row, today), {}});
        auto& [read, look] = rows.back();
        if (read.reasons.empty())
            look = TRY(check.look(services.database, read.draft));
    }
    return rows;
}

/// A woman who withdrew comes back by her own wish, not by standing in a list. Of files elsewhere
/// the importer does not learn it.
bool is_withdrawn_here(const WriteContext& context, const PersonRow& person)
{
    return person.state == RegistrantState::Withdrawn &&
           context.actor.may(service::Permission::ViewRegistrants, place_of(person));
}

/// Who has the woman's file already: by her national id, else by likeness. Of a row above in a dry
/// run nothing but the reason is known. What is answered tells that she is registered: where the
/// importer may not see her file, its history keeps it, of dry runs too.
core::Result<std::optional<ImportRowRecord>>
known_already(WriteContext& context, const ImportRun& run, const LookedRow& row, Settling& settling)
{
    const auto& draft = row.read.draft;
    ImportRowRecord record{
        .import_id = run.id, .row = row.read.number, .outcome = RowOutcome::Duplicate};
    const auto is_hers = [&](const PersonRow& person) {
        record.person_id = person.id;
        record.reference = person.reference;
        return settling.files.meet(context, person, record.row);
    };
    if (draft.national_id) {
        const auto known = TRY(find_person_by_national_id(context.reader, *draft.national_id));
        if (known)
            TRY(is_hers(*known));
        if (known && is_withdrawn_here(context, *known)) {
            record.outcome = RowOutcome::Refused;
            record.reasons.push_back({std::string(kFileWithdrawn), "national_id"});
            return record;
        }
        if (known || (run.dry_run && settling.met.holds_national_id(row.read))) {
            record.reasons.push_back({"same_national_id", "national_id"});
            return record;
        }
    }
    const auto matches = TRY(settling.check.matches(context.writer, draft, row.look, {}));
    if (!matches.empty())
        TRY(is_hers(matches.front().person));
    if (!matches.empty() || (run.dry_run && settling.met.holds_likely(row.read, row.look.keys))) {
        record.reasons.push_back({std::string(kLikelySame), ""});
        return record;
    }
    return std::nullopt;
}

/// Why the row is refused, whoever has a file already.
std::vector<RowReason> reasons_against(const WriteContext& context, const ReadRow& read,
                                       const Settling& settling)
{
    if (!read.reasons.empty())
        return read.reasons;
    if (!settling.edition_open)
        return {{"edition_closed", ""}};
    if (!context.actor.may(service::Permission::RegisterRegistrants,
                           place_of(context.actor, read.draft)))
        return {{"outside_your_area", "commune"}};
    return {};
}

/// Decides what becomes of one row, and registers it unless this is a dry run.
core::Result<ImportRowRecord> settle(WriteContext& context, const ImportRun& run,
                                     const LookedRow& row, Settling& settling)
{
    const auto& [read, look] = row;
    ImportRowRecord record{.import_id = run.id,
                           .row = read.number,
                           .reasons = reasons_against(context, read, settling)};
    if (!record.reasons.empty())
        return record;
    if (auto known = TRY(known_already(context, run, row, settling)))
        return std::move(*known);
    record.outcome = RowOutcome::Registered;
    if (run.dry_run) {
        settling.met.add(read, look.keys);
        return record;
    }
    const PersonRow person = TRY(enter_person(context, read.draft)).person;
    settling.check.enter(person.id, look);
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

core::Result<void> hold_keys(WriteContext& context, const std::vector<LookedRow>& rows)
{
    std::vector<linkage::PersonKeys> keys;
    for (const auto& row : rows)
        keys.push_back(row.look.keys);
    return EntryCheck::hold(context.writer, keys);
}

/// It may be closed while the list is on its way.
core::Result<bool> takes_registrations(db::Reader& reader, const core::Id& edition_id)
{
    auto edition = require_open_edition(reader, edition_id);
    if (!edition && edition.error().slug != "edition_closed")
        return core::fail(std::move(edition).error());
    return edition.has_value();
}

/// One chunk, one transaction: its people and how far the import is. Gives the run as it then
/// stands.
core::Result<ImportRun> settle_chunk(WriteContext& context, const ImportRun& before,
                                     const std::vector<LookedRow>& rows, Settling& settling)
{
    if (!before.dry_run)
        TRY(hold_keys(context, rows));
    auto run = TRY(hold_running_import(context.writer, before));
    settling.edition_open = TRY(takes_registrations(context.reader, run.edition_id));
    for (const auto& row : rows) {
        const auto record = TRY(settle(context, run, row, settling));
        TRY(insert_import_row(context.writer, record));
        count(run, record.outcome);
        run.last_row = row.read.number;
    }
    TRY(save_import(context.writer, run));
    return run;
}

/// A chunk on its way into the database while the next one is read.
class PendingChunk
{
  public:
    PendingChunk(service::Services& services, const service::Actor& actor, const ImportRun& run,
                 const std::vector<LookedRow>& rows, Settling& settling)
    {
        services.database.write(
            [this, &services, &actor, run, &rows,
             &settling](db::Writer& writer) -> core::Result<void> {
                WriteContext context{{services, actor, actor.language, writer, services.clock},
                                     writer};
                after_ = TRY(settle_chunk(context, run, rows, settling));
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

/// Reads the file through and notes what is in it. 409 import_taken when the import is not where
/// `run` stands.
core::Result<ImportRun> begin(service::Services& services, const std::filesystem::path& file,
                              const ImportRun& run)
{
    const auto sheet = TRY(open_list(file, run.first_row));
    const auto rows = TRY(tabular::count_rows(*sheet));
    ImportRun begun;
    TRY(services.database.write([&](db::Writer& writer) -> core::Result<void> {
        begun = TRY(hold_running_import(writer, run));
        note_layout(begun, *sheet);
        begun.rows_total = rows;
        return save_import(writer, begun);
    }));
    return begun;
}

/// Those whom a dry run that goes on has come upon before.
core::Result<void> meet_again(service::Services& services, const std::filesystem::path& file,
                              const ImportRun& run, MetRows& met)
{
    const auto rows = TRY(services.database.ask([&](db::Reader& reader) {
        return import_rows(reader, run.id, RowOutcome::Registered, 0, run.rows_done);
    }));
    const auto sheet = TRY(open_list(file, run.first_row));
    for (auto known = rows.begin(); known != rows.end();) {
        const auto row = TRY(sheet->next());
        if (!row)
            break;
        if (row->number != known->row)
            continue;
        const auto read = read_row_of(run, *row, services.clock.today());
        met.add(read, keys_of(read.draft));
        ++known;
    }
    return {};
}

/// The files whose history keeps already that a run which goes on met them.
core::Result<MetFiles> files_met(service::Services& services, const ImportRun& run)
{
    const auto rows = TRY(services.database.ask([&](db::Reader& reader) {
        return import_rows(reader, run.id, RowOutcome::Duplicate, 0, run.rows_done);
    }));
    MetFiles files;
    for (const auto& row : rows)
        if (row.person_id)
            files.add(*row.person_id, row.row);
    return files;
}

} // namespace

ReadRow read_row_of(const ImportRun& run, const tabular::SheetRow& row, core::Date today)
{
    auto read = read_row(row, run.columns, run.region_code, today);
    auto& draft = read.draft;
    draft.edition_id = run.edition_id;
    if (!draft.consent_on)
        draft.consent_on = run.consent_on;
    draft.consent_given = draft.consent_on.has_value();
    if (draft.consent_given)
        draft.consent_method = run.consent_method;
    return read;
}

core::Result<bool> go_through(service::Services& services, const service::Actor& actor,
                              const std::filesystem::path& file, ImportRun& run, EntryCheck& check,
                              const std::atomic<bool>& stopping,
                              const std::function<void(const ImportRun&)>& on_chunk)
{
    run = TRY(begin(services, file, run));
    MetRows met(check);
    if (run.dry_run)
        TRY(meet_again(services, file, run, met));
    auto files = TRY(files_met(services, run));
    Settling settling{check, met, files};
    const auto sheet = TRY(open_list(file, run.first_row));
    auto rows = TRY(read_chunk(*sheet, run, services, check));
    while (!rows.empty()) {
        PendingChunk pending(services, actor, run, rows, settling);
        auto next = read_chunk(*sheet, run, services, check);
        run = TRY(pending.take());
        on_chunk(run);
        rows = TRY(std::move(next));
        if (stopping && !rows.empty())
            return false;
    }
    return true;
}

} // namespace jisr::registry
