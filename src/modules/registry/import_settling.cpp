#include "modules/registry/import_settling.hpp"

#include "modules/registry/import_chunk.hpp"
#include "modules/registry/import_list.hpp"
#include "modules/registry/likely_match.hpp"
#include "modules/registry/registering.hpp"

namespace jisr::registry {

namespace {

using service::Permission;
using service::WriteContext;

/// The row of the file with that number, understood as the import understood it.
core::Result<ReadRow> read_again(const std::filesystem::path& file, const ImportRun& run,
                                 std::int64_t number, core::Date today)
{
    const auto sheet = TRY(open_list(file, run.first_row));
    while (const auto row = TRY(sheet->next()))
        if (row->number == number)
            return read_row_of(run, *row, today);
    return core::fail(core::problems::not_found());
}

/// Gives the 409 of a file that holds her national id by now: to be told after the commit, which
/// keeps in that file that it was met.
core::Result<std::optional<core::Problem>> register_row(WriteContext& context, EntryCheck& check,
                                                        const ReadRow& read, const EntryLook& look,
                                                        ImportRowRecord& row,
                                                        const std::string& reason)
{
    TRY(EntryCheck::hold(context.writer, std::span(&look.keys, 1)));
    const auto ground =
        TRY(require_entry_ground(context.reader, read.draft.edition_id, read.draft.national_id));
    TRY(context.actor.require(Permission::RegisterRegistrants,
                              place_of(context.actor, read.draft)));
    if (auto met = TRY(meet_numbered(context, ground)))
        return met;
    const auto matches = TRY(check.matches(context.writer, read.draft, look, {}));
    const PersonRow person = TRY(enter_person(context, read.draft)).person;
    TRY(keep_apart(context, person, matches, reason, FoundIn::Import));
    check.enter(person.id, look);
    row.outcome = RowOutcome::Registered;
    row.reasons.clear();
    row.person_id = person.id;
    row.reference = person.reference;
    TRY(settle_import_row(context.writer, row));
    return std::optional<core::Problem>{};
}

} // namespace

core::Result<ImportRowRecord> settle_as_same(WriteContext& context, const ImportRun& run,
                                             ImportRowRecord row)
{
    if (!row.person_id)
        return core::fail(core::problems::not_found());
    const auto person = TRY(visible_person(context.reader, context.actor, *row.person_id));
    TRY(context.actor.require(Permission::RegisterRegistrants, place_of(person)));
    TRY(require_active(person));
    TRY(require_open_edition(context.reader, run.edition_id));
    row.reasons = {{std::string(kConfirmedSame), ""}};
    TRY(settle_import_row(context.writer, row));
    const auto held = TRY(registration_rows(context.reader, person.id));
    const bool is_in = std::any_of(held.begin(), held.end(), [&](const RegistrationRow& one) {
        return one.edition_id == run.edition_id;
    });
    if (!is_in)
        TRY(enter_registration(context, person, run.edition_id));
    return row;
}

core::Result<ImportRowRecord> settle_as_another(service::DirectContext& context, EntryCheck& check,
                                                const std::filesystem::path& file,
                                                const ImportRun& run, ImportRowRecord row,
                                                const std::string& reason)
{
    auto& services = context.services;
    const auto read = TRY(read_again(file, run, row.row, services.clock.today()));
    if (row.outcome != RowOutcome::Duplicate || !read.reasons.empty())
        return core::fail(core::problems::conflict("row_settled"));
    const auto look = TRY(check.look(services.database, read.draft));
    std::optional<core::Problem> met;
    TRY(services.database.write([&](db::Writer& writer) -> core::Result<void> {
        WriteContext writing{{services, context.actor, context.language, writer, services.clock},
                             writer};
        met = TRY(register_row(writing, check, read, look, row, reason));
        return {};
    }));
    if (met)
        return core::fail(std::move(*met));
    return row;
}

} // namespace jisr::registry
