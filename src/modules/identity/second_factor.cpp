#include "modules/identity/second_factor.hpp"

#include "modules/identity/second_factor_store.hpp"
#include "modules/identity/server_key.hpp"
#include "modules/identity/totp.hpp"
#include "modules/identity/user.hpp"
#include "modules/identity/user_store.hpp"
#include "service/secret.hpp"

namespace jisr::identity {

using core::Result;

namespace {

/// The key that sealed it is gone: her recovery codes still work, and who manages users can switch
/// it off.
core::Problem unreadable_second_factor(const core::Problem& fault)
{
    auto problem = core::problems::conflict("second_factor_unreadable");
    problem.cause = fault.cause;
    return problem;
}

Result<void> prove_code(service::WriteContext& context, const core::Id& user_id,
                        const SecondFactor& factor, std::string_view code)
{
    const auto key = TRY(server_key(context.services.settings.data_folder));
    const auto secret = open_sealed(key, user_id.str(), factor.sealed_secret);
    if (!secret)
        return core::fail(unreadable_second_factor(secret.error()));
    const auto step = matching_step(*secret, code, context.clock.now(), factor.last_step);
    if (!step || TRY(use_step(context.writer, user_id, factor, *step)) == 0)
        return core::fail(wrong_credentials());
    return {};
}

Result<void> prove_recovery(service::WriteContext& context, const core::Id& user_id,
                            std::string_view code)
{
    const auto now = context.clock.now();
    if (TRY(use_recovery_code(context.writer, user_id, recovery_hash(user_id, code), now)) == 0)
        return core::fail(wrong_credentials());
    const auto left = TRY(recovery_codes_left(context.reader, user_id));
    const auto user = TRY(get_user(context.reader, user_id, now));
    return context.log("user", user_id, user.version, "use_recovery_code",
                       core::json::object{{"recovery_codes", left + 1}},
                       core::json::object{{"recovery_codes", left}});
}

} // namespace

Result<void> prove_second_factor(service::WriteContext& context, const core::Id& user_id,
                                 const std::optional<std::string>& code,
                                 const std::optional<std::string>& recovery_code)
{
    const auto factor = TRY(find_second_factor(context.reader, user_id));
    if (!factor || !factor->confirmed)
        return {};
    if (code)
        return prove_code(context, user_id, *factor, *code);
    if (recovery_code)
        return prove_recovery(context, user_id, *recovery_code);
    return core::fail({.status = 401, .slug = "second_factor_needed"});
}

std::string recovery_hash(const core::Id& user_id, std::string_view code)
{
    std::string plain = folded_user_name(code);
    std::erase_if(plain, [](char c) { return c == '-' || c == ' '; });
    return service::digest("recovery", user_id.str() + plain);
}

core::Problem wrong_credentials()
{
    return {.status = 401, .slug = "wrong_credentials"};
}

} // namespace jisr::identity
