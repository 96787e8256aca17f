#pragma once

#include "db/database.hpp"
#include "modules/identity/session.hpp"
#include "service/actor.hpp"

#include <optional>
#include <string_view>
#include <vector>

/// All SQL about sessions.
namespace jisr::identity {

struct SessionRow
{
    core::Id id;
    core::Id user_id;
    std::string token_hash;
    std::string device;
    core::Instant created_at;
    core::Instant last_seen_at;
    core::Instant ends_at;
};
BOOST_DESCRIBE_STRUCT(SessionRow, (),
                      (id, user_id, token_hash, device, created_at, last_seen_at, ends_at))

/// Opens a session, and clears away those that have ended.
core::Result<void> insert_session(db::Writer& writer, const SessionRow& session);
core::Result<std::optional<SessionRow>> find_session(db::Reader& reader,
                                                     std::string_view token_hash);
core::Result<SessionRow> get_session(db::Reader& reader, const core::Id& id); ///< or 404
core::Result<std::vector<SessionRow>> list_sessions(db::Reader& reader, const core::Id& user_id,
                                                    core::Instant now);
core::Result<void> note_seen(db::Writer& writer, const core::Id& id, core::Instant now);
/// The number of sessions ended: 0 when there was none, or not of this user.
core::Result<std::int64_t> end_session(db::Writer& writer, const core::Id& user_id,
                                       const core::Id& id);
/// Every session of a user but `kept` (nil: every one).
core::Result<void> end_sessions(db::Writer& writer, const core::Id& user_id,
                                const core::Id& kept = {});

/// The actor that a user is, her roles always in the same order; nothing when she is deactivated.
core::Result<std::optional<service::Actor>> find_actor(db::Reader& reader, const core::Id& user_id);

} // namespace jisr::identity
