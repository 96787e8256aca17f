#include "modules/identity/attempt_store.hpp"

namespace jisr::identity {

namespace {

constexpr std::int64_t kAddressKeptFor = 90LL * 24 * 3600 * 1000;

} // namespace

core::Result<AttemptCount> hold_count(db::Writer& writer, std::string_view subject,
                                      const std::optional<core::Id>& user_id)
{
    // Writes the row first: from then on other transactions on PostgreSQL wait for this one.
    TRY(writer.keep("insert into sign_in_attempt (subject, user_id, failures, last_at, "
                    "blocked_until) values (:subject, :user_id, 0, 0, 0) "
                    "on conflict (subject) do update set user_id = excluded.user_id",
                    {{"subject", subject}, {"user_id", user_id}}));
    return TRY(writer.first<AttemptCount>("select failures, last_at, blocked_until "
                                          "from sign_in_attempt where subject = :subject",
                                          {{"subject", subject}}))
        .value_or(AttemptCount{});
}

core::Result<void> save_count(db::Writer& writer, std::string_view subject,
                              const AttemptCount& count)
{
    TRY(writer.keep("update sign_in_attempt set failures = :failures, last_at = :last_at, "
                    "blocked_until = :blocked_until where subject = :subject",
                    {{"failures", count.failures},
                     {"last_at", count.last_at},
                     {"blocked_until", count.blocked_until},
                     {"subject", subject}}));
    return {};
}

core::Result<void> uncount(db::Writer& writer, std::string_view subject)
{
    // Whoever was let in had waited for the pause before; the one being taken back is his own.
    TRY(writer.keep("update sign_in_attempt set failures = failures - 1, blocked_until = 0 "
                    "where subject = :subject and failures > 0",
                    {{"subject", subject}}));
    return {};
}

core::Result<void> drop_count(db::Writer& writer, std::string_view subject)
{
    TRY(writer.keep("delete from sign_in_attempt where subject = :subject",
                    {{"subject", subject}}));
    return {};
}

core::Result<void> drop_counts_of(db::Writer& writer, const core::Id& user_id)
{
    TRY(writer.keep("delete from sign_in_attempt where user_id = :user_id",
                    {{"user_id", user_id}}));
    return {};
}

core::Result<void> drop_counts_before(db::Writer& writer, core::Instant before)
{
    TRY(writer.keep("delete from sign_in_attempt where last_at < :before", {{"before", before}}));
    return {};
}

core::Result<std::optional<NamedUser>>
find_named_user(db::Reader& reader, std::string_view user_name, std::string_view address_hash)
{
    return reader.first<NamedUser>(
        "select u.id, exists (select 1 from known_address k where k.user_id = u.id "
        "and k.address_hash = :address_hash) from app_user u where u.user_name = :user_name",
        {{"address_hash", address_hash}, {"user_name", user_name}});
}

core::Result<void> note_address(db::Writer& writer, const core::Id& user_id,
                                std::string_view address_hash, core::Instant now)
{
    TRY(writer.keep("insert into known_address (user_id, address_hash, last_at) "
                    "values (:user_id, :address_hash, :now) "
                    "on conflict (user_id, address_hash) do update set last_at = excluded.last_at",
                    {{"user_id", user_id}, {"address_hash", address_hash}, {"now", now}}));
    TRY(writer.keep("delete from known_address where user_id = :user_id and last_at < :before",
                    {{"user_id", user_id}, {"before", now.milliseconds - kAddressKeptFor}}));
    return {};
}

} // namespace jisr::identity
