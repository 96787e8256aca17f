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

Channel channel_of(const MessageDraft& draft)
{
    if (draft.channel)
        return *draft.channel;
    const auto& to = draft.recipient;
    if (to.user_id)
        return Channel::InApp;
    return to.phone || !to.email ? Channel::Sms : Channel::Email;
}

std::optional<std::string> address_of(const Recipient& recipient, Channel channel)
{
    switch (channel) {
    case Channel::Sms:
        return recipient.phone;
    case Channel::Email:
        return recipient.email;
    case Channel::InApp:
        break;
    }
    return std::nullopt;
}

/// What would break out of a line of SMTP or HTTP is no address.
bool is_address(Channel channel, const std::string& address)
{
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto plain = [](char c) { return c > ' ' && c < 127 && c != '<' && c != '>'; };
    if (channel == Channel::Sms)
        return address.size() > 1 && address.size() <= 16 && address.front() == '+' &&
               std::all_of(address.begin() + 1, address.end(), digit);
    return std::all_of(address.begin(), address.end(), plain) &&
           std::count(address.begin(), address.end(), '@') == 1;
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
void begin(MessageRow& row, std::optional<std::string> address)
{
    if (row.channel == Channel::InApp) {
        row.state = MessageState::Delivered;
        row.sent_at = row.settled_at = row.queued_at;
    } else if (address && is_address(row.channel, *address))
        row.address = std::move(address);
    else {
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
    row.channel = channel_of(draft);
    row.language = draft.recipient.language;
    row.person_id = draft.recipient.person_id;
    row.user_id = draft.recipient.user_id;
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
    begin(row, address_of(draft.recipient, row.channel));
    return row;
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

} // namespace jisr::messages
