#pragma once

#include "modules/messages/messages.hpp"
#include "modules/messages/sender.hpp"
#include "support/kannel.hpp"
#include "support/scripted_server.hpp"
#include "support/server.hpp"

#include <gmock/gmock.h>

namespace jisr::tests {

using service::Role;
using service::ScopeLevel;

/// Every test that wants it uses one gateway: it takes a second to start.
inline Kannel& kannel()
{
    static Kannel running;
    return running;
}

inline messages::SendingOptions by_sms(const std::string& url)
{
    messages::SendingOptions options;
    options.sms.url = url;
    options.sms.user = Kannel::kUser;
    options.sms.password = Kannel::kPassword;
    options.sms.patience = std::chrono::milliseconds(1500);
    return options;
}

inline messages::SendingOptions by_sms(const ScriptedServer& gateway)
{
    return by_sms("http://127.0.0.1:" + std::to_string(gateway.port()) + "/cgi-bin/sendsms");
}

/// To somebody in Guelmim, whose reference names the message where it arrives.
inline messages::MessageDraft some_message(const std::string& reference)
{
    messages::MessageDraft draft;
    draft.template_code = "promoted";
    draft.recipient.phone = "+212612345678";
    draft.recipient.language = core::Language::En;
    draft.place = {.region_code = "10", .province_code = "10.261"};
    draft.params = {{"reference", reference}};
    draft.occasion = "selection/" + reference + "/promoted";
    return draft;
}

inline core::Result<core::Id> enqueue(service::Services& services,
                                      const messages::MessageDraft& draft)
{
    core::Id id;
    const auto queued =
        service::write_as(services, service::Actor::system(),
                          [&](service::WriteContext& context) -> core::Result<void> {
                              id = TRY(messages::enqueue(context, draft));
                              return {};
                          });
    if (!queued)
        return core::fail(queued.error());
    return id;
}

/// How many of `lines` name `reference`.
inline std::int64_t count_of(const std::vector<std::string>& lines, const std::string& reference)
{
    return std::count_if(lines.begin(), lines.end(), [&](const auto& line) {
        return line.find(reference) != std::string::npos;
    });
}

/// A reference that no other test of the process uses: they share a gateway.
inline std::string new_reference()
{
    return "T-" + core::Id::make().str().substr(19);
}

/// A server with an outbox, and what tests ask of it.
class Office
{
  public:
    Office(Engine engine, messages::SendingOptions sending)
        : server(engine, {}, {}, std::move(sending))
    {
    }

    std::string queue(const messages::MessageDraft& draft)
    {
        const auto id = enqueue(server.services(), draft);
        EXPECT_TRUE(id) << (id ? "" : id.error().cause);
        return id ? path + "/" + id->str() : "";
    }

    Answer message(const std::string& one) { return server.get(administrator, one); }

    bool reaches(const std::string& one, const std::string& state)
    {
        const bool reached = wait_until([&] { return message(one).text("state") == state; });
        EXPECT_TRUE(reached) << message(one).body;
        return reached;
    }

    TestServer server;
    const Caller administrator = server.administrator();
    const std::string path = "/api/v1/messages";
};

} // namespace jisr::tests
