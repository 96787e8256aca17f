#include "modules/identity/identity.hpp"
#include "modules/identity/pass.hpp"
#include "modules/identity/session_store.hpp"
#include "modules/identity/token_store.hpp"
#include "service/bearer.hpp"
#include "service/secret.hpp"

#include <limits>

/// Who asks, by cookie or bearer token. Runs before every request, so it costs a query only once in
/// PassCache::kFreshFor.
namespace jisr::identity {

using core::Result;
using service::Actor;

namespace {

constexpr std::int64_t kRecordEvery = 60'000; // milliseconds
constexpr core::Instant kNever{std::numeric_limits<std::int64_t>::max()};

using Found = Result<std::shared_ptr<Pass>>; // null: no such session or token
using Note = Result<void> (*)(db::Writer&, const core::Id&, core::Instant);

std::shared_ptr<Pass> make_pass(const core::Id& id, Actor actor, core::Instant ends_at,
                                core::Instant seen_at)
{
    auto pass = std::make_shared<Pass>();
    pass->id = id;
    pass->actor = std::make_shared<const Actor>(std::move(actor));
    pass->ends_at = ends_at;
    pass->read_at = std::chrono::steady_clock::now();
    pass->used_at = seen_at.milliseconds;
    pass->recorded_at = seen_at.milliseconds;
    return pass;
}

Found read_session(db::Reader& reader, std::string_view token)
{
    const auto session = TRY(find_session(reader, service::digest("session", token)));
    if (!session)
        return nullptr;
    auto actor = TRY(find_actor(reader, session->user_id));
    if (!actor)
        return nullptr;
    actor->by_cookie = true;
    actor->csrf_token =
        service::digest("csrf", token); // not stored: whoever holds the cookie can have it
    actor->session_id = session->id;
    auto pass = make_pass(session->id, std::move(*actor), session->ends_at, session->last_seen_at);
    pass->idle_end = kIdleEnd;
    return pass;
}

Found read_token(db::Reader& reader, const TokenParts& parts)
{
    auto token = TRY(find_token(reader, parts.id));
    if (!token || token->revoked_at ||
        !service::same_secret(token->secret_hash, service::digest("token", parts.secret)))
        return nullptr;
    Actor actor;
    actor.id = token->id.str();
    actor.name = token->name;
    actor.assignments.push_back({token->role, {token->scope_level, token->scope_code}});
    return make_pass(token->id, std::move(actor), token->expires_at.value_or(kNever),
                     token->last_used_at.value_or(token->created_at));
}

bool has_ended(const Pass& pass, core::Instant now)
{
    return now >= pass.ends_at ||
           (pass.idle_end && now.milliseconds >= pass.used_at + pass.idle_end->count());
}

/// Not waited for and not retried: a minute more or less in "last seen" harms no one.
void touch(service::Services& services, Pass& pass, core::Instant now, Note note)
{
    pass.used_at = now.milliseconds;
    auto recorded = pass.recorded_at.load();
    if (now.milliseconds - recorded < kRecordEvery ||
        !pass.recorded_at.compare_exchange_strong(recorded, now.milliseconds))
        return;
    services.database.write(
        [id = pass.id, now, note](db::Writer& writer) { return note(writer, id, now); },
        [](const Result<void>&) {});
}

/// Whether a request shows that somebody is there; a stream that goes on by itself does not.
enum class Presence { Seen, Unseen };

template <class Read>
Result<std::shared_ptr<const Actor>> admit(service::Services& services, Presence presence,
                                           const std::string& key, Note note, Read read)
{
    auto& cache = pass_cache();
    auto pass = cache.find(key);
    if (!pass) {
        const auto generation = cache.generation();
        pass = TRY(services.database.ask(read));
        if (!pass)
            return core::fail(core::problems::unauthenticated());
        cache.put(key, pass, generation);
    }
    const auto now = services.clock.now();
    if (has_ended(*pass, now))
        return core::fail(core::problems::unauthenticated());
    if (presence == Presence::Seen)
        touch(services, *pass, now, note);
    return pass->actor;
}

Result<std::shared_ptr<const Actor>> by_token(service::Services& services, Presence presence,
                                              std::string_view token)
{
    const auto parts = token_parts(token);
    if (!parts)
        return core::fail(core::problems::unauthenticated());
    return admit(services, presence, service::digest("token-pass", token), note_token_used,
                 [&](db::Reader& reader) { return read_token(reader, *parts); });
}

Result<std::shared_ptr<const Actor>> actor_of(service::Services& services, Presence presence,
                                              const http::Request& request)
{
    if (!request.header("Authorization").empty())
        return by_token(services, presence, service::bearer_token(request));
    const auto token = request.cookie(kSessionCookie);
    if (token.empty())
        return nullptr;
    return admit(services, presence, service::digest("session-pass", token), note_seen,
                 [&](db::Reader& reader) { return read_session(reader, token); });
}

} // namespace

Result<std::shared_ptr<const Actor>> authenticate(service::Services& services,
                                                  const http::Request& request)
{
    return actor_of(services, Presence::Seen, request);
}

Result<bool> still_admits(service::Services& services, const http::Request& request,
                          const Actor& actor)
{
    const auto now = TRY(actor_of(services, Presence::Unseen, request));
    return now && now->id == actor.id && now->restricted == actor.restricted &&
           now->assignments == actor.assignments;
}

} // namespace jisr::identity
