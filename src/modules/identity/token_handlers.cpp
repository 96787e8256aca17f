#include "modules/identity/handlers.hpp"
#include "modules/identity/identity.hpp"
#include "modules/identity/pass.hpp"
#include "modules/identity/session_store.hpp"
#include "modules/identity/token_store.hpp"
#include "modules/identity/user_store.hpp"
#include "service/secret.hpp"

#include <algorithm>
#include <limits>

namespace jisr::identity {

using service::Permission;

namespace {

constexpr std::size_t kPrefixLength = 17; // "jisr_" and the moment it was made

Result<Token> token_from(db::Reader& reader, const TokenRow& row)
{
    return Token{.id = row.id,
                 .name = row.name,
                 .role = row.role,
                 .scope = TRY(named_scope(reader, row.scope_level, row.scope_code)),
                 .created_at = row.created_at,
                 .created_by_name = row.created_by_name,
                 .last_used_at = row.last_used_at,
                 .expires_at = row.expires_at,
                 .revoked_at = row.revoked_at,
                 .prefix = token_text(row.id, "").substr(0, kPrefixLength),
                 .version = row.version};
}

Result<std::vector<Token>> tokens_from(db::Reader& reader, const std::vector<TokenRow>& rows)
{
    std::vector<Token> tokens;
    for (const auto& row : rows)
        tokens.push_back(TRY(token_from(reader, row)));
    return tokens;
}

/// Good through the whole of its last day, and no longer than its maker.
Result<std::optional<core::Instant>> end_of(const std::optional<core::Date>& last_day,
                                            core::Instant now,
                                            const std::optional<core::Instant>& maker_ends_at)
{
    constexpr std::int64_t kDay = 24LL * 3600 * 1000;
    if (!last_day)
        return maker_ends_at;
    const core::Instant end{(last_day->days_since_epoch() + 1) * kDay};
    if (end <= now)
        return core::fail(core::problems::invalid("/expires_on", "already_past"));
    return std::optional<core::Instant>(std::min(end, maker_ends_at.value_or(end)));
}

struct Maker
{
    service::Actor actor;
    std::optional<core::Instant> ends_at; ///< of a program: that of its token
};

Result<Maker> present_program(WriteContext& context, const core::Id& id)
{
    TRY(hold_token(context.writer, id));
    const auto token = TRY(find_token(context.reader, id));
    if (!token || token->revoked_at)
        return core::fail(core::problems::unauthenticated());
    return Maker{context.actor, token->expires_at};
}

/// Who makes a token, with the roles that she keeps until this transaction ends: whoever takes them
/// from her, or revokes the token of a program, ends what was made before.
Result<Maker> present_maker(WriteContext& context)
{
    const auto id = core::Id::parse(context.actor.id);
    if (!id) // the system itself
        return Maker{context.actor, {}};
    if (!context.actor.session_id)
        return present_program(context, *id);
    TRY(hold_user(context.writer, *id));
    auto user = TRY(find_actor(context.reader, *id));
    if (!user)
        return core::fail(core::problems::unauthenticated());
    return Maker{std::move(*user), {}};
}

Result<NewToken> add_token(WriteContext& context, const TokenDraft& draft)
{
    auto given = TRY(placed(context.reader, {draft.role, draft.scope_level, draft.scope_code}, ""));
    const auto maker = TRY(present_maker(context));
    TRY(require_authority(maker.actor, Permission::ManageTokens, {given}));
    const auto secret = service::random_secret();
    const TokenRow row{.id = core::Id::make(),
                       .name = draft.name,
                       .role = given.role,
                       .scope_level = given.scope.level,
                       .scope_code = given.scope.code,
                       .region_code = given.place.region_code,
                       .province_code = given.place.province_code,
                       .centre_id = given.place.centre_id,
                       .organisation_id = given.place.organisation_id,
                       .secret_hash = service::digest("token", secret),
                       .created_at = context.clock.now(),
                       .created_by = context.actor.id,
                       .created_by_name = context.actor.name,
                       .expires_at =
                           TRY(end_of(draft.expires_on, context.clock.now(), maker.ends_at))};
    TRY(insert_token(context.writer, row));
    NewToken made{TRY(token_from(context.reader, row)), token_text(row.id, secret)};
    TRY(context.log("token", row.id, row.version, "create", nullptr,
                    core::to_json(static_cast<const Token&>(made))));
    return made;
}

Result<void> revoke_row(WriteContext& context, const TokenRow& row)
{
    const auto before = core::to_json(TRY(token_from(context.reader, row)));
    TRY(revoke_token(context.writer, row, context.clock.now()));
    const auto after =
        core::to_json(TRY(token_from(context.reader, TRY(get_token(context.reader, row.id)))));
    TRY(context.log("token", row.id, row.version + 1, "revoke", before, after));
    context.writer.after_commit([id = row.id] { pass_cache().forget(id); });
    return {};
}

/// What the token may do, and where that lies now.
Result<std::vector<PlacedRole>> role_of(db::Reader& reader, const TokenRow& row)
{
    const Assignment given{row.role, {.level = row.scope_level, .code = row.scope_code}};
    return placed(reader, std::vector{given});
}

/// Revokes what the maker, with the roles that she has now, could not make, and what that made in
/// its turn. A program whose token has ended has none.
Result<void> revoke_beyond(WriteContext& context, const std::string& maker_id,
                           const service::Actor& maker)
{
    for (const auto& row : TRY(tokens_made_by(context.reader, maker_id))) {
        const auto given = TRY(role_of(context.reader, row));
        if (require_authority(maker, Permission::ManageTokens, given))
            continue;
        TRY(revoke_row(context, row));
        TRY(revoke_beyond(context, row.id.str(), {}));
    }
    return {};
}

Result<void> revoke(WriteContext& context, const core::Id& id)
{
    const auto row = TRY(get_token(context.reader, id));
    const auto given = TRY(role_of(context.reader, row));
    if (!within_scope(context.actor, Permission::ManageTokens, given))
        return core::fail(core::problems::not_found());
    TRY(require_authority(context.actor, Permission::ManageTokens, given));
    if (!row.revoked_at)
        TRY(revoke_row(context, row));
    return revoke_beyond(context, id.str(), {});
}

} // namespace

Result<NewToken> create_token(service::Services& services, const service::Actor& actor,
                              const TokenDraft& draft)
{
    NewToken made;
    TRY(service::write_as(services, actor, [&](WriteContext& context) -> Result<void> {
        made = TRY(add_token(context, draft));
        return {};
    }));
    return made;
}

Result<std::string> issue_token(service::Services& services, std::string name, service::Role role,
                                const service::Scope& scope)
{
    TokenDraft draft{.name = std::move(name), .role = role, .scope_level = scope.level};
    if (!scope.code.empty())
        draft.scope_code = scope.code;
    return TRY(create_token(services, service::Actor::system(), draft)).token;
}

Result<std::vector<Token>> all_tokens(service::Services& services)
{
    return services.database.ask([](db::Reader& reader) -> Result<std::vector<Token>> {
        const auto rows = TRY(list_tokens(reader, service::Actor::system(), std::nullopt,
                                          std::numeric_limits<std::int64_t>::max()));
        return tokens_from(reader, rows);
    });
}

Result<void> revoke_token(service::Services& services, const service::Actor& actor,
                          const core::Id& id)
{
    return service::write_as(services, actor,
                             [&](WriteContext& context) { return revoke(context, id); });
}

Result<void> revoke_tokens_beyond(WriteContext& context, const core::Id& user_id)
{
    const auto maker = TRY(find_actor(context.reader, user_id)); // none: she may make nothing
    return revoke_beyond(context, user_id.str(), maker.value_or(service::Actor{}));
}

namespace handlers {

// GET /api/v1/tokens
Result<Response> list_tokens(Context& context, const Request&, const TokenQuery& query)
{
    std::optional<core::Id> before;
    if (query.cursor) {
        before = core::Id::parse(TRY(service::decode_cursor(*query.cursor, 1)).front());
        if (!before)
            return core::fail(core::problems::invalid("?cursor", "malformed_cursor"));
    }
    auto rows = TRY(identity::list_tokens(context.reader, context.actor, before, query.limit + 1));
    service::Page<Token> page;
    if (rows.size() > static_cast<std::size_t>(query.limit)) {
        rows.pop_back();
        page.next = service::encode_cursor({rows.back().id.str()});
    }
    page.items = TRY(tokens_from(context.reader, rows));
    return service::ok(page);
}

// POST /api/v1/tokens
Result<Response> add_token(DirectContext& context, const SharedRequest& request)
{
    const auto draft = TRY(service::body_of<TokenDraft>(*request));
    const auto made = TRY(create_token(context.services, context.actor, draft));
    auto response = service::created(made, "/api/v1/tokens/" + made.id.str());
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

// DELETE /api/v1/tokens/{id}
Result<Response> revoke_token(WriteContext& context, const Request& request)
{
    TRY(revoke(context, TRY(service::path_id(request))));
    return service::no_content();
}

} // namespace handlers
} // namespace jisr::identity
