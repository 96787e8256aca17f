#pragma once

#include "modules/registry/import.hpp"
#include "service/context.hpp"
#include "service/response.hpp"

namespace jisr::registry {

core::Result<void> insert_import(db::Writer& writer, const ImportRun& run);
/// The import as it stands, which nobody else changes until this transaction ends. 404 without it.
core::Result<ImportRun> hold_import(db::Writer& writer, const core::Id& id);
/// The same of one at work. 409 import_taken once it has ended or was cancelled, and when somebody
/// else took it on from where `run` stands: of two servers, or a server and a command, one alone
/// settles each row.
core::Result<ImportRun> hold_running_import(db::Writer& writer, const ImportRun& run);
/// Of an import that this transaction holds. Progress is housekeeping; the registrations themselves
/// stand in the change log.
core::Result<void> save_import(db::Writer& writer, const ImportRun& run);

core::Result<std::optional<ImportRun>> find_import(db::Reader& reader, const core::Id& id);
/// The newest real import of the file of `like` into the same edition and region that runs or is
/// done.
core::Result<std::optional<ImportRun>> find_import_of_file(db::Reader& reader,
                                                           const ImportRun& like);
/// The same, and until this transaction ends nobody else begins one.
core::Result<std::optional<ImportRun>> hold_import_of_file(db::Writer& writer,
                                                           const ImportRun& like);
/// The columns of `like` as those of the latest import into its programme and region were read
/// whose list had the same headings.
core::Result<std::optional<std::vector<ImportColumn>>> columns_read_before(db::Reader& reader,
                                                                           const ImportRun& like);
core::Result<std::vector<ImportRun>> running_imports(db::Reader& reader);
/// The latest 50 that the actor may see.
core::Result<std::vector<ImportRun>> recent_imports(db::Reader& reader,
                                                    const service::Actor& actor);
core::Result<void> note_refused_fetched(db::Writer& writer, const core::Id& id, core::Instant now);
core::Result<void> note_list_removed(db::Writer& writer, const core::Id& id, core::Instant now);

core::Result<void> insert_import_row(db::Writer& writer, const ImportRowRecord& row);
core::Result<void> delete_import_rows(db::Writer& writer, const core::Id& import_id);
core::Result<std::vector<ImportRowRecord>> import_rows(db::Reader& reader,
                                                       const core::Id& import_id,
                                                       std::optional<RowOutcome> outcome,
                                                       std::int64_t after_row, std::int64_t limit);
/// 404 without the row.
core::Result<ImportRowRecord> get_import_row(db::Reader& reader, const core::Id& import_id,
                                             std::int64_t row);
/// A duplicate that somebody looked at: what became of it. 409 row_settled when somebody was
/// faster.
core::Result<void> settle_import_row(db::Writer& writer, const ImportRowRecord& row);
/// Whether a row resembles a file and nobody has said yet whether it is the same woman.
core::Result<bool> some_row_waits(db::Reader& reader, const core::Id& import_id);
/// The registered of whom nobody has said yet when they agreed.
core::Result<std::int64_t> count_without_consent(db::Reader& reader, const core::Id& import_id);
/// The duplicates whose file is withdrawn now.
core::Result<std::int64_t> count_withdrawn_duplicates(db::Reader& reader,
                                                      const core::Id& import_id);
/// How many rows of this outcome have which reason, the most frequent first.
core::Result<std::vector<ReasonCount>> count_reasons(db::Reader& reader, const core::Id& import_id,
                                                     RowOutcome outcome);

} // namespace jisr::registry
