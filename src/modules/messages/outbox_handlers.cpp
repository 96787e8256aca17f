#include "modules/messages/handlers.hpp"
#include "modules/messages/message_store.hpp"
#include "modules/messages/sender.hpp"

namespace jisr::messages {

namespace {

using namespace service;

/// A message in the outbox. What tells of the person is there only for those who may see her file.
struct OutboxMessage
{
    core::Id id;
    std::string template_code;
    Channel channel = Channel::Sms;
    core::Language language = core::Language::Ar;
    MessageState state = MessageState::Queued;
    std::optional<MessageReason> reason;
    bool held_back = false;                    ///< by the quiet hours
    std::optional<std::string> address;        ///< masked
    std::optional<std::string> recipient_name; ///< of staff, who are told in the app
    std::optional<core::Id> person_id;
    std::optional<std::string> reference;
    std::string region_code;
    std::string province_code;
    std::int64_t parts = 0;
    std::int64_t attempts = 0;
    core::Instant due_at;
    core::Instant queued_at;
    std::string queued_by_name;
    std::optional<core::Instant> sent_at;
    std::optional<core::Instant> settled_at;
    bool may_send_again = false;
    bool may_cancel = false;
    std::int64_t version = 1;

    static constexpr std::string_view kRecord = "messages.Message";
};
BOOST_DESCRIBE_STRUCT(OutboxMessage, (),
                      (id, template_code, channel, language, state, reason, held_back, address,
                       recipient_name, person_id, reference, region_code, province_code, parts,
                       attempts, due_at, queued_at, queued_by_name, sent_at, settled_at,
                       may_send_again, may_cancel, version))

struct ShownAttempt
{
    std::int64_t number = 0;
    core::Instant started_at;
    std::optional<core::Instant> ended_at;
    std::optional<std::string> outcome;
    std::optional<std::string> detail;
    std::optional<std::string> report;

    static constexpr std::string_view kRecord = "messages.MessageAttempt";
};
BOOST_DESCRIBE_STRUCT(ShownAttempt, (), (number, started_at, ended_at, outcome, detail, report))

struct MessageDetail : OutboxMessage
{
    std::optional<std::string> text; ///< absent where it is not the reader's to see, or forgotten
    std::vector<ShownAttempt> tries;

    static constexpr std::string_view kRecord = "messages.MessageDetail";
};
BOOST_DESCRIBE_STRUCT(MessageDetail, (OutboxMessage), (text, tries))

struct OutboxSummary
{
    std::vector<StateCount> states;
    bool sms_gateway = false;
    bool mail_server = false;
    bool quiet = false; ///< SMS are held back at this hour

    static constexpr std::string_view kRecord = "messages.OutboxSummary";
};
BOOST_DESCRIBE_STRUCT(OutboxSummary, (), (states, sms_gateway, mail_server, quiet))

/// What the routes need beside the request.
struct Desk
{
    std::shared_ptr<Sender> sender;
    FileSight may_see_file;
    FindReach find_reach;

    [[nodiscard]] bool quiet() const { return sender && sender->is_quiet(); }

    /// What is written to staff is theirs alone; what is written to a person goes with her file.
    [[nodiscard]] Result<bool> may_read(const Context& context, const MessageRow& row) const
    {
        if (row.user_id)
            return row.user_id->str() == context.actor.id;
        return row.person_id ? may_see_file(context, *row.person_id) : Result<bool>(true);
    }

    /// The message as it would be sent again: to where she is reached now.
    [[nodiscard]] Result<MessageRow> renewed(const Context& context, MessageRow row) const
    {
        if (row.person_id && row.state == MessageState::Failed && find_reach)
            readdress(row, TRY(find_reach(context.reader, *row.person_id)));
        return row;
    }
};

Result<bool> would_send_again(const Desk& desk, const Context& context, const MessageRow& row)
{
    auto renewed = TRY(desk.renewed(context, row));
    return send_again(renewed, {}).has_value();
}

bool would_cancel(MessageRow row)
{
    return cancel(row, {}).has_value();
}

void show(OutboxMessage& shown, const MessageRow& row, bool readable, bool quiet)
{
    shown.id = row.id;
    shown.template_code = row.template_code;
    shown.channel = row.channel;
    shown.language = row.language;
    shown.state = row.state;
    shown.reason = row.reason;
    shown.held_back = quiet && row.channel == Channel::Sms && row.state == MessageState::Queued;
    if (row.address)
        shown.address = masked(row.channel, *row.address);
    if (readable) {
        shown.person_id = row.person_id;
        shown.reference = row.reference;
    }
    shown.region_code = row.region_code;
    shown.province_code = row.province_code;
    shown.parts = row.parts;
    shown.attempts = row.attempts;
    shown.due_at = row.due_at;
    shown.queued_at = row.queued_at;
    shown.queued_by_name = row.queued_by_name;
    shown.sent_at = row.sent_at;
    shown.settled_at = row.settled_at;
    shown.may_cancel = would_cancel(row);
    shown.version = row.version;
}

Result<MessageRow> visible_message(const Context& context, const Request& request)
{
    auto row = TRY(get_message(context.reader, TRY(path_id(request))));
    if (!context.actor.may(Permission::ViewMessages, row.place()))
        return core::fail(core::problems::not_found());
    return row;
}

Result<MessageDetail> detail_of(const Desk& desk, const Context& context, const MessageRow& row)
{
    MessageDetail detail;
    const bool readable = TRY(desk.may_read(context, row));
    show(detail, row, readable, desk.quiet());
    detail.recipient_name = TRY(recipient_name_of(context.reader, row));
    detail.may_send_again = TRY(would_send_again(desk, context, row));
    if (readable && !row.forgotten_at)
        detail.text = row.text;
    for (auto& attempt : TRY(attempts_of(context.reader, row.id)))
        detail.tries.push_back({attempt.number, attempt.started_at, attempt.ended_at,
                                std::move(attempt.outcome), std::move(attempt.detail),
                                std::move(attempt.report)});
    return detail;
}

// GET /api/v1/messages
Result<Response> show_messages(const Desk& desk, Context& context, const MessageQuery& query)
{
    const auto rows = TRY(list_messages(context, query));
    const bool quiet = desk.quiet();
    Page<OutboxMessage> page;
    for (const auto& row : rows.items) {
        auto& shown = page.items.emplace_back();
        show(shown, row, TRY(desk.may_read(context, row)), quiet);
        shown.recipient_name = TRY(recipient_name_of(context.reader, row));
        shown.may_send_again = TRY(would_send_again(desk, context, row));
    }
    page.next = rows.next;
    return ok(page);
}

// GET /api/v1/messages/summary
Result<Response> show_summary(const Desk& desk, Context& context)
{
    OutboxSummary summary;
    summary.states = TRY(count_states(context));
    summary.sms_gateway = desk.sender && desk.sender->has_gateway(Channel::Sms);
    summary.mail_server = desk.sender && desk.sender->has_gateway(Channel::Email);
    summary.quiet = desk.quiet();
    return ok(summary);
}

// POST /api/v1/messages/{id}/send-again and /cancel
// Whoever sees a message in her area may act on it; what has moved on meanwhile is left alone.
Result<Response> act_on(const Desk& desk, WriteContext& context, const Request& request,
                        std::optional<std::string> (*rule)(MessageRow&, core::Instant))
{
    const auto before = TRY(visible_message(context, request));
    const auto renewed = TRY(desk.renewed(context, before));
    const auto after = TRY(change_message(context, before.id, [&](MessageRow& row) {
        row.channel = renewed.channel;
        row.address = renewed.address;
        row.parts = renewed.parts;
        return rule(row, context.clock.now());
    }));
    if (after.version == before.version)
        return core::fail(core::problems::conflict("message_moved_on"));
    return ok(TRY(detail_of(desk, context, after)));
}

} // namespace

Routes outbox_routes(const std::shared_ptr<Sender>& sender, const FileSight& may_see_file,
                     const FindReach& find_reach)
{
    constexpr auto kView = Permission::ViewMessages;
    const std::string all = "/api/v1/messages";
    const std::string one = all + "/{id}";
    const Desk desk{sender, may_see_file, find_reach};
    const auto acting = [&](const char* verb, const char* summary, auto rule) {
        return act<MessageDetail>("POST", one + "/" + verb, kView, summary,
                                  [desk, rule](WriteContext& context, const Request& request) {
                                      return act_on(desk, context, request, rule);
                                  });
    };
    Routes routes;
    routes.push_back(list<MessageQuery, OutboxMessage>(
        all, kView, "The outbox, newest first",
        [desk](Context& context, const Request&, const MessageQuery& query) {
            return show_messages(desk, context, query);
        }));
    routes.push_back(get<OutboxSummary>(
        all + "/summary", kView, "What stands in which state, and what sends",
        [desk](Context& context, const Request&) { return show_summary(desk, context); }));
    routes.push_back(
        get<MessageDetail>(one, kView, "A message, its text and its tries",
                           [desk](Context& context, const Request& request) -> Result<Response> {
                               const auto row = TRY(visible_message(context, request));
                               return ok(TRY(detail_of(desk, context, row)));
                           }));
    routes.push_back(acting("send-again", "Send once more what failed or is unsure", &send_again));
    routes.push_back(acting("cancel", "Send no more of it", &cancel));
    return routes;
}

} // namespace jisr::messages
