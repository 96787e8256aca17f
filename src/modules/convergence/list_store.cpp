#include "modules/convergence/list_store.hpp"

#include "service/crud.hpp"

namespace jisr::convergence {

namespace {

const std::string& select_list()
{
    static const std::string sql =
        "select " + db::columns_of<ListRecord>("r") + " from programme_list r where ";
    return sql;
}

const std::string& select_row()
{
    static const std::string sql = "select " + db::columns_of<RowRecord>() +
                                   " from programme_list_row where list_id = :list_id and ";
    return sql;
}

/// Of a row that is nobody's no more than who she is not: the same list again asks of nobody twice.
RowRecord nobody_only(RowRecord row)
{
    for (auto& one : row.likely)
        one = {.person_id = one.person_id};
    row.said.reset();
    row.benefit.reset();
    row.progress.reset();
    return row;
}

} // namespace

Result<std::optional<ListRecord>> find_list(db::Reader& reader, const core::Id& id)
{
    return reader.first<ListRecord>(select_list() + "r.id = :id and r.state <> 'removed'",
                                    {{"id", id}});
}

Result<std::optional<ListRecord>> find_list_of_file(db::Reader& reader, const ListRecord& like)
{
    auto known = TRY(reader.all<ListRecord>(
        select_list() + "r.file_digest = :digest and r.programme_id = :programme_id and "
                        "r.year = :year and r.region_code = :region and "
                        "r.province_code = :province and r.state in ('running', 'open', 'closed') "
                        "order by r.started_at desc",
        {{"digest", like.file_digest},
         {"programme_id", like.programme_id},
         {"year", like.year},
         {"region", like.region_code},
         {"province", like.province_code}}));
    for (auto& list : known)
        if (list.centre_id == like.centre_id)
            return std::optional(std::move(list));
    return std::optional<ListRecord>();
}

Result<std::vector<ListRecord>> recent_lists(const service::Context& context)
{
    service::Conditions conditions;
    conditions.add("r.state <> 'removed'");
    conditions.add(context.actor.scope_condition(service::Permission::ImportRegistrants, "r",
                                                 conditions.params));
    return context.reader.all<ListRecord>(select_list() + std::string(conditions.sql()) +
                                              " order by r.started_at desc, r.id limit 100",
                                          conditions.params);
}

Result<std::vector<ListRecord>> lists_in_state(db::Reader& reader, ListState state)
{
    return reader.all<ListRecord>(select_list() + "r.state = :state order by r.started_at",
                                  {{"state", state}});
}

Result<void> advance_list(db::Writer& writer, const ListRecord& list, std::int64_t rows_done_before)
{
    const auto moved = TRY(writer.keep(
        "update programme_list set rows_done = :rows_done, last_row = :last_row, "
        "unread = :unread, left_out = :left_out where id = :id and rows_done = :before and "
        "state = 'running'",
        {{"rows_done", list.rows_done},
         {"last_row", list.last_row},
         {"unread", list.unread},
         {"left_out", list.left_out},
         {"id", list.id},
         {"before", rows_done_before}}));
    if (moved == 0)
        return core::fail(core::problems::conflict("import_taken"));
    return {};
}

Result<void> insert_row(db::Writer& writer, const RowRecord& row)
{
    static const std::string sql = "insert into programme_list_row (" +
                                   db::columns_of<RowRecord>() + ") values (" +
                                   db::placeholders_of<RowRecord>() + ")";
    TRY(writer.keep(sql, db::params_of(row)));
    return {};
}

Result<void> update_row(db::Writer& writer, const RowRecord& row, ListOutcome outcome_before)
{
    static const std::string sql = "update programme_list_row set " +
                                   db::assignments_of<RowRecord>({"list_id", "row"}) +
                                   " where list_id = :list_id and row = :row and outcome = :before";
    auto params = db::params_of(row);
    params.push_back({"before", outcome_before});
    if (TRY(writer.keep(sql, params)) == 0)
        return core::fail(core::problems::conflict("row_settled"));
    return {};
}

Result<void> delete_row(db::Writer& writer, const RowRecord& row)
{
    TRY(writer.keep("delete from programme_list_row where list_id = :list_id and row = :row",
                    {{"list_id", row.list_id}, {"row", row.row}}));
    return {};
}

Result<std::vector<RowRecord>> rows_of(db::Reader& reader, const core::Id& list_id,
                                       std::optional<ListOutcome> outcome, std::int64_t after_row,
                                       std::int64_t limit)
{
    std::string sql = select_row() + "row > :after";
    std::vector<db::Param> params{{"list_id", list_id}, {"after", after_row}, {"limit", limit}};
    if (outcome) {
        sql += " and outcome = :outcome";
        params.push_back({"outcome", *outcome});
    }
    return reader.all<RowRecord>(sql + " order by row limit :limit", params);
}

Result<RowRecord> get_row(db::Reader& reader, const core::Id& list_id, std::int64_t row)
{
    auto found = TRY(
        reader.first<RowRecord>(select_row() + "row = :row", {{"list_id", list_id}, {"row", row}}));
    if (!found)
        return core::fail(core::problems::not_found());
    return std::move(*found);
}

Result<void> add_unknown(db::Writer& writer, const core::Id& list_id, std::string_view place_code,
                         std::int64_t persons)
{
    TRY(writer.keep("insert into programme_list_unknown (list_id, place_code, persons) "
                    "values (:list_id, :place_code, :persons) on conflict (list_id, place_code) "
                    "do update set persons = programme_list_unknown.persons + excluded.persons",
                    {{"list_id", list_id}, {"place_code", place_code}, {"persons", persons}}));
    return {};
}

Result<void> forget_unknown(db::Writer& writer, const core::Id& list_id)
{
    TRY(writer.keep("delete from programme_list_unknown where list_id = :id", {{"id", list_id}}));
    return {};
}

Result<void> forget_said(db::Writer& writer, const core::Id& list_id)
{
    const auto left = TRY(writer.all<UnknownCount>(
        "select place_code, count(*) from programme_list_row where list_id = :id and "
        "outcome = 'open' group by place_code order by place_code",
        {{"id", list_id}}));
    for (const auto& [place_code, persons] : left)
        TRY(add_unknown(writer, list_id, place_code, persons));
    TRY(writer.keep("delete from programme_list_row where list_id = :id and outcome = 'open'",
                    {{"id", list_id}}));
    TRY(writer.keep("update programme_list_row set said = null, likely = '[]' where list_id = :id "
                    "and outcome <> 'nobody'",
                    {{"id", list_id}}));
    for (auto row :
         TRY(writer.all<RowRecord>(select_row() + "outcome = 'nobody'", {{"list_id", list_id}})))
        TRY(update_row(writer, nobody_only(std::move(row)), ListOutcome::Nobody));
    return {};
}

Result<void> delete_rows(db::Writer& writer, const core::Id& list_id)
{
    TRY(writer.keep("delete from programme_list_row where list_id = :id", {{"id", list_id}}));
    return forget_unknown(writer, list_id);
}

Result<ListCounts> counts_of(db::Reader& reader, const core::Id& list_id)
{
    auto counts = TRY(reader.first<ListCounts>(
        "select count(*) filter (where outcome = 'sure'), count(*) filter (where outcome = 'same'),"
        " count(*) filter (where outcome = 'open'), count(*) filter (where outcome = 'nobody'), "
        "count(*) filter (where false) "
        "from programme_list_row where list_id = :id",
        {{"id", list_id}}));
    ListCounts all = counts.value_or(ListCounts{});
    all.unknown = all.nobody + TRY(reader.count("select cast(coalesce(sum(persons), 0) as bigint) "
                                                "from programme_list_unknown where list_id = :id",
                                                {{"id", list_id}}));
    return all;
}

Result<std::vector<UnknownCount>> unknown_of(db::Reader& reader, const core::Id& list_id)
{
    return reader.all<UnknownCount>(
        "select place_code, cast(sum(persons) as bigint) from ("
        "select place_code, persons from programme_list_unknown where list_id = :id union all "
        "select place_code, 1 from programme_list_row where list_id = :id and outcome = 'nobody'"
        ") u group by place_code order by place_code",
        {{"id", list_id}});
}

} // namespace jisr::convergence
