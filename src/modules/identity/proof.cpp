#include "modules/identity/proof.hpp"

#include "modules/identity/password.hpp"
#include "modules/identity/user_store.hpp"

namespace jisr::identity {

Result<core::Id> own_id(const service::Actor& actor)
{
    const auto id = core::Id::parse(actor.id);
    if (!actor.session_id || !id)
        return core::fail(core::problems::forbidden());
    return *id;
}

Result<Attempt> prove_password(DirectContext& context, const Request& request, const User& user,
                               const std::string& password, const std::string& pointer)
{
    auto& services = context.services;
    auto attempt = TRY(services.database.ask([&](db::Reader& reader) {
        return attempt_at(reader, user.user_name, client_address(services.settings, request));
    }));
    TRY(begin_attempt(services, attempt));
    const auto known = TRY(services.database.ask(
        [&](db::Reader& reader) { return get_credentials(reader, user.id); }));
    if (!verify_password(known.password_hash, password))
        return core::fail(core::problems::invalid(pointer, "wrong_password"));
    return attempt;
}

} // namespace jisr::identity
