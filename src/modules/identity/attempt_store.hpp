#pragma once

#include "db/database.hpp"

#include <string_view>

/// All SQL about attempts to sign in.
namespace jisr::identity {

struct AttemptCount
{
    std::int64_t failures = 0;
    core::Instant last_at;
    core::Instant blocked_until;
};
BOOST_DESCRIBE_STRUCT(AttemptCount, (), (failures, last_at, blocked_until))

/// The count of a subject, which no other transaction changes until this one ends.
core::Result<AttemptCount> hold_count(db::Writer& writer, std::string_view subject);
core::Result<void> save_count(db::Writer& writer, std::string_view subject,
                              const AttemptCount& count);
core::Result<void> uncount(db::Writer& writer, std::string_view subject);
core::Result<void> drop_count(db::Writer& writer, std::string_view subject);
core::Result<void> drop_counts_before(db::Writer& writer, core::Instant before);

core::Result<bool> is_known_address(db::Reader& reader, std::string_view user_name,
                                    std::string_view address_hash);
core::Result<void> note_address(db::Writer& writer, const core::Id& user_id,
                                std::string_view address_hash, core::Instant now);
/// Lets managers see until when a name is slowed down; no fault when there is no such user.
core::Result<void> show_locked(db::Writer& writer, std::string_view user_name, core::Instant until);

} // namespace jisr::identity
