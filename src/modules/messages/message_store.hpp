#pragma once

#include "core/function_ref.hpp"
#include "modules/messages/message.hpp"
#include "service/context.hpp"
#include "service/response.hpp"

/// All SQL about the outbox.
namespace jisr::messages {

struct MessageQuery
{
    std::optional<MessageState> state;
    std::optional<Channel> channel;
    std::optional<std::string> region;
    std::optional<std::string> cursor;
    std::int64_t limit = 50;

    static constexpr std::string_view kRecord = "messages.MessageQuery";
    static constexpr std::array kFields{core::field("limit").range(1, 200).defaulted()};
};
BOOST_DESCRIBE_STRUCT(MessageQuery, (), (state, channel, region, cursor, limit))

/// False when its occasion has its message already.
core::Result<bool> insert_message(db::Writer& writer, const MessageRow& row);
core::Result<std::optional<core::Id>> find_by_occasion(db::Reader& reader,
                                                       std::string_view occasion);
core::Result<MessageRow> get_message(db::Reader& reader, const core::Id& id); ///< or 404

/// Lets `rule` change the message and logs the operation that it names. Where two change it at
/// once, the later one's rule sees what the earlier one made of it. Gives what the message is now.
core::Result<MessageRow>
change_message(service::WriteContext& context, const core::Id& id,
               core::FunctionRef<std::optional<std::string>(MessageRow&)> rule);

/// Newest first, inside the actor's scope.
core::Result<service::Page<MessageRow>> list_messages(const service::Context& context,
                                                      const MessageQuery& query);

/// The name of the user whom it tells something; none of a message to a person.
core::Result<std::optional<std::string>> recipient_name_of(db::Reader& reader,
                                                           const MessageRow& row);

struct StateCount
{
    MessageState state = MessageState::Queued;
    std::int64_t count = 0;

    static constexpr std::string_view kRecord = "messages.StateCount";
};
BOOST_DESCRIBE_STRUCT(StateCount, (), (state, count))

/// How many stand in each state, inside the actor's scope.
core::Result<std::vector<StateCount>> count_states(const service::Context& context);

/// The next to be sent by `channel`, those that wait longest first.
core::Result<std::vector<core::Id>> find_due(db::Reader& reader, Channel channel, core::Instant now,
                                             std::int64_t limit);
/// What tells of a registration, still holds and may yet be sent (again); of the occasions that
/// begin so.
core::Result<std::vector<core::Id>> find_standing_about(db::Reader& reader, const core::Id& subject,
                                                        std::string_view occasion);
/// What waits for a person.
core::Result<std::vector<core::Id>> find_waiting_to(db::Reader& reader, const core::Id& person_id);
/// Messages whose server is gone.
core::Result<std::vector<core::Id>> find_abandoned(db::Reader& reader, core::Instant now);

/// A handing over, as it is kept.
struct Attempt
{
    core::Id id;
    core::Id message_id;
    std::int64_t number = 0;
    std::string key_digest;
    core::Instant started_at;
    std::optional<core::Instant> ended_at;
    std::optional<std::string> outcome;
    std::optional<std::string> detail;
    std::optional<std::string> report;
};
BOOST_DESCRIBE_STRUCT(Attempt, (),
                      (id, message_id, number, key_digest, started_at, ended_at, outcome, detail,
                       report))

/// The message with the number of its new attempt when this call took it; nothing when another
/// server did or it no longer waits. Committed before anything is handed over.
core::Result<std::optional<MessageRow>> claim(db::Writer& writer, const core::Id& id,
                                              std::string_view key_digest, core::Instant now,
                                              core::Instant until);
core::Result<void> end_attempt(db::Writer& writer, const core::Id& message_id, std::int64_t number,
                               core::Instant now, std::string_view outcome,
                               std::string_view detail);
core::Result<std::optional<Attempt>> find_attempt_by_key(db::Reader& reader,
                                                         std::string_view key_digest);
core::Result<void> note_report(db::Writer& writer, const core::Id& attempt_id, Report report);
core::Result<std::vector<Attempt>> attempts_of(db::Reader& reader, const core::Id& message_id);

/// What staff was told in the app, newest first.
core::Result<service::Page<MessageRow>> list_inbox(const service::Context& context,
                                                   const std::optional<std::string>& cursor,
                                                   std::int64_t limit);
core::Result<std::int64_t> count_unread(db::Reader& reader, const core::Id& user_id);
/// 404 when it is not hers.
core::Result<void> mark_read(service::WriteContext& context, const core::Id& id);

/// Empties address and text of what was queued before `before` and is at rest; gives how many.
core::Result<std::int64_t> forget_old(db::Writer& writer, core::Instant before, core::Instant now);

} // namespace jisr::messages
