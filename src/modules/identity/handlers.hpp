#pragma once

#include "modules/identity/session.hpp"
#include "modules/identity/token.hpp"
#include "modules/identity/user.hpp"
#include "service/route.hpp"

/// The handlers of routes.cpp. Those that answer with a secret (a password, a token, a cookie,
/// recovery codes) are direct routes: the answer of a usual POST is kept in the database for
/// retries, and a secret must not be.
namespace jisr::identity {

using core::Result;
using http::Request;
using http::Response;
using service::Context;
using service::DirectContext;
using service::WriteContext;
using SharedRequest = std::shared_ptr<Request>;

struct UserQuery
{
    std::optional<UserState> state;
    std::optional<service::Role> role;
    std::optional<std::string> q;
    std::int64_t limit = 50;
    std::optional<std::string> cursor;

    static constexpr std::array kFields{core::field("q").length(100),
                                        core::field("limit").range(1, 200).defaulted(),
                                        core::field("cursor").length(1000)};
};
BOOST_DESCRIBE_STRUCT(UserQuery, (), (state, role, q, limit, cursor))

struct TokenQuery
{
    std::int64_t limit = 50;
    std::optional<std::string> cursor;

    static constexpr std::array kFields{core::field("limit").range(1, 200).defaulted(),
                                        core::field("cursor").length(1000)};
};
BOOST_DESCRIBE_STRUCT(TokenQuery, (), (limit, cursor))

struct NoQuery
{
};
BOOST_DESCRIBE_STRUCT(NoQuery, (), ())

struct SecondFactorOffer
{
    std::string otpauth_uri;
    std::string secret; ///< base32, to be typed by hand
    std::string qr_svg;

    static constexpr std::string_view kRecord = "identity.SecondFactorOffer";
};
BOOST_DESCRIBE_STRUCT(SecondFactorOffer, (), (otpauth_uri, secret, qr_svg))

struct SecondFactorProof
{
    std::string code;

    static constexpr std::string_view kRecord = "identity.SecondFactorProof";
    static constexpr std::array kFields{core::field("code").length(20).sensitive()};
};
BOOST_DESCRIBE_STRUCT(SecondFactorProof, (), (code))

struct RecoveryCodes
{
    std::vector<std::string> recovery_codes;

    static constexpr std::string_view kRecord = "identity.RecoveryCodes";
};
BOOST_DESCRIBE_STRUCT(RecoveryCodes, (), (recovery_codes))

/// Ends the tokens that the user made and could not make with the roles she has now, with what they
/// made in their turn: whoever was shown their texts may still hold them.
Result<void> revoke_tokens_beyond(WriteContext& context, const core::Id& user_id);

namespace handlers {

// session_handlers.cpp
Result<Response> set_up_first_administrator(DirectContext& context, const SharedRequest& request);
Result<Response> sign_in(DirectContext& context, const SharedRequest& request);
Result<Response> show_session(Context& context, const Request& request);
Result<Response> sign_out(WriteContext& context, const Request& request);

// profile_handlers.cpp
Result<Response> show_profile(Context& context, const Request& request);
Result<Response> change_profile(WriteContext& context, const Request& request, const Profile& body);
Result<Response> change_password(DirectContext& context, const SharedRequest& request);
Result<Response> list_own_sessions(Context& context, const Request& request, const NoQuery&);
Result<Response> end_other_sessions(WriteContext& context, const Request& request);
Result<Response> end_own_session(WriteContext& context, const Request& request);

// second_factor_handlers.cpp
Result<Response> offer_second_factor(DirectContext& context, const SharedRequest& request);
Result<Response> confirm_second_factor(DirectContext& context, const SharedRequest& request);
Result<Response> remove_second_factor(DirectContext& context, const SharedRequest& request);

// user_handlers.cpp
Result<Response> list_users(Context& context, const Request& request, const UserQuery& query);
Result<Response> add_user(DirectContext& context, const SharedRequest& request);
Result<Response> show_user(Context& context, const Request& request);
Result<Response> edit_user(WriteContext& context, const Request& request, const UserDraft& body);
Result<Response> reset_password(DirectContext& context, const SharedRequest& request);
Result<Response> reset_second_factor(WriteContext& context, const Request& request);
Result<Response> deactivate_user(WriteContext& context, const Request& request);
Result<Response> reactivate_user(WriteContext& context, const Request& request);
Result<Response> unlock_user(WriteContext& context, const Request& request);

// token_handlers.cpp
Result<Response> list_tokens(Context& context, const Request& request, const TokenQuery& query);
Result<Response> add_token(DirectContext& context, const SharedRequest& request);
Result<Response> revoke_token(WriteContext& context, const Request& request);

} // namespace handlers
} // namespace jisr::identity
