#include "modules/identity/second_factor_store.hpp"

namespace jisr::identity {

core::Result<std::optional<SecondFactor>> find_second_factor(db::Reader& reader,
                                                             const core::Id& user_id)
{
    return reader.first<SecondFactor>("select sealed_secret, confirmed, last_step "
                                      "from second_factor where user_id = :user_id",
                                      {{"user_id", user_id}});
}

core::Result<std::int64_t> save_offer(db::Writer& writer, const core::Id& user_id,
                                      std::string_view sealed_secret)
{
    return writer.keep("insert into second_factor (user_id, sealed_secret, confirmed, last_step) "
                       "values (:user_id, :sealed_secret, false, 0) on conflict (user_id) do "
                       "update set sealed_secret = excluded.sealed_secret "
                       "where not second_factor.confirmed",
                       {{"user_id", user_id}, {"sealed_secret", sealed_secret}});
}

core::Result<std::int64_t> confirm(db::Writer& writer, const core::Id& user_id,
                                   const SecondFactor& proven,
                                   const std::vector<std::string>& recovery_hashes)
{
    const auto touched = TRY(writer.update(
        "update second_factor set confirmed = true, last_step = :step where user_id = :user_id "
        "and sealed_secret = :sealed_secret and not confirmed",
        {{"step", proven.last_step},
         {"user_id", user_id},
         {"sealed_secret", proven.sealed_secret}}));
    if (touched == 0)
        return 0;
    TRY(writer.write("delete from recovery_code where user_id = :user_id", {{"user_id", user_id}}));
    for (const auto& hash : recovery_hashes)
        TRY(writer.write("insert into recovery_code (user_id, code_hash) values (:user_id, :hash)",
                         {{"user_id", user_id}, {"hash", hash}}));
    return touched;
}

core::Result<void> delete_second_factor(db::Writer& writer, const core::Id& user_id)
{
    TRY(writer.write("delete from recovery_code where user_id = :user_id", {{"user_id", user_id}}));
    return writer.write("delete from second_factor where user_id = :user_id",
                        {{"user_id", user_id}});
}

core::Result<std::int64_t> use_step(db::Writer& writer, const core::Id& user_id,
                                    const SecondFactor& read, std::int64_t step)
{
    return writer.keep(
        "update second_factor set last_step = :step where user_id = :user_id "
        "and sealed_secret = :sealed_secret and last_step < :step",
        {{"step", step}, {"user_id", user_id}, {"sealed_secret", read.sealed_secret}});
}

core::Result<std::int64_t> use_recovery_code(db::Writer& writer, const core::Id& user_id,
                                             std::string_view code_hash, core::Instant now)
{
    return writer.update("update recovery_code set used_at = :now where user_id = :user_id "
                         "and code_hash = :code_hash and used_at is null",
                         {{"now", now}, {"user_id", user_id}, {"code_hash", code_hash}});
}

core::Result<std::int64_t> recovery_codes_left(db::Reader& reader, const core::Id& user_id)
{
    return reader.count(
        "select count(*) from recovery_code where user_id = :user_id and used_at is null",
        {{"user_id", user_id}});
}

} // namespace jisr::identity
