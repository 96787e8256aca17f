#pragma once

#include "modules/registry/held_role.hpp"
#include "modules/registry/import_row.hpp"

namespace jisr::registry {

enum class ImportState { NeedsMapping, Running, Done, Failed, Cancelled };
BOOST_DESCRIBE_ENUM(ImportState, NeedsMapping, Running, Done, Failed, Cancelled)

enum class RowOutcome { Registered, Refused, Duplicate };
BOOST_DESCRIBE_ENUM(RowOutcome, Registered, Refused, Duplicate)

/// What the first row of a list holds.
enum class FirstRow { Headings, Person };
BOOST_DESCRIBE_ENUM(FirstRow, Headings, Person)

/// A row of table import_run.
struct ImportRun
{
    core::Id id;
    std::string file_name;
    std::string file_digest; ///< BLAKE2b of the file: the same file is taken up where it stood
    core::Id edition_id;
    std::string region_code;
    bool dry_run = false; ///< tells what would happen, registers nobody
    ImportState state = ImportState::Running;
    std::vector<ImportColumn> columns;
    std::optional<std::int64_t> rows_total;
    std::int64_t rows_done = 0;
    std::int64_t last_row = 0;
    std::int64_t registered = 0;
    std::int64_t refused = 0;
    std::int64_t duplicates = 0;
    std::optional<std::string> problem; ///< slug of what stopped it
    core::Instant started_at;
    std::optional<core::Instant> finished_at;
    std::string started_by;
    std::string started_by_name;
    std::vector<HeldRole> started_as;
    std::optional<core::Date> consent_on; ///< of each row that does not say its own
    std::optional<ConsentMethod> consent_method;
    std::optional<core::Instant> refused_fetched_at;
    std::optional<core::Instant> list_removed_at; ///< the file itself, not what became of its rows
    std::optional<FirstRow> first_row;            ///< null: headings nobody knows, or a person
    std::vector<std::string> sheets;              ///< names of those that are read; none for a CSV
    std::vector<std::string> unread_sheets;       ///< of other headings than the list's, or hidden
    std::int64_t skipped_rows = 0;                ///< above the headings
};
BOOST_DESCRIBE_STRUCT(ImportRun, (),
                      (id, file_name, file_digest, edition_id, region_code, dry_run, state, columns,
                       rows_total, rows_done, last_row, registered, refused, duplicates, problem,
                       started_at, finished_at, started_by, started_by_name, started_as, consent_on,
                       consent_method, refused_fetched_at, list_removed_at, first_row, sheets,
                       unread_sheets, skipped_rows))

struct ReasonCount
{
    std::string code;
    std::int64_t count = 0;

    static constexpr std::string_view kRecord = "registry.ReasonCount";
};
BOOST_DESCRIBE_STRUCT(ReasonCount, (), (code, count))

/// An import as it is shown.
struct Import
{
    core::Id id;
    std::string file_name;
    core::Id edition_id;
    std::string region_code;
    bool dry_run = false;
    ImportState state = ImportState::Running;
    std::vector<ImportColumn> columns;
    /// Of each column the first few cells that differ, for whoever says what it holds; none
    /// otherwise.
    std::vector<std::vector<std::string>> samples;
    std::vector<std::string> fields;         ///< what a heading may be mapped to
    std::vector<std::string> missing_fields; ///< that no column gives yet
    std::optional<std::int64_t> rows_total;
    std::int64_t rows_done = 0;
    std::int64_t registered = 0;
    std::int64_t refused = 0;
    std::int64_t duplicates = 0;
    std::vector<ReasonCount> refused_reasons; ///< the most frequent first
    std::optional<std::string> problem;
    std::optional<std::string> problem_title; ///< in the reader's language
    core::Instant started_at;
    std::optional<core::Instant> finished_at;
    std::string started_by_name;
    std::optional<core::Date> consent_on;
    std::optional<ConsentMethod> consent_method;
    std::int64_t consent_missing = 0; ///< registered, and nobody has said yet when she agreed
    std::optional<core::Instant> list_removed_at;
    std::optional<FirstRow> first_row; ///< null: the mapping must say it
    std::vector<std::string> sheets;
    std::vector<std::string> unread_sheets; ///< of another shape, or hidden: nobody there is read
    std::int64_t skipped_rows = 0;          ///< above the headings
    std::vector<std::string> own_columns;   ///< of files of this program: left out unasked
    /// `columns` are as those of the last list with these headings were read, for whoever says what
    /// they hold.
    bool columns_proposed = false;

    static constexpr std::string_view kRecord = "registry.Import";
};
BOOST_DESCRIBE_STRUCT(Import, (),
                      (id, file_name, edition_id, region_code, dry_run, state, columns, samples,
                       fields, missing_fields, rows_total, rows_done, registered, refused,
                       duplicates, refused_reasons, problem, problem_title, started_at, finished_at,
                       started_by_name, consent_on, consent_method, consent_missing,
                       list_removed_at, first_row, sheets, unread_sheets, skipped_rows, own_columns,
                       columns_proposed))

/// A row of table import_row.
struct ImportRowRecord
{
    core::Id import_id;
    std::int64_t row = 0;
    RowOutcome outcome = RowOutcome::Refused;
    std::vector<RowReason> reasons;
    std::optional<core::Id> person_id; ///< registered, or known already
    std::optional<std::string> reference;
};
BOOST_DESCRIBE_STRUCT(ImportRowRecord, (), (import_id, row, outcome, reasons, person_id, reference))

/// Whether the actor sent the list or imports where it belongs.
bool may_see(const service::Actor& actor, const ImportRun& run);

} // namespace jisr::registry
