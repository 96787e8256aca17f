#pragma once

#include "db/database.hpp"
#include "modules/identity/authority.hpp"
#include "modules/identity/token.hpp"

#include <string>
#include <vector>

/// All SQL about the tokens of programs.
namespace jisr::identity {

struct TokenRow
{
    core::Id id;
    std::string name;
    service::Role role = service::Role::Partner;
    service::ScopeLevel scope_level = service::ScopeLevel::Nation;
    std::string scope_code;
    std::string region_code;
    std::string province_code;
    std::optional<core::Id> centre_id;
    std::optional<core::Id> organisation_id;
    std::string secret_hash;
    core::Instant created_at;
    std::string created_by;
    std::string created_by_name; ///< empty: made before it was kept
    std::optional<core::Instant> last_used_at;
    std::optional<core::Instant> expires_at;
    std::optional<core::Instant> revoked_at;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(TokenRow, (),
                      (id, name, role, scope_level, scope_code, region_code, province_code,
                       centre_id, organisation_id, secret_hash, created_at, created_by,
                       created_by_name, last_used_at, expires_at, revoked_at, version))

core::Result<void> insert_token(db::Writer& writer, const TokenRow& token);
core::Result<std::optional<TokenRow>> find_token(db::Reader& reader, const core::Id& id);
core::Result<TokenRow> get_token(db::Reader& reader, const core::Id& id); ///< or 404
/// Holds the row until this transaction ends, as hold_user does.
core::Result<void> hold_token(db::Writer& writer, const core::Id& id);
/// Newest first, those whose scope lies inside one in which `actor` manages tokens.
core::Result<std::vector<TokenRow>> list_tokens(db::Reader& reader, const service::Actor& actor,
                                                const std::optional<core::Id>& before,
                                                std::int64_t limit);
/// Those that the user or program made and nobody has revoked.
core::Result<std::vector<TokenRow>> tokens_made_by(db::Reader& reader, const std::string& actor_id);
core::Result<void> revoke_token(db::Writer& writer, const TokenRow& token, core::Instant now);
core::Result<void> note_token_used(db::Writer& writer, const core::Id& id, core::Instant now);

} // namespace jisr::identity
