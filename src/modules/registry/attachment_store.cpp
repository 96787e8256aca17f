#include "modules/registry/attachment_store.hpp"

#include "service/base64.hpp"

namespace jisr::registry {

namespace {

const std::string& columns()
{
    static const std::string list = db::columns_of<Attachment>();
    return list;
}

} // namespace

core::Result<void> insert_attachment(db::Writer& writer, const Attachment& attachment,
                                     std::string_view content)
{
    auto params = db::params_of(attachment);
    params.push_back({"content", service::to_base64(content)});
    return writer.write("insert into attachment (" + columns() + ", content) values (" +
                            db::placeholders_of<Attachment>() + ", :content)",
                        params);
}

core::Result<void> delete_attachment(db::Writer& writer, const core::Id& id)
{
    return writer.write("delete from attachment where id = :id", {{"id", id}});
}

core::Result<std::optional<Attachment>> find_attachment(db::Reader& reader, const core::Id& id)
{
    return reader.first<Attachment>("select " + columns() + " from attachment where id = :id",
                                    {{"id", id}});
}

core::Result<std::string> content_of_attachment(db::Reader& reader, const core::Id& id)
{
    std::string content;
    TRY(reader.query("select content from attachment where id = :id", {{"id", id}},
                     [&](const db::Row& row) {
                         content = service::from_base64(row.text(0));
                         return false;
                     }));
    return content;
}

core::Result<std::vector<Attachment>> attachments_of(db::Reader& reader, const core::Id& person_id)
{
    return reader.all<Attachment>(
        "select " + columns() + " from attachment where person_id = :id order by created_at, id",
        {{"id", person_id}});
}

core::Result<std::vector<Attachment>> attachments_of_organisation(db::Reader& reader,
                                                                  const core::Id& organisation_id)
{
    return reader.all<Attachment>("select " + columns() +
                                      " from attachment where organisation_id = :organisation_id "
                                      "order by created_at, id",
                                  {{"organisation_id", organisation_id}});
}

} // namespace jisr::registry
