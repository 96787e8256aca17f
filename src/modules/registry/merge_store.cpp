#include "modules/registry/merge_store.hpp"

namespace jisr::registry {

namespace {

std::string select_merges(std::string_view condition)
{
    return "select " + db::columns_of<MergeRow>() + " from person_merge where " +
           std::string(condition);
}

} // namespace

core::Result<void> insert_merge(db::Writer& writer, const MergeRow& merge)
{
    return writer.insert("person_merge", merge);
}

core::Result<void> update_merge(db::Writer& writer, const MergeRow& merge)
{
    static const std::string sql = "update person_merge set " + db::assignments_of<MergeRow>() +
                                   " where id = :id and version = :version - 1";
    if (TRY(writer.update(sql, db::params_of(merge))) == 0)
        return core::fail(core::problems::overtaken());
    return {};
}

core::Result<MergeRow> get_merge(db::Reader& reader, const core::Id& id)
{
    auto found = TRY(reader.first<MergeRow>(select_merges("id = :id"), {{"id", id}}));
    if (!found)
        return core::fail(core::problems::not_found());
    return std::move(*found);
}

core::Result<std::optional<MergeRow>> find_standing_merge(db::Reader& reader,
                                                          const core::Id& merged)
{
    return reader.first<MergeRow>(select_merges("merged = :merged and undone_at is null"),
                                  {{"merged", merged}});
}

core::Result<std::vector<MergeRow>> later_merges(db::Reader& reader, const MergeRow& merge)
{
    return reader.all<MergeRow>(
        select_merges("kept = :kept and kept_version > :version and undone_at is null "
                      "order by kept_version"),
        {{"kept", merge.kept}, {"version", merge.kept_version}});
}

core::Result<std::vector<MergeRow>> merges_of(db::Reader& reader, const core::Id& person)
{
    return reader.all<MergeRow>(
        select_merges("kept = :person or merged = :person order by merged_at desc, id desc"),
        {{"person", person}});
}

core::Result<void> move_attachment(db::Writer& writer, const Attachment& attachment)
{
    return writer.write("update attachment set person_id = :person_id, moved_from = :moved_from "
                        "where id = :id",
                        {{"person_id", attachment.person_id},
                         {"moved_from", attachment.moved_from},
                         {"id", attachment.id}});
}

} // namespace jisr::registry
