#pragma once

#include "db/database.hpp"

#include <optional>
#include <string>
#include <vector>

/// All SQL about second factors.
namespace jisr::identity {

struct SecondFactor
{
    std::string sealed_secret;
    bool confirmed = false;
    std::int64_t last_step = 0;
};
BOOST_DESCRIBE_STRUCT(SecondFactor, (), (sealed_secret, confirmed, last_step))

core::Result<std::optional<SecondFactor>> find_second_factor(db::Reader& reader,
                                                             const core::Id& user_id);
/// Puts an unconfirmed secret in the place of an unconfirmed one; 0 when one is confirmed.
core::Result<std::int64_t> save_offer(db::Writer& writer, const core::Id& user_id,
                                      std::string_view sealed_secret);
/// Switches on the factor with that secret, whose last step is the one that proved it; 0 when
/// another was offered since, or is confirmed.
core::Result<std::int64_t> confirm(db::Writer& writer, const core::Id& user_id,
                                   const SecondFactor& proven,
                                   const std::vector<std::string>& recovery_hashes);
core::Result<void> delete_second_factor(db::Writer& writer, const core::Id& user_id);
/// Marks a step of the factor as used: 0 when it or a later one was used before, or the factor is
/// no longer the one that was read.
core::Result<std::int64_t> use_step(db::Writer& writer, const core::Id& user_id,
                                    const SecondFactor& read, std::int64_t step);
/// Marks a recovery code as used: 0 when there is none or it was used before.
core::Result<std::int64_t> use_recovery_code(db::Writer& writer, const core::Id& user_id,
                                             std::string_view code_hash, core::Instant now);
core::Result<std::int64_t> recovery_codes_left(db::Reader& reader, const core::Id& user_id);

} // namespace jisr::identity
