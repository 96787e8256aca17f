#pragma once

#include "modules/messages/messages.hpp"
#include "outbound/handover.hpp"

namespace jisr::messages {

enum class MessageState {
    Queued,
    Sending, ///< one server has claimed it
    Sent,    ///< a gateway has it
    Delivered,
    Failed,
    Unsure, ///< nobody can know whether it was sent; not sent again unless somebody says so
    Cancelled
};
BOOST_DESCRIBE_ENUM(MessageState, Queued, Sending, Sent, Delivered, Failed, Unsure, Cancelled)

/// Why a message waits, failed or is unsure.
enum class MessageReason {
    NoAddress,       ///< neither phone nor e-mail is known
    GatewayAway,     ///< nobody was there
    GatewayRefused,  ///< it does not take messages now
    GatewayRejected, ///< it does not take this one
    NoAnswer,
    OddAnswer,
    Interrupted,  ///< the server was stopped while it sent
    NotDelivered, ///< by the operator's report
    OperatorRejected
};
BOOST_DESCRIBE_ENUM(MessageReason, NoAddress, GatewayAway, GatewayRefused, GatewayRejected,
                    NoAnswer, OddAnswer, Interrupted, NotDelivered, OperatorRejected)

/// A message as it is kept.
struct MessageRow
{
    core::Id id;
    std::string occasion;
    std::string template_code;
    Channel channel = Channel::Sms;
    core::Language language = core::Language::Ar;
    std::optional<core::Id> person_id;
    std::optional<core::Id> user_id;
    std::optional<core::Id> subject; ///< registration of which it tells
    std::optional<std::string> address;
    std::optional<std::string> reference;
    std::string text;
    std::int64_t parts = 0;
    std::optional<std::string> link;
    std::string region_code;
    std::string province_code;
    std::optional<core::Id> centre_id;
    MessageState state = MessageState::Queued;
    std::optional<MessageReason> reason;
    std::int64_t attempts = 0;
    std::int64_t tries = 0;
    core::Instant due_at;
    std::optional<core::Instant> claimed_until;
    core::Instant queued_at;
    std::string queued_by;
    std::string queued_by_name;
    std::optional<core::Instant> sent_at;
    std::optional<core::Instant> settled_at;
    std::optional<core::Instant> read_at;
    std::optional<core::Instant> forgotten_at;
    std::optional<core::Instant> outdated_at; ///< since when what it says no longer holds
    std::int64_t version = 1;

    [[nodiscard]] service::Place place() const
    {
        return {.region_code = region_code, .province_code = province_code, .centre_id = centre_id};
    }
};
BOOST_DESCRIBE_STRUCT(MessageRow, (),
                      (id, occasion, template_code, channel, language, person_id, user_id, subject,
                       address, reference, text, parts, link, region_code, province_code, centre_id,
                       state, reason, attempts, tries, due_at, claimed_until, queued_at, queued_by,
                       queued_by_name, sent_at, settled_at, read_at, forgotten_at, outdated_at,
                       version))

/// What the change log says of a message: neither text nor address.
struct MessageFacts
{
    std::string template_code;
    Channel channel = Channel::Sms;
    MessageState state = MessageState::Queued;
    std::optional<MessageReason> reason;
    std::int64_t attempts = 0;
};
BOOST_DESCRIBE_STRUCT(MessageFacts, (), (template_code, channel, state, reason, attempts))

MessageFacts facts_of(const MessageRow& row);

/// What an operator reports (Kannel's %d).
enum class Report { Delivered = 1, NotDelivered = 2, Queued = 4, Taken = 8, Rejected = 16 };
BOOST_DESCRIBE_ENUM(Report, Delivered, NotDelivered, Queued, Taken, Rejected)

// The rules of the states. Each changes `row` and says by what operation, or nothing where the
// message has moved on and nothing changes.

/// After the handing over of attempt `number`.
std::optional<std::string> settle(MessageRow& row, std::int64_t number, outbound::Outcome outcome,
                                  core::Instant now);
/// Nobody knows what became of a message whose server is gone.
std::optional<std::string> interrupt(MessageRow& row, core::Instant now);
/// A report on attempt `number`. What reached her did, whatever was thought of it.
std::optional<std::string> take_report(MessageRow& row, std::int64_t number, Report report,
                                       core::Instant now);
/// What it says no longer holds: it is cancelled if it waits, and never sent again, however it
/// ended.
std::optional<std::string> outdate(MessageRow& row, core::Instant now);
/// Staff: once more, from the beginning; only what is not under way and still holds.
std::optional<std::string> send_again(MessageRow& row, core::Instant now);
/// Staff: no more of it; only what waits or is unsure.
std::optional<std::string> cancel(MessageRow& row, core::Instant now);

/// How somebody is written to; no address where that is not possible.
struct Way
{
    Channel channel = Channel::Sms;
    std::optional<std::string> address;
};

/// By `wanted` where its address is known, else by the other.
Way way_to(const Reach& reach, Channel wanted);

/// Takes a message that was not handed over to where she is reached now; false when it goes there
/// already.
bool readdress(MessageRow& row, const Reach& reach);
/// The same for one that waits, which has failed when she is reached nowhere any more.
std::optional<std::string> follow(MessageRow& row, const Reach& reach, core::Instant now);

/// "…78" of a phone, "f…@example.org" of an address.
std::string masked(Channel channel, std::string_view address);

} // namespace jisr::messages
