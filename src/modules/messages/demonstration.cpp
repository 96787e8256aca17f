#include "modules/messages/message_store.hpp"

#include <array>

namespace jisr::messages {

namespace {

using core::Language;

/// What became of an invented message.
struct Told
{
    const char* template_code;
    Language language;
    const char* region_code;
    const char* province_code;
    Channel channel;
    MessageState state;
    std::optional<MessageReason> reason;
};

constexpr std::array<Told, 9> kTold{{
    {"registered", Language::Ar, "10", "10.261", Channel::Sms, MessageState::Delivered, {}},
    {"selected", Language::Ar, "10", "10.261", Channel::Sms, MessageState::Delivered, {}},
    {"convoked", Language::Fr, "10", "10.261", Channel::Email, MessageState::Sent, {}},
    {"promoted", Language::Ar, "10", "10.581", Channel::Sms, MessageState::Queued, {}},
    {"call_centre", Language::Zgh, "09", "09.001", Channel::Sms, MessageState::Failed,
     MessageReason::NotDelivered},
    {"convoked", Language::Ar, "10", "10.261", Channel::Sms, MessageState::Unsure,
     MessageReason::NoAnswer},
    {"paper_missing", Language::Fr, "10", "10.261", Channel::Sms, MessageState::Failed,
     MessageReason::NoAddress},
    {"promoted", Language::Ar, "10", "10.261", Channel::Sms, MessageState::Queued,
     MessageReason::GatewayAway},
    {"answer", Language::Ar, "10", "10.261", Channel::Sms, MessageState::Cancelled, {}},
}};

MessageDraft draft_of(const Told& told, std::size_t number, core::Date today)
{
    const std::string count = std::to_string(number);
    MessageDraft draft;
    draft.template_code = told.template_code;
    draft.recipient.language = told.language;
    if (told.reason != MessageReason::NoAddress)
        draft.recipient.phone = "+21260000000" + count; // given to nobody
    draft.recipient.email = "demonstration" + count + "@example.org";
    draft.channel = told.channel;
    draft.place = {.region_code = told.region_code, .province_code = told.province_code};
    draft.params = {{"reference", "DEMO-00010" + count},
                    {"date", core::Date::from_days(today.days_since_epoch() + 9).to_iso()},
                    {"time", "09:30"}};
    draft.occasion = "demonstration/" + count;
    return draft;
}

core::Result<void> tell(service::WriteContext& context, const Told& told, std::size_t number)
{
    const auto id = TRY(enqueue(context, draft_of(told, number, context.clock.today())));
    TRY(change_message(context, id, [&](MessageRow& row) -> std::optional<std::string> {
        if (row.version > 1 || (row.state == told.state && row.reason == told.reason))
            return std::nullopt;
        row.state = told.state;
        row.reason = told.reason;
        row.attempts = row.tries = told.state == MessageState::Cancelled ? 0 : 1;
        return std::string(core::code_of(told.state));
    }));
    return {};
}

core::Result<void> tell_staff(service::WriteContext& context, const core::Id& user)
{
    MessageDraft draft;
    draft.template_code = "staff_promoted";
    draft.recipient = {.user_id = user};
    draft.place = {.region_code = "10", .province_code = "10.261"};
    draft.params = {{"reference", "DEMO-000104"}};
    draft.occasion = "demonstration/staff/" + user.str();
    draft.link = "/persons";
    TRY(enqueue(context, draft));
    return {};
}

} // namespace

core::Result<void> seed_demonstration_messages(service::Services& services,
                                               const std::vector<core::Id>& staff)
{
    return service::write_as(services, service::Actor::system("demonstration"),
                             [&](service::WriteContext& context) -> core::Result<void> {
                                 for (std::size_t i = 0; i < kTold.size(); ++i)
                                     TRY(tell(context, kTold.at(i), i + 1));
                                 for (const auto& user : staff)
                                     TRY(tell_staff(context, user));
                                 return {};
                             });
}

} // namespace jisr::messages
