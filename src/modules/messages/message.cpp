#include "modules/messages/message.hpp"

#include "outbound/sms_text.hpp"

#include <algorithm>
#include <array>

namespace jisr::messages {

namespace {

using namespace std::chrono_literals;

/// Between two tries; the last is repeated. All together two days.
constexpr std::array<std::chrono::milliseconds, 6> kPauses{30s, 2min, 10min, 30min, 2h, 6h};
constexpr std::int64_t kMostTries = 12;

std::chrono::milliseconds pause_after(std::int64_t tries)
{
    const auto index = static_cast<std::size_t>(std::max<std::int64_t>(tries, 1) - 1);
    return kPauses[std::min(index, kPauses.size() - 1)];
}

MessageReason reason_of(outbound::Outcome outcome)
{
    switch (outcome) {
    case outbound::Outcome::Refused:
        return MessageReason::GatewayRefused;
    case outbound::Outcome::Rejected:
        return MessageReason::GatewayRejected;
    case outbound::Outcome::NoAnswer:
        return MessageReason::NoAnswer;
    case outbound::Outcome::OddAnswer:
        return MessageReason::OddAnswer;
    default:
        return MessageReason::GatewayAway;
    }
}

std::string become(MessageRow& row, MessageState state, std::optional<MessageReason> reason,
                   core::Instant now)
{
    row.state = state;
    row.reason = reason;
    row.claimed_until.reset();
    if (state == MessageState::Sent)
        row.sent_at = now;
    else if (state != MessageState::Queued)
        row.settled_at = now;
    return std::string(core::code_of(state));
}

std::string fail_or_wait(MessageRow& row, MessageReason reason, core::Instant now)
{
    if (row.tries >= kMostTries)
        return become(row, MessageState::Failed, reason, now);
    row.due_at = now.plus(pause_after(row.tries));
    become(row, MessageState::Queued, reason, now);
    return "put_off";
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

bool is_bad(Report report)
{
    return report == Report::NotDelivered || report == Report::Rejected;
}

/// What a report says of the attempt that the message stands at.
std::string take_own_report(MessageRow& row, Report report, core::Instant now)
{
    if (report == Report::NotDelivered)
        return become(row, MessageState::Failed, MessageReason::NotDelivered, now);
    if (report == Report::Rejected)
        return become(row, MessageState::Failed, MessageReason::OperatorRejected, now);
    return become(row, MessageState::Sent, std::nullopt, now);
}

} // namespace

MessageFacts facts_of(const MessageRow& row)
{
    return {row.template_code, row.channel, row.state, row.reason, row.attempts};
}

std::optional<std::string> settle(MessageRow& row, std::int64_t number, outbound::Outcome outcome,
                                  core::Instant now)
{
    const bool waits_for_this = row.attempts == number && (row.state == MessageState::Sending ||
                                                           row.state == MessageState::Unsure);
    if (!waits_for_this)
        return std::nullopt;
    switch (outcome) {
    case outbound::Outcome::Taken:
        return become(row, MessageState::Sent, std::nullopt, now);
    case outbound::Outcome::Rejected:
        return become(row, MessageState::Failed, reason_of(outcome), now);
    case outbound::Outcome::Refused:
    case outbound::Outcome::Away:
        return fail_or_wait(row, reason_of(outcome), now);
    default:
        return become(row, MessageState::Unsure, reason_of(outcome), now);
    }
}

std::optional<std::string> interrupt(MessageRow& row, core::Instant now)
{
    if (row.state != MessageState::Sending || !row.claimed_until || *row.claimed_until > now)
        return std::nullopt;
    return become(row, MessageState::Unsure, MessageReason::Interrupted, now);
}

std::optional<std::string> take_report(MessageRow& row, std::int64_t number, Report report,
                                       core::Instant now)
{
    if (row.state == MessageState::Delivered)
        return std::nullopt;
    if (report == Report::Delivered)
        return become(row, MessageState::Delivered, std::nullopt, now);
    const bool newest = row.attempts == number;
    switch (row.state) {
    case MessageState::Sending: // that the gateway has it, its own answer says
    case MessageState::Sent:
        return newest && is_bad(report) ? std::optional(take_own_report(row, report, now))
                                        : std::nullopt;
    case MessageState::Unsure:
        return newest ? std::optional(take_own_report(row, report, now)) : std::nullopt;
    case MessageState::Queued: // to be sent once more, but the operator has it already
        return is_bad(report) ? std::nullopt
                              : std::optional(become(row, MessageState::Sent, std::nullopt, now));
    default:
        return std::nullopt;
    }
}

std::optional<std::string> outdate(MessageRow& row, core::Instant now)
{
    if (row.outdated_at || row.state == MessageState::Delivered)
        return std::nullopt;
    row.outdated_at = now;
    if (row.state != MessageState::Queued)
        return "outdate";
    return cancel(row, now);
}

std::optional<std::string> send_again(MessageRow& row, core::Instant now)
{
    const bool at_rest = row.state == MessageState::Failed || row.state == MessageState::Unsure ||
                         row.state == MessageState::Cancelled;
    if (!at_rest || row.forgotten_at || row.outdated_at || !row.address)
        return std::nullopt;
    become(row, MessageState::Queued, std::nullopt, now);
    row.tries = 0;
    row.due_at = now;
    return "send_again";
}

std::optional<std::string> cancel(MessageRow& row, core::Instant now)
{
    if (row.state != MessageState::Queued && row.state != MessageState::Unsure)
        return std::nullopt;
    become(row, MessageState::Cancelled, std::nullopt, now);
    return "cancel";
}

Way way_to(const Reach& reach, Channel wanted)
{
    const auto other = wanted == Channel::Sms ? Channel::Email : Channel::Sms;
    for (const auto channel : {wanted, other}) {
        const auto& address = channel == Channel::Sms ? reach.phone : reach.email;
        if (address && is_address(channel, *address))
            return {channel, address};
    }
    return {wanted, std::nullopt};
}

bool readdress(MessageRow& row, const Reach& reach)
{
    if (row.channel == Channel::InApp)
        return false;
    auto way = way_to(reach, row.channel);
    if (way.channel == row.channel && way.address == row.address)
        return false;
    row.channel = way.channel;
    row.address = std::move(way.address);
    row.parts = row.channel == Channel::Sms ? outbound::measured(row.text).parts : 0;
    return true;
}

std::optional<std::string> follow(MessageRow& row, const Reach& reach, core::Instant now)
{
    if (row.state != MessageState::Queued || !readdress(row, reach))
        return std::nullopt;
    if (!row.address)
        return become(row, MessageState::Failed, MessageReason::NoAddress, now);
    return "readdress";
}

std::string masked(Channel channel, std::string_view address)
{
    constexpr std::string_view kHidden = "…";
    if (channel == Channel::Email)
        return std::string(address.substr(0, 1))
            .append(kHidden)
            .append(address.substr(std::min(address.find('@'), address.size())));
    constexpr std::size_t kShown = 2;
    return std::string(kHidden).append(
        address.substr(address.size() - std::min(kShown, address.size())));
}

} // namespace jisr::messages
