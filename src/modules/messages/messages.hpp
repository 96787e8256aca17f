#pragma once

#include "core/record.hpp"
#include "service/route.hpp"

#include <memory>

/// What people are told, by SMS, e-mail or in the app: the outbox, its sender and the texts.
/// Nothing in a message tells a third person why somebody is written to.
namespace jisr::messages {

class Sender;

enum class Channel { Sms, Email, InApp };
BOOST_DESCRIBE_ENUM(Channel, Sms, Email, InApp)

/// Where somebody is reached.
struct Reach
{
    std::optional<std::string> phone; ///< E.164
    std::optional<std::string> email;
};

/// To whom: a person, as whoever writes knows her, or a user of the system.
struct Recipient
{
    std::optional<core::Id> person_id;
    std::optional<std::string> phone; ///< E.164
    std::optional<std::string> email;
    std::optional<core::Id> user_id; ///< staff: told in the app
    core::Language language = core::Language::Ar;
};

/// A message to be. Which templates there are and what each may say stands in template.cpp.
struct MessageDraft
{
    std::string template_code; ///< "promoted"
    Recipient recipient;
    service::Place place;      ///< of what it tells of: who may see it in the outbox
    core::json::object params; ///< for the placeholders; days as yyyy-mm-dd, absent where unknown
    /// What is told of, as nothing else is: "selection/<candidate>/promoted/2". What was told of
    /// once is never told of again.
    std::string occasion;
    std::optional<Channel> channel;  ///< else by what of the recipient is known, SMS first
    std::optional<std::string> link; ///< in the app: the page that it is about
    /// The registration of which it tells, when that may change before it is sent.
    std::optional<core::Id> subject;
};

/// Puts a message into the outbox, in the transaction of what it tells of, with the text as it
/// stands now. Gives its id, or that of the earlier one of the same occasion. Whoever cannot be
/// reached (no phone, no address) gets a message that has failed, so that somebody looks for her
/// another way. 500 for an unknown template or a missing placeholder: faults of the caller's code.
core::Result<core::Id> enqueue(service::WriteContext& context, const MessageDraft& draft);

/// What a message would be, were it queued now.
struct Preview
{
    Channel channel = Channel::Sms;
    std::optional<std::string> address; ///< masked; none: she cannot be reached
    std::string text;
    std::int64_t parts = 0; ///< SMS that it costs
};

core::Result<Preview> preview_of(db::Reader& reader, const MessageDraft& draft);

/// Whether the occasion has its message.
core::Result<bool> was_told(db::Reader& reader, std::string_view occasion);

/// Whether anything about a registration that was queued at `since` or later has been handed to a
/// gateway.
core::Result<bool> was_sent_about(db::Reader& reader, const core::Id& subject, core::Instant since);

/// Cancels what waits to be sent about a registration and no longer holds, and lets nobody send
/// again what ended otherwise; of those whose occasion begins with `occasion` alone, when it is
/// given.
core::Result<void> cancel_waiting_about(service::WriteContext& context, const core::Id& subject,
                                        std::string_view occasion = {});
/// Cancels everything that waits to be sent to a person.
core::Result<void> cancel_waiting_to(service::WriteContext& context, const core::Id& person_id);

/// Where a person is reached now: her phone may have changed since a message to her was queued.
using FindReach = std::function<core::Result<Reach>(db::Reader& reader, const core::Id& person_id)>;

/// Whether the actor may see the file of a person: what is written to her tells of it.
using FileSight =
    std::function<core::Result<bool>(const service::Context&, const core::Id& person_id)>;

/// Fictional messages in every state, and one in the app for each of `staff`; idempotent.
core::Result<void> seed_demonstration_messages(service::Services& services,
                                               const std::vector<core::Id>& staff);

/// All may be empty where nothing is served (the OpenAPI document).
service::Routes routes(const std::shared_ptr<Sender>& sender, const FileSight& may_see_file,
                       const FindReach& find_reach);

} // namespace jisr::messages
