#include "documents/qr.hpp"
#include "modules/identity/accounts.hpp"
#include "modules/identity/proof.hpp"
#include "modules/identity/second_factor.hpp"
#include "modules/identity/second_factor_store.hpp"
#include "modules/identity/server_key.hpp"
#include "modules/identity/totp.hpp"
#include "service/secret.hpp"

namespace jisr::identity::handlers {

namespace {

constexpr int kRecoveryCodes = 10;

Result<User> own_user(DirectContext& context)
{
    const auto id = TRY(own_id(context.actor));
    return context.services.database.ask(
        [&](db::Reader& reader) { return get_user(reader, id, context.services.clock.now()); });
}

/// What was offered and not confirmed yet with the step of the code, if that belongs to its secret.
Result<SecondFactor> proven_offer(WriteContext& context, const core::Id& user_id,
                                  std::string_view code)
{
    auto offer = TRY(find_second_factor(context.reader, user_id));
    if (!offer)
        return core::fail(core::problems::conflict("second_factor_not_begun"));
    if (offer->confirmed)
        return core::fail(core::problems::conflict("second_factor_exists"));
    const auto key = TRY(server_key(context.services.settings.data_folder));
    const auto secret = open_sealed(key, user_id.str(), offer->sealed_secret);
    if (!secret) // offered under another key
        return core::fail(core::problems::conflict("second_factor_not_begun"));
    const auto step = matching_step(*secret, code, context.clock.now(), 0);
    if (!step)
        return core::fail(core::problems::invalid("/code", "wrong_code"));
    offer->last_step = *step;
    return std::move(*offer);
}

Response secret_answer(const core::json::value& body)
{
    auto response = service::json_response(200, body);
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

} // namespace

// POST /api/v1/me/second-factor
Result<Response> offer_second_factor(DirectContext& context, const SharedRequest&)
{
    auto& services = context.services;
    const auto user = TRY(own_user(context));
    const auto key = TRY(server_key(services.settings.data_folder));
    const auto secret = new_totp_secret();
    const auto sealed = seal(key, user.id.str(), secret);
    TRY(services.database.write([&](db::Writer& writer) -> Result<void> {
        if (TRY(save_offer(writer, user.id, sealed)) == 0)
            return core::fail(core::problems::conflict("second_factor_exists"));
        return {};
    }));
    const auto uri = otpauth_uri(secret, user.user_name);
    const auto qr = TRY(documents::Qr::encode(uri));
    return secret_answer(core::to_json(SecondFactorOffer{uri, base32(secret), qr.svg()}));
}

// PUT /api/v1/me/second-factor
// Only a code from the phone switches it on: whoever scanned nothing must not lock herself out.
Result<Response> confirm_second_factor(DirectContext& context, const SharedRequest& request)
{
    const auto body = TRY(service::body_of<SecondFactorProof>(*request));
    const auto id = TRY(own_id(context.actor));
    RecoveryCodes codes;
    std::vector<std::string> hashes;
    for (int i = 0; i < kRecoveryCodes; ++i) {
        codes.recovery_codes.push_back(service::readable_secret());
        hashes.push_back(recovery_hash(id, codes.recovery_codes.back()));
    }
    TRY(service::write_as(
        context.services, context.actor, [&](WriteContext& writing) -> Result<void> {
            const auto offer = TRY(proven_offer(writing, id, body.code));
            const auto user = TRY(get_user(writing.reader, id, writing.clock.now()));
            if (TRY(confirm(writing.writer, id, offer, hashes)) == 0)
                return core::fail(core::problems::overtaken());
            TRY(change_user(writing, user, "add_second_factor", [](User&) {}));
            return {};
        }));
    return secret_answer(core::to_json(codes));
}

// DELETE /api/v1/me/second-factor
Result<Response> remove_second_factor(DirectContext& context, const SharedRequest& request)
{
    const auto body = TRY(service::body_of<PasswordProof>(*request));
    const auto user = TRY(own_user(context));
    const auto proof = TRY(prove_password(context, *request, user, body.password, "/password"));
    TRY(service::write_as(
        context.services, context.actor, [&](WriteContext& writing) -> Result<void> {
            const auto present = TRY(get_user(writing.reader, user.id, writing.clock.now()));
            TRY(delete_second_factor(writing.writer, user.id));
            TRY(accept(writing, proof));
            TRY(change_user(writing, present, "remove_second_factor", [](User&) {}));
            return {};
        }));
    return service::no_content();
}

} // namespace jisr::identity::handlers
