#include "modules/messages/message_store.hpp"
#include "modules/messages/template_store.hpp"
#include "service/change_feed.hpp"
#include "service/log_new.hpp"

#include <algorithm>

namespace jisr::messages {

namespace {

core::Problem fault(std::string_view what, const MessageDraft& draft)
{
    return core::problems::internal(std::string(what) + " of message " + draft.template_code);
}

/// By the wanted channel alone when one is wanted.
Way way_of(const MessageDraft& draft)
{
    const auto& to = draft.recipient;
    if (to.user_id || draft.channel == Channel::InApp)
        return {Channel::InApp, std::nullopt};
    if (!draft.channel)
        return way_to({to.phone, to.email}, Channel::Sms);
    const bool sms = *draft.channel == Channel::Sms;
    return way_to({sms ? to.phone : std::nullopt, sms ? std::nullopt : to.email}, *draft.channel);
}

core::Result<void> require_whole(const MessageDraft& draft, const TemplateKind* kind)
{
    if (kind == nullptr)
        return core::fail(fault("there is no template", draft));
    if (draft.occasion.empty())
        return core::fail(fault("there is no occasion", draft));
    if ((kind->audience == Audience::Staff) != draft.recipient.user_id.has_value())
        return core::fail(fault("the recipient is not", draft));
    for (const auto name : kind->placeholders)
        if (!draft.params.contains(name))
            return core::fail(fault("a placeholder is missing", draft));
    return {};
}

core::Result<std::string> text_of(db::Reader& reader, const MessageDraft& draft,
                                  const TemplateKind& kind)
{
    const auto language = draft.recipient.language;
    const auto written = TRY(template_of(reader, kind));
    const auto& own = written.text(language);
    return rendered(own ? *own : default_text(kind, language), draft.params);
}

/// Who may not be reached has failed at once; what stands in the app has arrived.
void begin(MessageRow& row)
{
    if (row.channel == Channel::InApp) {
        row.state = MessageState::Delivered;
        row.sent_at = row.settled_at = row.queued_at;
    } else if (!row.address) {
        row.state = MessageState::Failed;
        row.reason = MessageReason::NoAddress;
        row.settled_at = row.queued_at;
    }
}

core::Result<MessageRow> row_of(const service::WriteContext& context, const MessageDraft& draft,
                                const TemplateKind& kind)
{
    MessageRow row;
    row.id = core::Id::make();
    row.occasion = draft.occasion;
    row.template_code = kind.code;
    auto way = way_of(draft);
    row.channel = way.channel;
    row.address = std::move(way.address);
    row.language = draft.recipient.language;
    row.person_id = draft.recipient.person_id;
    row.user_id = draft.recipient.user_id;
    row.subject = draft.subject;
    if (const auto* reference = draft.params.if_contains("reference"))
        if (reference->is_string())
            row.reference = std::string(reference->get_string());
    row.text = TRY(text_of(context.reader, draft, kind));
    row.parts = row.channel == Channel::Sms ? outbound::measured(row.text).parts : 0;
    row.link = draft.link;
    row.region_code = draft.place.region_code;
    row.province_code = draft.place.province_code;
    row.centre_id = draft.place.centre_id;
    row.due_at = row.queued_at = context.clock.now();
    row.queued_by = context.actor.id;
    row.queued_by_name = context.actor.name;
    begin(row);
    return row;
}

core::Result<void> outdate_each(service::WriteContext& context, const std::vector<core::Id>& ids)
{
    for (const auto& id : ids)
        TRY(change_message(context, id,
                           [&](MessageRow& row) { return outdate(row, context.clock.now()); }));
    return {};
}

} // namespace

core::Result<core::Id> enqueue(service::WriteContext& context, const MessageDraft& draft)
{
    const auto* kind = find_template_kind(draft.template_code);
    TRY(require_whole(draft, kind));
    const auto row = TRY(row_of(context, draft, *kind));
    if (!TRY(insert_message(context.writer, row)))
        return TRY(find_by_occasion(context.writer, draft.occasion)).value_or(row.id);
    TRY(service::log_new(context, "message", row.id, row.version,
                         core::difference_of_new(facts_of(row))));
    return row.id;
}

core::Result<Preview> preview_of(db::Reader& reader, const MessageDraft& draft)
{
    const auto* kind = find_template_kind(draft.template_code);
    TRY(require_whole(draft, kind));
    const auto way = way_of(draft);
    Preview preview{.channel = way.channel, .text = TRY(text_of(reader, draft, *kind))};
    if (way.address)
        preview.address = masked(way.channel, *way.address);
    if (way.channel == Channel::Sms)
        preview.parts = outbound::measured(preview.text).parts;
    return preview;
}

core::Result<bool> was_told(db::Reader& reader, std::string_view occasion)
{
    return TRY(find_by_occasion(reader, occasion)).has_value();
}

core::Result<void> cancel_waiting_about(service::WriteContext& context, const core::Id& subject,
                                        std::string_view occasion)
{
    return outdate_each(context, TRY(find_standing_about(context.writer, subject, occasion)));
}

core::Result<void> cancel_waiting_to(service::WriteContext& context, const core::Id& person_id)
{
    return outdate_each(context, TRY(find_waiting_to(context.writer, person_id)));
}

} // namespace jisr::messages
