#include "modules/identity/accounts.hpp"
#include "modules/identity/pass.hpp"
#include "modules/identity/password.hpp"
#include "modules/identity/proof.hpp"
#include "modules/identity/session_store.hpp"
#include "tabular/text.hpp"

namespace jisr::identity::handlers {

// GET /api/v1/me/profile
Result<Response> show_profile(Context& context, const Request&)
{
    const auto user =
        TRY(get_user(context.reader, TRY(own_id(context.actor)), context.clock.now()));
    return service::ok(Profile{user.full_name, user.language});
}

// PUT /api/v1/me/profile
Result<Response> change_profile(WriteContext& context, const Request&, const Profile& given)
{
    const Profile body{tabular::clean_text(given.full_name), given.language};
    if (body.full_name.empty())
        return core::fail(core::problems::invalid("/full_name", "required"));
    const auto user =
        TRY(get_user(context.reader, TRY(own_id(context.actor)), context.clock.now()));
    TRY(change_user(context, user, "update", [&](User& changed) {
        changed.full_name = body.full_name;
        changed.language = body.language;
    }));
    return service::ok(body);
}

// PUT /api/v1/me/password
// Asks for the present one: an unattended screen must not be enough to take an account over.
Result<Response> change_password(DirectContext& context, const SharedRequest& request)
{
    const auto body = TRY(service::body_of<PasswordChange>(*request));
    auto& services = context.services;
    const auto id = TRY(own_id(context.actor));
    const auto user = TRY(services.database.ask(
        [&](db::Reader& reader) { return get_user(reader, id, services.clock.now()); }));
    TRY(check_password(body.new_password, user.user_name, "/new_password"));
    if (body.new_password == body.current_password)
        return core::fail(core::problems::invalid("/new_password", "password_unchanged"));
    const auto proof =
        TRY(prove_password(context, *request, user, body.current_password, "/current_password"));
    const auto hash = TRY(hash_password(body.new_password));
    TRY(service::write_as(services, context.actor, [&](WriteContext& writing) -> Result<void> {
        TRY(accept(writing, proof));
        const auto present = TRY(get_user(writing.reader, id, writing.clock.now()));
        return replace_password(writing, present, hash, false, *context.actor.session_id);
    }));
    return service::no_content();
}

// GET /api/v1/me/sessions
Result<Response> list_own_sessions(Context& context, const Request&, const NoQuery&)
{
    service::Page<OpenSession> page;
    for (auto& row :
         TRY(list_sessions(context.reader, TRY(own_id(context.actor)), context.clock.now())))
        page.items.push_back({row.id, row.created_at, row.last_seen_at, std::move(row.device),
                              row.id == context.actor.session_id});
    return service::ok(page);
}

// DELETE /api/v1/me/sessions
Result<Response> end_other_sessions(WriteContext& context, const Request&)
{
    const auto id = TRY(own_id(context.actor));
    const auto user = TRY(get_user(context.reader, id, context.clock.now()));
    TRY(end_sessions(context.writer, id, *context.actor.session_id));
    TRY(change_user(context, user, "end_sessions", [](User&) {}));
    return service::no_content();
}

// DELETE /api/v1/me/sessions/{id}
Result<Response> end_own_session(WriteContext& context, const Request& request)
{
    const auto session_id = TRY(service::path_id(request));
    if (TRY(end_session(context.writer, TRY(own_id(context.actor)), session_id)) == 0)
        return core::fail(core::problems::not_found());
    context.writer.after_commit([session_id] { pass_cache().forget(session_id); });
    return service::no_content();
}

} // namespace jisr::identity::handlers
