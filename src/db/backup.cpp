#include "db/backup.hpp"

#include "core/clock.hpp"
#include "db/backup_file.hpp"
#include "db/migrate.hpp"

#include <bit>

namespace jisr::db {

namespace {

constexpr std::int64_t kProgressRows = 10'000;

struct Table
{
    std::string name;
    std::vector<BackupColumn> columns;
};

/// What PostgreSQL numbers by itself when the lines are written back in their order.
bool is_renumbered(std::string_view table, std::string_view column)
{
    return table == "change" && (column == "seq" || column == "transaction_id");
}

core::Result<Kind> kind_of(std::string_view type)
{
    if (type == "uuid")
        return Kind::Id;
    if (type == "bigint" || type == "integer" || type == "smallint")
        return Kind::Integer;
    if (type == "boolean")
        return Kind::Boolean;
    if (type == "double precision" || type == "real")
        return Kind::Real;
    if (type == "text" || type == "date")
        return Kind::Text;
    return core::fail(
        core::problems::internal("a backup knows no columns of type " + std::string(type)));
}

core::Result<std::vector<Table>> stored_tables(Reader& reader)
{
    std::vector<Table> tables;
    std::optional<core::Problem> fault;
    TRY(reader.query(
        "select table_name, column_name, type from stored_column "
        "where table_name <> 'schema_migration' order by table_name, position",
        {}, [&](const Row& row) {
            if (is_renumbered(row.text(0), row.text(1)))
                return true;
            const auto kind = kind_of(row.text(2));
            if (!kind)
                fault = kind.error();
            if (tables.empty() || tables.back().name != row.text(0))
                tables.push_back({std::string(row.text(0)), {}});
            tables.back().columns.push_back({std::string(row.text(1)), kind.value_or(Kind::Text)});
            return kind.has_value();
        }));
    if (fault)
        return core::fail(*fault);
    return tables;
}

std::string column_list(const Table& table, std::string_view before = "")
{
    std::string list;
    for (const BackupColumn& column : table.columns)
        list.append(list.empty() ? "" : ", ").append(before).append(column.name);
    return list;
}

void write_value(BackupWriter& out, const Row& row, int column, Kind kind)
{
    out.mark(row.is_null(column) ? '\0' : '\1');
    if (row.is_null(column))
        return;
    switch (kind) {
    case Kind::Integer:
        return out.number(row.integer(column));
    case Kind::Boolean:
        return out.number(row.boolean(column) ? 1 : 0);
    case Kind::Real:
        return out.number(std::bit_cast<std::int64_t>(row.real(column)));
    case Kind::Id: {
        const core::Id id = row.id(column);
        return out.bytes({reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()});
    }
    case Kind::Text:
        return out.text(row.text(column));
    }
}

core::Result<std::int64_t> write_table(BackupWriter& out, Reader& reader, const Table& table,
                                       BackupProgress progress)
{
    out.mark('T');
    out.text(table.name);
    out.number(static_cast<std::int64_t>(table.columns.size()));
    for (const BackupColumn& column : table.columns) {
        out.text(column.name);
        out.mark(static_cast<char>(column.kind));
    }
    // The log's order is what its seals cover.
    const bool is_log = table.name == "change";
    const std::string sql = "select " + column_list(table) + " from " +
                            (is_log ? "change_line order by transaction_id, seq" : table.name);
    std::int64_t rows = 0;
    TRY(reader.stream(sql, {}, [&](const Row& row) {
        out.mark('R');
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            write_value(out, row, static_cast<int>(i), table.columns[i].kind);
        if (++rows % kProgressRows == 0)
            progress(table.name, rows);
        return true;
    }));
    out.mark('E');
    out.number(rows);
    progress(table.name, rows);
    return rows;
}

core::Result<BackupSummary> write_all(BackupWriter& out, Reader& reader, std::string_view engine,
                                      BackupProgress progress)
{
    BackupSummary summary{.schema = TRY(schema_number(reader)),
                          .taken_at = core::system_clock().now()};
    out.bytes(kBackupMagic);
    out.number(summary.schema);
    out.number(summary.taken_at.milliseconds);
    out.text(engine);
    for (const Table& table : TRY(stored_tables(reader))) {
        summary.rows += TRY(write_table(out, reader, table, progress));
        ++summary.tables;
    }
    summary.digest = TRY(out.finish());
    return summary;
}

core::Result<BackupSummary> read_header(BackupReader& in)
{
    BackupSummary summary{.schema = TRY(in.number()), .taken_at = {TRY(in.number())}};
    TRY(in.text()); // the engine it came from: for people who look into the file
    return summary;
}

core::Result<Table> read_table(BackupReader& in)
{
    Table table{.name = TRY(in.text())};
    const std::int64_t columns = TRY(in.number());
    for (std::int64_t i = 0; i < columns; ++i) {
        std::string name = TRY(in.text());
        table.columns.push_back({std::move(name), static_cast<Kind>(TRY(in.mark()))});
    }
    return table;
}

/// Calls `on_row` with the values of each row of the table; gives their number, which must be the
/// one at its end.
core::Result<std::int64_t>
read_rows(BackupReader& in, const Table& table, BackupProgress progress,
          core::FunctionRef<core::Result<void>(const std::vector<Param>&)> on_row)
{
    std::vector<Param> values;
    values.reserve(table.columns.size());
    for (const BackupColumn& column : table.columns)
        values.push_back({column.name, {}});
    std::int64_t rows = 0;
    char mark = TRY(in.mark());
    for (; mark == 'R'; mark = TRY(in.mark())) {
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i].value = TRY(in.value(table.columns[i].kind));
        TRY(on_row(values));
        if (++rows % kProgressRows == 0)
            progress(table.name, rows);
    }
    if (mark != 'E' || TRY(in.number()) != rows)
        return core::fail(core::problems::unavailable("the backup miscounts " + table.name));
    progress(table.name, rows);
    return rows;
}

/// Goes through the records after the header.
core::Result<void>
read_tables(BackupReader& in, BackupSummary& summary, BackupProgress progress,
            core::FunctionRef<core::Result<void>(const Table&)> on_table,
            core::FunctionRef<core::Result<void>(const Table&, const std::vector<Param>&)> on_row)
{
    for (char mark = TRY(in.mark()); mark != 'Z'; mark = TRY(in.mark())) {
        if (mark != 'T')
            return core::fail(core::problems::unavailable("the backup holds an unknown record"));
        const Table table = TRY(read_table(in));
        TRY(on_table(table));
        summary.rows += TRY(read_rows(in, table, progress, [&](const std::vector<Param>& values) {
            return on_row(table, values);
        }));
        ++summary.tables;
    }
    return {};
}

/// 503 where a server was started on the database, which already writes into it.
core::Result<void> require_unused(Reader& reader)
{
    if (TRY(reader.count("select count(*) from change")) > 0)
        return core::fail(core::problems::unavailable(
            "the database is in use, if only by a first start of the service; a backup is restored "
            "into a new one: stop the service, move the database away and restore again"));
    return {};
}

/// Empties what the migrations put in, so that only the backup's rows stand.
core::Result<void> clear(Maintenance& maintenance)
{
    Writer& writer = maintenance.writer();
    TRY(require_unused(writer));
    for (const Table& table : TRY(stored_tables(writer)))
        TRY(writer.keep("delete from " + table.name, {}));
    return {};
}

/// The seals end at the same lines as before, under the numbers that these have now.
core::Result<void> move_seals(Writer& writer)
{
    std::vector<std::int64_t> ends; // how many lines stand up to the end of block i + 1
    TRY(writer.query("select lines from change_seal order by block", {}, [&](const Row& row) {
        ends.push_back((ends.empty() ? 0 : ends.back()) + row.integer(0));
        return true;
    }));
    std::vector<std::array<std::int64_t, 2>> positions;
    std::int64_t line = 0;
    TRY(writer.stream("select transaction_id, seq from change_line order by transaction_id, seq",
                      {}, [&](const Row& row) {
                          ++line;
                          while (positions.size() < ends.size() && ends[positions.size()] == line)
                              positions.push_back({row.integer(0), row.integer(1)});
                          return positions.size() < ends.size();
                      }));
    for (std::size_t i = 0; i < positions.size(); ++i)
        TRY(writer.keep("update change_seal set through_transaction_id = :transaction_id, "
                        "through_seq = :seq where block = :block",
                        {{"transaction_id", positions[i][0]},
                         {"seq", positions[i][1]},
                         {"block", static_cast<std::int64_t>(i) + 1}}));
    return {};
}

core::Result<void> fill(Maintenance& maintenance, BackupReader& in, BackupSummary& summary,
                        BackupProgress progress)
{
    Writer& writer = maintenance.writer();
    std::string insert;
    TRY(read_tables(
        in, summary, progress,
        [&](const Table& table) -> core::Result<void> {
            insert = "insert into " + table.name + " (" + column_list(table) + ") values (" +
                     column_list(table, ":") + ")";
            return {};
        },
        [&](const Table&, const std::vector<Param>& values) {
            return writer.write(insert, values);
        }));
    return move_seals(writer);
}

} // namespace

bool may_hold_backup(const std::filesystem::path& file)
{
    std::error_code unknown;
    const auto status = std::filesystem::status(file, unknown);
    if (!std::filesystem::exists(status))
        return true;
    return std::filesystem::is_regular_file(status) &&
           (std::filesystem::is_empty(file, unknown) || BackupReader::open(file));
}

std::filesystem::path unfinished(std::filesystem::path file)
{
    return file += ".part";
}

core::Result<BackupSummary> backup(Database& database, const std::filesystem::path& file,
                                   BackupProgress progress)
{
    const auto part = unfinished(file);
    BackupWriter out = TRY(BackupWriter::create(part));
    auto summary = database.ask(
        [&](Reader& reader) { return write_all(out, reader, database.engine(), progress); });
    std::error_code fault;
    if (summary)
        std::filesystem::rename(part, file, fault);
    else
        std::filesystem::remove(part, fault);
    if (!summary || !fault)
        return summary;
    std::filesystem::remove(part, fault);
    return core::fail(core::problems::unavailable("cannot name " + file.string()));
}

core::Result<BackupSummary> inspect_backup(const std::filesystem::path& file)
{
    std::string digest = TRY(BackupReader::check(file));
    BackupReader in = TRY(BackupReader::open(file));
    BackupSummary summary = TRY(read_header(in));
    summary.digest = std::move(digest);
    TRY(read_tables(
        in, summary, [](std::string_view, std::int64_t) {},
        [](const Table&) -> core::Result<void> { return {}; },
        [](const Table&, const std::vector<Param>&) -> core::Result<void> { return {}; }));
    return summary;
}

core::Result<BackupSummary> restore(const std::string& url, const std::filesystem::path& file,
                                    BackupProgress progress)
{
    std::string digest = TRY(BackupReader::check(file));
    BackupReader in = TRY(BackupReader::open(file));
    BackupSummary summary = TRY(read_header(in));
    summary.digest = std::move(digest);
    const auto database = TRY(open_unmigrated(url, {}));
    TRY(check_reachable(*database, summary.schema));
    // Before its tables are compared with those of the backup, which may be older.
    if (database->ask(schema_number).value_or(0) > 0)
        TRY(database->ask(require_unused));
    TRY(migrate(*database, summary.schema));
    TRY(database->maintain([&](Maintenance& maintenance) -> core::Result<void> {
        return maintenance.without_references([&]() -> core::Result<void> {
            TRY(clear(maintenance));
            return fill(maintenance, in, summary, progress);
        });
    }));
    TRY(migrate(*database));
    return summary;
}

} // namespace jisr::db
