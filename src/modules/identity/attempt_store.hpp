#pragma once

#include "db/database.hpp"

#include <optional>
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

/// The count of a subject, which no other transaction changes until this one ends. It keeps
/// `user_id` out, if that is anybody.
core::Result<AttemptCount> hold_count(db::Writer& writer, std::string_view subject,
                                      const std::optional<core::Id>& user_id);
core::Result<void> save_count(db::Writer& writer, std::string_view subject,
                              const AttemptCount& count);
core::Result<void> uncount(db::Writer& writer, std::string_view subject);
core::Result<void> drop_count(db::Writer& writer, std::string_view subject);
/// All that keep her out.
core::Result<void> drop_counts_of(db::Writer& writer, const core::Id& user_id);
core::Result<void> drop_counts_before(db::Writer& writer, core::Instant before);

/// The user of a name, and whether she has signed in from an address before.
struct NamedUser
{
    core::Id id;
    bool is_at_known_address = false;
};
BOOST_DESCRIBE_STRUCT(NamedUser, (), (id, is_at_known_address))

core::Result<std::optional<NamedUser>>
find_named_user(db::Reader& reader, std::string_view user_name, std::string_view address_hash);
core::Result<void> note_address(db::Writer& writer, const core::Id& user_id,
                                std::string_view address_hash, core::Instant now);

} // namespace jisr::identity
