#include "modules/messages/handlers.hpp"
#include "modules/messages/message_store.hpp"
#include "service/secret.hpp"

#include <charconv>

namespace jisr::messages {

namespace {

using namespace service;

std::optional<Report> report_of(std::string_view type)
{
    int number = 0;
    const auto read = std::from_chars(type.data(), type.data() + type.size(), number);
    for (const auto& [report, unused] : core::enum_codes<Report>())
        if (read.ec == std::errc{} && static_cast<int>(report) == number)
            return report;
    return std::nullopt;
}

Result<void> take(Services& services, const Attempt& attempt, Report report)
{
    return write_as(services, Actor::system("messages"),
                    [&](WriteContext& context) -> Result<void> {
                        TRY(note_report(context.writer, attempt.id, report));
                        TRY(change_message(context, attempt.message_id, [&](MessageRow& row) {
                            return take_report(row, attempt.number, report, context.clock.now());
                        }));
                        return {};
                    });
}

// GET /api/v1/messages/delivery?key=…&type=…
// The gateway has no session: the key of the attempt is what it knows. Whoever guesses learns
// nothing, and only a true report costs a transaction.
Result<Response> take_delivery(DirectContext& context, const std::shared_ptr<Request>& request)
{
    const auto key = request->query_value("key").value_or("");
    const auto report = report_of(request->query_value("type").value_or(""));
    const auto attempt = TRY(context.services.database.ask(
        [&](db::Reader& reader) { return find_attempt_by_key(reader, digest("delivery", key)); }));
    if (attempt && report)
        TRY(take(context.services, *attempt, *report));
    Response response;
    response.content_type = "text/plain";
    return response;
}

} // namespace

Route report_route()
{
    auto route = direct<void, void>("GET", "/api/v1/messages/delivery", Access::anyone(),
                                    "Where a gateway reports what became of an SMS", take_delivery);
    for (const char* name : {"key", "type"})
        route.query.push_back({name, core::json::object{{"type", "string"}}});
    return std::move(route).answers({"text/plain"});
}

} // namespace jisr::messages
