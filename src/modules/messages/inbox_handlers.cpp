#include "modules/messages/handlers.hpp"
#include "modules/messages/message_store.hpp"

namespace jisr::messages {

namespace {

using namespace service;

struct InboxMessage
{
    core::Id id;
    std::string template_code;
    std::string text;
    std::optional<std::string> link;
    core::Instant queued_at;
    std::optional<core::Instant> read_at;

    static constexpr std::string_view kRecord = "messages.InboxMessage";
};
BOOST_DESCRIBE_STRUCT(InboxMessage, (), (id, template_code, text, link, queued_at, read_at))

struct InboxQuery
{
    std::optional<std::string> cursor;
    std::int64_t limit = 20;

    static constexpr std::string_view kRecord = "messages.InboxQuery";
    static constexpr std::array kFields{core::field("limit").range(1, 200).defaulted()};
};
BOOST_DESCRIBE_STRUCT(InboxQuery, (), (cursor, limit))

// GET /api/v1/inbox
// `total` counts those that were not read.
Result<Response> show_inbox(Context& context, const Request&, const InboxQuery& query)
{
    auto rows = TRY(list_inbox(context, query.cursor, query.limit));
    Page<InboxMessage> page;
    for (auto& row : rows.items)
        page.items.push_back({row.id, std::move(row.template_code), std::move(row.text),
                              std::move(row.link), row.queued_at, row.read_at});
    page.next = std::move(rows.next);
    page.total =
        TRY(count_unread(context.reader, core::Id::parse(context.actor.id).value_or(core::Id{})));
    return ok(page);
}

// POST /api/v1/inbox/{id}/read
Result<Response> read_one(WriteContext& context, const Request& request)
{
    TRY(mark_read(context, TRY(path_id(request))));
    return no_content();
}

} // namespace

Routes inbox_routes()
{
    const std::string all = "/api/v1/inbox";
    Routes routes;
    routes.push_back(list<InboxQuery, InboxMessage>(
        all, Access::signed_in(), "What I was told in the app; total counts the unread",
        show_inbox));
    routes.push_back(act<void>("POST", all + "/{id}/read", Access::signed_in(),
                               "I have read a message", read_one, 204));
    return routes;
}

} // namespace jisr::messages
