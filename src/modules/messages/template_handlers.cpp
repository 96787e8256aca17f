#include "modules/messages/handlers.hpp"
#include "modules/messages/template_store.hpp"

#include <map>

namespace jisr::messages {

namespace {

using namespace service;

/// One text of a template, with what becomes of it.
struct TemplateText
{
    core::Language language = core::Language::Ar;
    std::string text;
    bool changed = false; ///< by an administrator, else as the program brings it
    std::string preview;  ///< with sample values
    outbound::SmsSize sms;

    static constexpr std::string_view kRecord = "messages.TemplateText";
};
BOOST_DESCRIBE_STRUCT(TemplateText, (), (language, text, changed, preview, sms))

struct MessageTemplate
{
    std::string code;
    Audience audience = Audience::Person;
    std::vector<std::string> placeholders;
    std::vector<std::string> optional; ///< stand in [brackets], which fall away without them
    std::int64_t most_parts = kMostParts;
    std::vector<TemplateText> texts;
    std::optional<core::Instant> updated_at;
    std::optional<std::string> updated_by_name;
    std::int64_t version = 0;

    static constexpr std::string_view kRecord = "messages.MessageTemplate";
};
BOOST_DESCRIBE_STRUCT(MessageTemplate, (),
                      (code, audience, placeholders, optional, most_parts, texts, updated_at,
                       updated_by_name, version))

/// The texts as an administrator wants them; one left empty is as the program brings it.
struct TemplateDraft
{
    std::optional<std::string> ar;
    std::optional<std::string> fr;
    std::optional<std::string> en;
    std::optional<std::string> zgh;

    static constexpr std::string_view kRecord = "messages.TemplateDraft";
    static constexpr std::array kFields{
        core::field("ar").length(600).lines(), core::field("fr").length(600).lines(),
        core::field("en").length(600).lines(), core::field("zgh").length(600).lines()};
};
BOOST_DESCRIBE_STRUCT(TemplateDraft, (), (ar, fr, en, zgh))

MessageTemplate shown(const TemplateKind& kind, const TemplateRow& row)
{
    MessageTemplate made{.code = std::string(kind.code), .audience = kind.audience};
    made.placeholders.assign(kind.placeholders.begin(), kind.placeholders.end());
    made.optional.assign(kind.optional.begin(), kind.optional.end());
    for (const auto& [language, unused] : core::enum_codes<core::Language>()) {
        const auto& own = row.text(language);
        TemplateText text{.language = language,
                          .text = own ? *own : default_text(kind, language),
                          .changed = own.has_value()};
        text.preview = rendered(text.text, sample_params());
        text.sms = outbound::measured(text.preview);
        made.texts.push_back(std::move(text));
    }
    if (row.version > 0) {
        made.updated_at = row.updated_at;
        made.updated_by_name = row.updated_by_name;
    }
    made.version = row.version;
    return made;
}

Result<const TemplateKind*> kind_of(const Request& request)
{
    const auto* kind = find_template_kind(request.param("code"));
    if (kind == nullptr)
        return core::fail(core::problems::not_found());
    return kind;
}

Result<void> require_sound(const TemplateKind& kind, const TemplateDraft& draft)
{
    std::vector<core::FieldError> faults;
    core::for_each_member<TemplateDraft>([&](std::string_view name, auto pointer) {
        if (const auto& text = draft.*pointer)
            for (auto& fault : faults_of(kind, *text, "/" + std::string(name)))
                faults.push_back(std::move(fault));
    });
    if (!faults.empty())
        return core::fail(core::problems::invalid(std::move(faults)));
    return {};
}

TemplateRow applied(const TemplateKind& kind, const TemplateDraft& draft, TemplateRow row)
{
    const auto own = [&](core::Language language, const std::optional<std::string>& text) {
        return text == default_text(kind, language) ? std::nullopt : text;
    };
    row.text_ar = own(core::Language::Ar, draft.ar);
    row.text_fr = own(core::Language::Fr, draft.fr);
    row.text_en = own(core::Language::En, draft.en);
    row.text_zgh = own(core::Language::Zgh, draft.zgh);
    return row;
}

Response answer(const TemplateKind& kind, const TemplateRow& row)
{
    return versioned(ok(shown(kind, row)), row.version);
}

// GET /api/v1/message-templates
Result<Response> show_templates(Context& context, const Request&)
{
    std::map<std::string, TemplateRow, std::less<>> changed;
    for (auto& row : TRY(changed_templates(context.reader)))
        changed.emplace(row.code, row);
    Page<MessageTemplate> page;
    for (const auto& kind : template_kinds()) {
        const auto found = changed.find(kind.code);
        page.items.push_back(shown(kind, found == changed.end() ? TemplateRow{} : found->second));
    }
    return ok(page);
}

// GET /api/v1/message-templates/{code}
Result<Response> show_template(Context& context, const Request& request)
{
    const auto* kind = TRY(kind_of(request));
    return answer(*kind, TRY(template_of(context.reader, *kind)));
}

// POST /api/v1/message-templates/{code}/preview
// What the texts would look like and cost; nothing is kept, and faults are told as PUT would.
Result<Response> preview(Context& context, const Request& request)
{
    const auto* kind = TRY(kind_of(request));
    const auto draft = TRY(body_of<TemplateDraft>(request));
    TRY(require_sound(*kind, draft));
    return ok(shown(*kind, applied(*kind, draft, TRY(template_of(context.reader, *kind)))));
}

// PUT /api/v1/message-templates/{code}
Result<Response> edit_template(WriteContext& context, const Request& request,
                               const TemplateDraft& draft)
{
    TRY(context.actor.require(Permission::ManageMessages, {}));
    const auto* kind = TRY(kind_of(request));
    const auto before = TRY(template_of(context.writer, *kind));
    if (TRY(required_version(request)) != before.version)
        return core::fail(
            core::problems::stale(core::to_json(draft), core::to_json(shown(*kind, before))));
    TRY(require_sound(*kind, draft));
    return answer(*kind, TRY(save_template(context, before, applied(*kind, draft, before))));
}

} // namespace

Routes template_routes()
{
    constexpr auto kView = Permission::ViewMessages;
    constexpr auto kManage = Permission::ManageMessages;
    const std::string all = "/api/v1/message-templates";
    const std::string one = all + "/{code}";
    Routes routes;
    routes.push_back(
        items<MessageTemplate>(all, kView, "The texts of messages, with previews", show_templates));
    routes.push_back(get<MessageTemplate>(one, kView, "The texts of one kind", show_template));
    Route previewing = get<MessageTemplate>(one + "/preview", kManage,
                                            "What changed texts would look like", preview);
    previewing.method = "POST";
    previewing.request_schema = detail::schema_maker<TemplateDraft>();
    routes.push_back(std::move(previewing));
    routes.push_back(put<TemplateDraft, MessageTemplate>(
                         one, kManage, "Change the texts of one kind", edit_template)
                         .versioned());
    return routes;
}

} // namespace jisr::messages
