#include "modules/registry/import_store.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace jisr::registry {

namespace {

const std::string& select_run()
{
    static const std::string sql = "select " + db::columns_of<ImportRun>() + " from import_run";
    return sql;
}

} // namespace

core::Result<void> insert_import(db::Writer& writer, const ImportRun& run)
{
    static const std::string sql = "insert into import_run (" + db::columns_of<ImportRun>() +
                                   ") values (" + db::placeholders_of<ImportRun>() + ")";
    TRY(writer.keep(sql, db::params_of(run)));
    return {};
}

core::Result<ImportRun> hold_import(db::Writer& writer, const core::Id& id)
{
    // On PostgreSQL who comes second waits here, and then reads what the first has written.
    TRY(writer.keep("update import_run set state = state where id = :id", {{"id", id}}));
    auto run = TRY(find_import(writer, id));
    if (!run)
        return core::fail(core::problems::not_found());
    return std::move(*run);
}

core::Result<ImportRun> hold_running_import(db::Writer& writer, const ImportRun& run)
{
    auto now = TRY(hold_import(writer, run.id));
    if (now.state != ImportState::Running || now.last_row != run.last_row)
        return core::fail(core::problems::conflict("import_taken"));
    return now;
}

core::Result<void> save_import(db::Writer& writer, const ImportRun& run)
{
    static const std::string sql =
        "update import_run set " + db::assignments_of<ImportRun>({"id"}) + " where id = :id";
    TRY(writer.keep(sql, db::params_of(run)));
    return {};
}

core::Result<std::optional<ImportRun>> find_import(db::Reader& reader, const core::Id& id)
{
    return reader.first<ImportRun>(select_run() + " where id = :id", {{"id", id}});
}

core::Result<std::optional<ImportRun>> find_import_of_file(db::Reader& reader,
                                                           const ImportRun& like)
{
    return reader.first<ImportRun>(
        select_run() + " where file_digest = :digest and edition_id = :edition_id and "
                       "region_code = :region_code and dry_run = false and "
                       "state in ('running', 'done') order by started_at desc",
        {{"digest", like.file_digest},
         {"edition_id", like.edition_id},
         {"region_code", like.region_code}});
}

core::Result<std::optional<ImportRun>> hold_import_of_file(db::Writer& writer,
                                                           const ImportRun& like)
{
    constexpr int kHexadecimal = 16;
    const auto digits = std::string_view(like.file_digest).substr(0, 8);
    std::uint32_t key = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), key, kHexadecimal);
    TRY(writer.hold({key}));
    return find_import_of_file(writer, like);
}

core::Result<std::optional<std::vector<ImportColumn>>> columns_read_before(db::Reader& reader,
                                                                           const ImportRun& like)
{
    std::optional<std::vector<ImportColumn>> found;
    TRY(reader.query(
        "select r.columns from import_run r join edition e on e.id = r.edition_id "
        "where e.programme_id = (select programme_id from edition where id = :edition) "
        "and r.region_code = :region_code and r.state in ('running', 'done') "
        "order by r.started_at desc, r.id desc",
        {{"edition", like.edition_id}, {"region_code", like.region_code}}, [&](const db::Row& row) {
            found = read_as(like.columns, db::get<std::vector<ImportColumn>>(row, 0));
            return !found;
        }));
    return found;
}

core::Result<std::vector<ImportRun>> running_imports(db::Reader& reader)
{
    return reader.all<ImportRun>(select_run() + " where state = 'running' order by started_at");
}

core::Result<std::vector<ImportRun>> recent_imports(db::Reader& reader, const service::Actor& actor)
{
    // A list belongs to a region or to the nation: smaller scopes see those that they sent.
    static const std::string source = "(select import_run.*, cast(null as text) as province_code, "
                                      "cast(null as uuid) as centre_id from import_run)";
    std::vector<db::Param> params{{"actor", actor.id}};
    const auto scope = actor.scope_condition(service::Permission::ImportRegistrants, "r", params);
    return reader.all<ImportRun>("select " + db::columns_of<ImportRun>("r") + " from " + source +
                                     " r where r.started_by = :actor or " + scope +
                                     " order by r.started_at desc, r.id limit 50",
                                 params);
}

core::Result<void> note_refused_fetched(db::Writer& writer, const core::Id& id, core::Instant now)
{
    TRY(writer.keep("update import_run set refused_fetched_at = :now where id = :id",
                    {{"id", id}, {"now", now}}));
    return {};
}

core::Result<void> note_list_removed(db::Writer& writer, const core::Id& id, core::Instant now)
{
    TRY(writer.keep("update import_run set list_removed_at = :now where id = :id",
                    {{"id", id}, {"now", now}}));
    return {};
}

core::Result<void> insert_import_row(db::Writer& writer, const ImportRowRecord& row)
{
    static const std::string sql = "insert into import_row (" + db::columns_of<ImportRowRecord>() +
                                   ") values (" + db::placeholders_of<ImportRowRecord>() + ")";
    TRY(writer.keep(sql, db::params_of(row)));
    return {};
}

core::Result<void> delete_import_rows(db::Writer& writer, const core::Id& import_id)
{
    TRY(writer.keep("delete from import_row where import_id = :id", {{"id", import_id}}));
    return {};
}

core::Result<std::vector<ImportRowRecord>> import_rows(db::Reader& reader,
                                                       const core::Id& import_id,
                                                       std::optional<RowOutcome> outcome,
                                                       std::int64_t after_row, std::int64_t limit)
{
    std::string sql = "select " + db::columns_of<ImportRowRecord>() +
                      " from import_row where import_id = :id and row > :after";
    std::vector<db::Param> params{{"id", import_id}, {"after", after_row}, {"limit", limit}};
    if (outcome) {
        sql += " and outcome = :outcome";
        params.push_back({"outcome", *outcome});
    }
    return reader.all<ImportRowRecord>(sql + " order by row limit :limit", params);
}

core::Result<ImportRowRecord> get_import_row(db::Reader& reader, const core::Id& import_id,
                                             std::int64_t row)
{
    static const std::string sql = "select " + db::columns_of<ImportRowRecord>() +
                                   " from import_row where import_id = :id and row = :row";
    auto found = TRY(reader.first<ImportRowRecord>(sql, {{"id", import_id}, {"row", row}}));
    if (!found)
        return core::fail(core::problems::not_found());
    return std::move(*found);
}

core::Result<void> settle_import_row(db::Writer& writer, const ImportRowRecord& row)
{
    static const std::string sql = "update import_row set " +
                                   db::assignments_of<ImportRowRecord>({"import_id", "row"}) +
                                   " where import_id = :import_id and row = :row and "
                                   "outcome = 'duplicate' and reasons <> :reasons";
    if (TRY(writer.keep(sql, db::params_of(row))) == 0)
        return core::fail(core::problems::conflict("row_settled"));
    if (row.outcome == RowOutcome::Registered)
        TRY(writer.keep("update import_run set registered = registered + 1, "
                        "duplicates = duplicates - 1 where id = :id",
                        {{"id", row.import_id}}));
    return {};
}

core::Result<bool> some_row_waits(db::Reader& reader, const core::Id& import_id)
{
    return TRY(reader.count(
               "select count(*) from import_row where import_id = :id and "
               "outcome = 'duplicate' and reasons like :likely",
               {{"id", import_id}, {"likely", "%\"" + std::string(kLikelySame) + "\"%"}})) > 0;
}

core::Result<std::int64_t> count_without_consent(db::Reader& reader, const core::Id& import_id)
{
    return reader.count("select count(*) from import_row r join person p on p.id = r.person_id "
                        "where r.import_id = :id and r.outcome = 'registered' and "
                        "p.consent_on is null and p.state <> 'merged'",
                        {{"id", import_id}});
}

core::Result<std::int64_t> count_withdrawn_duplicates(db::Reader& reader, const core::Id& import_id)
{
    return reader.count("select count(*) from import_row r join person p on p.id = r.person_id "
                        "where r.import_id = :id and r.outcome = 'duplicate' and "
                        "p.state = 'withdrawn'",
                        {{"id", import_id}});
}

core::Result<std::vector<ReasonCount>> count_reasons(db::Reader& reader, const core::Id& import_id,
                                                     RowOutcome outcome)
{
    std::map<std::string, std::int64_t> counts;
    TRY(reader.query("select reasons from import_row where import_id = :id and outcome = :outcome",
                     {{"id", import_id}, {"outcome", outcome}}, [&](const db::Row& row) {
                         for (const auto& reason : db::get<std::vector<RowReason>>(row, 0))
                             ++counts[reason.code];
                         return true;
                     }));
    std::vector<ReasonCount> list;
    list.reserve(counts.size());
    for (const auto& [code, count] : counts)
        list.push_back({code, count});
    std::stable_sort(list.begin(), list.end(),
                     [](const auto& a, const auto& b) { return a.count > b.count; });
    return list;
}

} // namespace jisr::registry
