#pragma once

#include "modules/messages/template.hpp"
#include "service/context.hpp"

namespace jisr::messages {

/// The texts of one kind that an administrator wrote; those left empty stand in locales/.
struct TemplateRow
{
    core::Id id;
    std::string code;
    std::optional<std::string> text_ar;
    std::optional<std::string> text_fr;
    std::optional<std::string> text_en;
    std::optional<std::string> text_zgh;
    core::Instant updated_at;
    std::string updated_by_name;
    std::int64_t version = 0; ///< 0: nobody ever wrote one

    [[nodiscard]] const std::optional<std::string>& text(core::Language language) const;
};
BOOST_DESCRIBE_STRUCT(TemplateRow, (),
                      (id, code, text_ar, text_fr, text_en, text_zgh, updated_at, updated_by_name,
                       version))

core::Result<TemplateRow> template_of(db::Reader& reader, const TemplateKind& kind);
/// All of them, by their codes.
core::Result<std::vector<TemplateRow>> changed_templates(db::Reader& reader);
/// As the version after the one that it was read at; 412 when somebody was faster. Logs.
core::Result<TemplateRow> save_template(service::WriteContext& context, const TemplateRow& before,
                                        TemplateRow after);

} // namespace jisr::messages
