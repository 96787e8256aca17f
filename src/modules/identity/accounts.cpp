#include "modules/identity/accounts.hpp"

#include "modules/identity/lockout.hpp"
#include "modules/identity/pass.hpp"
#include "modules/identity/password.hpp"
#include "modules/identity/session_store.hpp"
#include "service/secret.hpp"

#include <algorithm>
#include <limits>

namespace jisr::identity {

using core::Result;
using service::Permission;
using service::WriteContext;

namespace {

bool is_national_administrator(const User& user)
{
    return std::any_of(user.assignments.begin(), user.assignments.end(), [](const auto& held) {
        return held.role == service::Role::NationalAdministrator;
    });
}

Result<void> require_free_name(db::Reader& reader, std::string_view user_name)
{
    if (TRY(find_user_id(reader, user_name)))
        return core::fail(core::problems::conflict("user_name_taken"));
    return {};
}

} // namespace

Result<User> add_user(WriteContext& context, const UserDraft& draft, const std::string& hash,
                      bool must_change_password)
{
    const auto roles = TRY(placed(context.reader, draft.assignments));
    TRY(require_authority(context.actor, Permission::ManageUsers, roles));
    TRY(require_free_name(context.reader, draft.user_name));
    const User user{.id = core::Id::make(),
                    .user_name = draft.user_name,
                    .full_name = draft.full_name,
                    .language = draft.language,
                    .must_change_password = must_change_password,
                    .created_at = context.clock.now()};
    TRY(insert_user(context.writer, user, roles, hash));
    auto made = TRY(get_user(context.reader, user.id, context.clock.now()));
    TRY(context.log("user", made.id, made.version, "create", nullptr, core::to_json(made)));
    return made;
}

Result<User> visible_user(service::Context& context, const core::Id& id)
{
    auto user = TRY(get_user(context.reader, id, context.clock.now()));
    const auto roles = TRY(placed(context.reader, user.assignments));
    if (!within_scope(context.actor, Permission::ManageUsers, roles))
        return core::fail(core::problems::not_found());
    return user;
}

Result<User> managed_user(service::Context& context, const core::Id& id)
{
    auto user = TRY(visible_user(context, id));
    if (context.actor.id == id.str())
        return core::fail(core::problems::conflict("not_yourself"));
    TRY(require_authority(context.actor, Permission::ManageUsers,
                          TRY(placed(context.reader, user.assignments))));
    return user;
}

Result<User> change_user(WriteContext& context, const User& before, std::string_view operation,
                         const std::function<void(User&)>& change)
{
    User after = before;
    change(after);
    after.version = before.version + 1;
    TRY(update_user(context.writer, after));
    after = TRY(get_user(context.reader, before.id, context.clock.now()));
    TRY(context.log("user", after.id, after.version, operation, core::to_json(before),
                    core::to_json(after)));
    context.writer.after_commit([id = after.id] { pass_cache().forget(id); });
    return after;
}

Result<void> replace_password(WriteContext& context, const User& user, const std::string& hash,
                              bool must_change, const core::Id& kept)
{
    TRY(set_password_hash(context.writer, user.id, hash));
    TRY(end_sessions(context.writer, user.id, kept));
    TRY(forget_failures(context.writer, user.id));
    TRY(change_user(context, user, must_change ? "reset_password" : "change_password",
                    [&](User& changed) { changed.must_change_password = must_change; }));
    return {};
}

Result<void> require_another_administrator(WriteContext& context, const User& user)
{
    if (!is_national_administrator(user))
        return {};
    TRY(take_turn(context.writer));
    if (TRY(other_national_administrators(context.reader, user.id)) == 0)
        return core::fail(core::problems::conflict("last_administrator"));
    return {};
}

std::string new_password()
{
    return service::readable_secret();
}

Result<User> create_user(service::Services& services, const service::Actor& actor,
                         const UserDraft& draft, const std::string& password, bool lasting)
{
    const auto good = TRY(checked(draft));
    TRY(check_password(password, good.user_name, "/password"));
    const auto hash = TRY(hash_password(password));
    User made;
    TRY(service::write_as(services, actor, [&](WriteContext& context) -> Result<void> {
        made = TRY(add_user(context, good, hash, !lasting));
        return {};
    }));
    return made;
}

Result<std::vector<User>> all_users(service::Services& services)
{
    return services.database.ask([&](db::Reader& reader) {
        return list_users(reader, service::Actor::system(),
                          {.limit = std::numeric_limits<std::int64_t>::max()},
                          services.clock.now());
    });
}

Result<std::string> reset_password(service::Services& services, const service::Actor& actor,
                                   std::string_view user_name)
{
    const std::string password = new_password();
    const auto hash = TRY(hash_password(password));
    TRY(service::write_as(services, actor, [&](WriteContext& context) -> Result<void> {
        const auto id = TRY(find_user_id(context.reader, folded_user_name(user_name)));
        if (!id)
            return core::fail(core::problems::not_found());
        const auto user = TRY(managed_user(context, *id));
        return replace_password(context, user, hash, true, {});
    }));
    return password;
}

} // namespace jisr::identity
