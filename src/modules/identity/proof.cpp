#include "modules/identity/proof.hpp"

#include "modules/identity/password.hpp"

namespace jisr::identity {

Result<core::Id> own_id(const service::Actor& actor)
{
    const auto id = core::Id::parse(actor.id);
    if (!actor.session_id || !id)
        return core::fail(core::problems::forbidden());
    return *id;
}

Result<Proof> prove_password(DirectContext& context, const Request& request, const User& user,
                             const std::string& password, const std::string& pointer)
{
    auto& services = context.services;
    auto attempt = TRY(services.database.ask([&](db::Reader& reader) {
        return attempt_at(reader, user.user_name, client_address(services.settings, request));
    }));
    TRY(begin_attempt(services, attempt));
    auto read = TRY(services.database.ask(
        [&](db::Reader& reader) { return get_credentials(reader, user.id); }));
    auto refusal = core::problems::invalid(pointer, "wrong_password");
    if (!verify_password(read.password_hash, password))
        return core::fail(std::move(refusal));
    return Proof{std::move(attempt), std::move(read), std::move(refusal)};
}

Result<void> accept(WriteContext& context, const Proof& proof)
{
    const auto& id = proof.read.id;
    TRY(hold_user(context.writer, id));
    const auto present = TRY(get_credentials(context.reader, id));
    if (present.deactivated || present.password_hash != proof.read.password_hash)
        return core::fail(proof.refusal);
    return succeed(context.writer, proof.attempt, id, context.clock.now());
}

} // namespace jisr::identity
