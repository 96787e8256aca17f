#pragma once

#include "modules/registry/import.hpp"
#include "service/context.hpp"
#include "service/response.hpp"

namespace jisr::registry {

core::Result<void> insert_import(db::Writer& writer, const ImportRun& run);
/// Progress is housekeeping; the registrations themselves stand in the change log.
core::Result<void> save_import(db::Writer& writer, const ImportRun& run);
/// Saves only while the import runs: what somebody cancelled stays cancelled. 409 import_taken.
core::Result<void> save_running_import(db::Writer& writer, const ImportRun& run);
/// Saves only if nobody else moved the import on from `rows_done_before`: two servers, or a server
/// and a command, never work at one file together. 409 import_taken.
core::Result<void> advance_import(db::Writer& writer, const ImportRun& run,
                                  std::int64_t rows_done_before);

core::Result<std::optional<ImportRun>> find_import(db::Reader& reader, const core::Id& id);
/// The newest real import of the same file into the same edition and region that was not cancelled.
core::Result<std::optional<ImportRun>> find_import_of_file(db::Reader& reader,
                                                           const std::string& digest,
                                                           const core::Id& edition_id,
                                                           const std::string& region_code);
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
/// How many rows of this outcome have which reason, the most frequent first.
core::Result<std::vector<ReasonCount>> count_reasons(db::Reader& reader, const core::Id& import_id,
                                                     RowOutcome outcome);

} // namespace jisr::registry
