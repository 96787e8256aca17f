#include "modules/messages/template_store.hpp"

#include "service/crud.hpp"

namespace jisr::messages {

namespace {

constexpr std::string_view kEntity = "message_template";

std::string select_templates()
{
    return "select " + db::columns_of<TemplateRow>() + " from message_template";
}

} // namespace

const std::optional<std::string>& TemplateRow::text(core::Language language) const
{
    switch (language) {
    case core::Language::Ar:
        return text_ar;
    case core::Language::Fr:
        return text_fr;
    case core::Language::Zgh:
        return text_zgh;
    case core::Language::En:
        break;
    }
    return text_en;
}

core::Result<TemplateRow> template_of(db::Reader& reader, const TemplateKind& kind)
{
    auto found = TRY(reader.first<TemplateRow>(select_templates() + " where code = :code",
                                               {{"code", kind.code}}));
    if (found)
        return std::move(*found);
    TemplateRow row;
    row.id = service::named_id(kEntity, kind.code);
    row.code = kind.code;
    return row;
}

core::Result<std::vector<TemplateRow>> changed_templates(db::Reader& reader)
{
    return reader.all<TemplateRow>(select_templates() + " order by code");
}

core::Result<TemplateRow> save_template(service::WriteContext& context, const TemplateRow& before,
                                        TemplateRow after)
{
    after.updated_at = context.clock.now();
    after.updated_by_name = context.actor.name;
    if (before.version > 0)
        return service::replace_record(context, kEntity, before, std::move(after), "update");
    after.version = 1;
    TRY(service::create_record(context, kEntity, after));
    return after;
}

} // namespace jisr::messages
