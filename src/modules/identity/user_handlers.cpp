#include "modules/identity/accounts.hpp"
#include "modules/identity/handlers.hpp"
#include "modules/identity/lockout.hpp"
#include "modules/identity/password.hpp"
#include "modules/identity/second_factor_store.hpp"
#include "modules/identity/session_store.hpp"

#include <algorithm>

namespace jisr::identity::handlers {

using service::Permission;
using service::versioned;

namespace {

Response answer(const User& user)
{
    return versioned(service::ok(user), user.version);
}

bool keeps_administration(const std::vector<PlacedRole>& roles)
{
    return std::any_of(roles.begin(), roles.end(), [](const auto& held) {
        return held.role == service::Role::NationalAdministrator;
    });
}

} // namespace

// GET /api/v1/users
Result<Response> list_users(Context& context, const Request&, const UserQuery& query)
{
    UserFilter filter{query.state, query.role, query.q, "", query.limit + 1};
    if (query.cursor)
        filter.after = TRY(service::decode_cursor(*query.cursor, 1)).front();
    service::Page<User> page;
    page.items =
        TRY(identity::list_users(context.reader, context.actor, filter, context.clock.now()));
    if (page.items.size() > static_cast<std::size_t>(query.limit)) {
        page.items.pop_back();
        page.next = service::encode_cursor({page.items.back().user_name});
    }
    return service::ok(page);
}

// POST /api/v1/users
Result<Response> add_user(DirectContext& context, const SharedRequest& request)
{
    const auto draft = TRY(service::body_of<UserDraft>(*request));
    const auto password = new_password();
    const auto user = TRY(create_user(context.services, context.actor, draft, password, false));
    auto response = service::created(NewUser{user, password}, "/api/v1/users/" + user.id.str());
    response.headers.emplace_back("Cache-Control", "no-store");
    return versioned(std::move(response), user.version);
}

// GET /api/v1/users/{id}
Result<Response> show_user(Context& context, const Request& request)
{
    return answer(TRY(visible_user(context, TRY(service::path_id(request)))));
}

// PUT /api/v1/users/{id}
// Both the roles she has and those she is to get must be the actor's to give.
Result<Response> edit_user(WriteContext& context, const Request& request, const UserDraft& body)
{
    const auto version = TRY(service::required_version(request));
    const auto before = TRY(managed_user(context, TRY(service::path_id(request))));
    const auto draft = TRY(checked(body));
    const auto roles = TRY(placed(context.reader, draft.assignments));
    TRY(require_authority(context.actor, Permission::ManageUsers, roles));
    if (before.version != version)
        return core::fail(core::problems::stale(core::to_json(body), core::to_json(before)));
    if (draft.user_name != before.user_name && TRY(find_user_id(context.reader, draft.user_name)))
        return core::fail(core::problems::conflict("user_name_taken"));
    if (!keeps_administration(roles))
        TRY(require_another_administrator(context, before));
    TRY(replace_assignments(context.writer, before.id, roles));
    const auto edited = TRY(change_user(context, before, "update", [&](User& changed) {
        changed.user_name = draft.user_name;
        changed.full_name = draft.full_name;
        changed.language = draft.language;
    }));
    TRY(revoke_tokens_beyond(context, before.id));
    return answer(edited);
}

// POST /api/v1/users/{id}/reset-password
Result<Response> reset_password(DirectContext& context, const SharedRequest& request)
{
    const auto id = TRY(service::path_id(*request));
    InitialPassword given{new_password()};
    const auto hash = TRY(hash_password(given.initial_password));
    TRY(service::write_as(context.services, context.actor,
                          [&](WriteContext& writing) -> Result<void> {
                              const auto user = TRY(managed_user(writing, id));
                              return replace_password(writing, user, hash, true, {});
                          }));
    auto response = service::ok(given);
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

// POST /api/v1/users/{id}/reset-second-factor
Result<Response> reset_second_factor(WriteContext& context, const Request& request)
{
    const auto user = TRY(managed_user(context, TRY(service::path_id(request))));
    TRY(delete_second_factor(context.writer, user.id));
    TRY(change_user(context, user, "reset_second_factor", [](User&) {}));
    // Of whoever may hold the lost device; also those whose sign-in the change had to wait for.
    TRY(end_sessions(context.writer, user.id));
    return service::no_content();
}

// POST /api/v1/users/{id}/deactivate
Result<Response> deactivate_user(WriteContext& context, const Request& request)
{
    const auto user = TRY(managed_user(context, TRY(service::path_id(request))));
    if (user.state == UserState::Deactivated)
        return answer(user);
    TRY(require_another_administrator(context, user));
    const auto deactivated = TRY(change_user(context, user, "deactivate", [](User& changed) {
        changed.state = UserState::Deactivated;
    }));
    // What she had begun before, the change waited for: it ends with the rest.
    TRY(end_sessions(context.writer, user.id));
    TRY(revoke_tokens_beyond(context, user.id));
    return answer(deactivated);
}

// POST /api/v1/users/{id}/reactivate
Result<Response> reactivate_user(WriteContext& context, const Request& request)
{
    const auto user = TRY(managed_user(context, TRY(service::path_id(request))));
    if (user.state != UserState::Deactivated)
        return answer(user);
    return answer(TRY(change_user(context, user, "reactivate",
                                  [](User& changed) { changed.state = UserState::Active; })));
}

// POST /api/v1/users/{id}/unlock
Result<Response> unlock_user(WriteContext& context, const Request& request)
{
    const auto user = TRY(managed_user(context, TRY(service::path_id(request))));
    TRY(hold_user(context.writer, user.id));
    TRY(forget_failures(context.writer, user.id));
    return answer(TRY(change_user(context, user, "unlock", [](User&) {})));
}

} // namespace jisr::identity::handlers
