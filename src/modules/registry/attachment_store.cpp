#include "modules/registry/attachment_store.hpp"

#include <sodium.h>

namespace jisr::registry {

namespace {

constexpr int kBase64 = sodium_base64_VARIANT_ORIGINAL;

const std::string& columns()
{
    static const std::string list = db::columns_of<Attachment>();
    return list;
}

std::string encoded(std::string_view content)
{
    std::string text(sodium_base64_encoded_len(content.size(), kBase64), '\0');
    sodium_bin2base64(text.data(), text.size(),
                      reinterpret_cast<const unsigned char*>(content.data()), content.size(),
                      kBase64);
    text.pop_back(); // the terminator
    return text;
}

std::string decoded(std::string_view text)
{
    std::string content(text.size(), '\0');
    std::size_t length = 0;
    sodium_base642bin(reinterpret_cast<unsigned char*>(content.data()), content.size(), text.data(),
                      text.size(), nullptr, &length, nullptr, kBase64);
    content.resize(length);
    return content;
}

} // namespace

core::Result<void> insert_attachment(db::Writer& writer, const Attachment& attachment,
                                     std::string_view content)
{
    auto params = db::params_of(attachment);
    params.push_back({"content", encoded(content)});
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
                         content = decoded(row.text(0));
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

} // namespace jisr::registry
