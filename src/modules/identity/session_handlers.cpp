#include "modules/identity/accounts.hpp"
#include "modules/identity/pass.hpp"
#include "modules/identity/password.hpp"
#include "modules/identity/proof.hpp"
#include "modules/identity/second_factor.hpp"
#include "modules/identity/session_store.hpp"
#include "service/secret.hpp"

namespace jisr::identity {

namespace {

constexpr std::size_t kDeviceLimit = 200; // bytes of a browser's name

Response with_cookie(Response response, const service::Settings& settings, std::string_view token)
{
    const auto seconds = token.empty() ? 0 : std::chrono::seconds(kAbsoluteEnd).count();
    std::string cookie = std::string(kSessionCookie) + '=' + std::string(token) +
                         "; Path=/; Max-Age=" + std::to_string(seconds) +
                         "; HttpOnly; SameSite=Strict";
    if (settings.secure_cookies)
        cookie += "; Secure";
    response.headers.emplace_back("Set-Cookie", std::move(cookie));
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

/// The browser's name for itself as far as it is printable ASCII.
std::string device_of(const Request& request)
{
    std::string device(request.header("User-Agent").substr(0, kDeviceLimit));
    std::erase_if(device, [](char c) { return c < ' ' || c > '~'; });
    return device;
}

Result<Session> describe_session(Context& context, const SessionRow& session,
                                 const std::string& csrf_token)
{
    auto user = TRY(get_user(context.reader, session.user_id, context.clock.now()));
    const auto actor = TRY(find_actor(context.reader, session.user_id));
    return Session{.user = {user.id, user.user_name, user.full_name, user.language},
                   .assignments = std::move(user.assignments),
                   .permissions = actor ? actor->permissions() : std::vector<service::Permission>{},
                   .csrf_token = csrf_token,
                   .must_change_password = user.must_change_password,
                   .second_factor = user.second_factor,
                   .expires_at = session.ends_at,
                   .demonstration = context.services.settings.demonstration};
}

/// 201 with the session and its cookie.
Result<Response> open_session(WriteContext& context, const core::Id& user_id,
                              const Request& request)
{
    const std::string token = service::random_secret();
    const auto now = context.clock.now();
    const SessionRow session{.id = core::Id::make(),
                             .user_id = user_id,
                             .token_hash = service::digest("session", token),
                             .device = device_of(request),
                             .created_at = now,
                             .last_seen_at = now,
                             .ends_at = now.plus(kAbsoluteEnd)};
    TRY(insert_session(context.writer, session));
    TRY(note_sign_in(context.writer, user_id, now));
    const auto answer = TRY(describe_session(context, session, service::digest("csrf", token)));
    return with_cookie(service::created(answer, "/api/v1/session"), context.services.settings,
                       token);
}

/// The user whose password it is, or 401; takes the same time when there is no such user.
Result<Credentials> right_credentials(service::Services& services, const SignIn& typed,
                                      std::string_view user_name)
{
    auto known = TRY(services.database.ask(
        [&](db::Reader& reader) { return find_credentials(reader, user_name); }));
    const bool right = verify_password(known ? known->password_hash : "", typed.password);
    if (!right || known->deactivated)
        return core::fail(wrong_credentials());
    return std::move(*known);
}

Result<Response> admit(service::Services& services, const Request& request, const SignIn& typed,
                       const Proof& proof)
{
    const auto& id = proof.read.id;
    service::Actor actor;
    actor.id = id.str();
    std::string rehashed;
    if (needs_rehash(proof.read.password_hash))
        rehashed = TRY(hash_password(typed.password));
    Response response;
    TRY(service::write_as(services, actor, [&](WriteContext& context) -> Result<void> {
        TRY(prove_second_factor(context, id, typed.code, typed.recovery_code));
        TRY(accept(context, proof));
        if (!rehashed.empty())
            TRY(set_password_hash(context.writer, id, rehashed));
        response = TRY(open_session(context, id, request));
        return {};
    }));
    return response;
}

} // namespace

namespace handlers {

// POST /api/v1/setup/administrator
// Open to anyone, so only as long as there is no user; of two at once, one gets 409.
Result<Response> set_up_first_administrator(DirectContext& context, const SharedRequest& request)
{
    const auto body = TRY(service::body_of<FirstAdministrator>(*request));
    const auto draft = TRY(checked({body.user_name,
                                    body.full_name,
                                    context.language,
                                    {{.role = service::Role::NationalAdministrator}}}));
    TRY(check_password(body.password, draft.user_name, "/password"));
    auto& services = context.services;
    if (TRY(services.database.ask(has_users)))
        return core::fail(core::problems::conflict("already_set_up"));
    const auto hash = TRY(hash_password(body.password));
    Response response;
    const auto system = service::Actor::system();
    TRY(service::write_as(services, system, [&](WriteContext& writing) -> Result<void> {
        TRY(take_turn(writing.writer));
        if (TRY(has_users(writing.reader)))
            return core::fail(core::problems::conflict("already_set_up"));
        const auto user = TRY(identity::add_user(writing, draft, hash, false));
        response = TRY(open_session(writing, user.id, *request));
        return {};
    }));
    return response;
}

// POST /api/v1/session
Result<Response> sign_in(DirectContext& context, const SharedRequest& request)
{
    const auto typed = TRY(service::body_of<SignIn>(*request));
    const auto user_name = folded_user_name(typed.user_name);
    auto& services = context.services;
    const auto attempt = TRY(services.database.ask([&](db::Reader& reader) {
        return attempt_at(reader, user_name, client_address(services.settings, *request));
    }));
    TRY(begin_attempt(services, attempt));
    auto known = TRY(right_credentials(services, typed, user_name));
    auto response =
        admit(services, *request, typed, {attempt, std::move(known), wrong_credentials()});
    if (!response && response.error().slug == "second_factor_needed")
        TRY(services.database.write(
            [&](db::Writer& writer) { return take_back(writer, attempt); }));
    return response;
}

// GET /api/v1/session
Result<Response> show_session(Context& context, const Request&)
{
    TRY(own_id(context.actor));
    const auto session = TRY(get_session(context.reader, *context.actor.session_id));
    return service::ok(TRY(describe_session(context, session, context.actor.csrf_token)));
}

// DELETE /api/v1/session
Result<Response> sign_out(WriteContext& context, const Request&)
{
    const auto user_id = TRY(own_id(context.actor));
    const auto session_id = *context.actor.session_id;
    TRY(end_session(context.writer, user_id, session_id));
    context.writer.after_commit([session_id] { pass_cache().forget(session_id); });
    return with_cookie(service::no_content(), context.services.settings, "");
}

} // namespace handlers
} // namespace jisr::identity
