#pragma once

#include "core/record.hpp"
#include "modules/identity/user.hpp"

namespace jisr::identity {

struct TokenDraft
{
    std::string name; ///< what uses it
    service::Role role = service::Role::Partner;
    service::ScopeLevel scope_level = service::ScopeLevel::Nation;
    std::optional<std::string> scope_code;
    std::optional<core::Date> expires_on; ///< its last day (UTC)

    static constexpr std::string_view kRecord = "identity.TokenDraft";
    static constexpr std::array kFields{core::field("name").length(100),
                                        core::field("scope_code").length(40)};
};
BOOST_DESCRIBE_STRUCT(TokenDraft, (), (name, role, scope_level, scope_code, expires_on))

/// A token as its keepers see it; what would open anything is not in it.
struct Token
{
    core::Id id;
    std::string name;
    service::Role role = service::Role::Partner;
    Scope scope;
    core::Instant created_at;
    std::string created_by_name;               ///< empty: made before it was kept
    std::optional<core::Instant> last_used_at; ///< at most a minute behind
    std::optional<core::Instant> expires_at;
    std::optional<core::Instant> revoked_at;
    std::string prefix; ///< how its text begins, to tell which one a program holds
    std::int64_t version = 1;

    static constexpr std::string_view kRecord = "identity.Token";
};
BOOST_DESCRIBE_STRUCT(Token, (),
                      (id, name, role, scope, created_at, created_by_name, last_used_at, expires_at,
                       revoked_at, prefix, version))

/// The answer to the making of a token: the only time that its text is shown.
struct NewToken : Token
{
    std::string token;

    static constexpr std::string_view kRecord = "identity.NewToken";
};
BOOST_DESCRIBE_STRUCT(NewToken, (Token), (token))

/// "jisr_<id without dashes>_<secret>"
std::string token_text(const core::Id& id, std::string_view secret);

struct TokenParts
{
    core::Id id;
    std::string secret;
};

/// The parts of a bearer token's text, or nothing when it is none of ours.
std::optional<TokenParts> token_parts(std::string_view text);

} // namespace jisr::identity
