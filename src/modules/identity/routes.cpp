#include "modules/identity/handlers.hpp"
#include "modules/identity/identity.hpp"

namespace jisr::identity {

using service::Access;
using service::Permission;

service::Routes routes()
{
    using service::act, service::direct, service::get, service::list, service::put;
    const auto anyone = Access::anyone();
    const auto signed_in = Access::signed_in();
    const auto users = Access(Permission::ManageUsers);
    const auto tokens = Access(Permission::ManageTokens);
    // clang-format off
    return {
        direct<FirstAdministrator, Session>("POST", "/api/v1/setup/administrator", anyone, "Make the first administrator, while there is no user", handlers::set_up_first_administrator, 201).slow(),
        direct<SignIn, Session>("POST", "/api/v1/session", anyone, "Sign in", handlers::sign_in, 201).slow(),
        get<Session>("/api/v1/session", signed_in, "Who is signed in, and what she may do", handlers::show_session).restricted(),
        act<void>("DELETE", "/api/v1/session", signed_in, "Sign out", handlers::sign_out, 204).restricted(),

        get<Profile>("/api/v1/me/profile", signed_in, "Name and language of the one signed in", handlers::show_profile).restricted(),
        put<Profile, Profile>("/api/v1/me/profile", signed_in, "Change one's name and language", handlers::change_profile),
        direct<PasswordChange, void>("PUT", "/api/v1/me/password", signed_in, "Change one's password; ends the other sessions", handlers::change_password, 204).slow().restricted(),
        list<NoQuery, OpenSession>("/api/v1/me/sessions", signed_in, "Where one is signed in", handlers::list_own_sessions),
        act<void>("DELETE", "/api/v1/me/sessions", signed_in, "End one's sessions but the present one", handlers::end_other_sessions, 204),
        act<void>("DELETE", "/api/v1/me/sessions/{id}", signed_in, "End one of one's sessions", handlers::end_own_session, 204),
        direct<void, SecondFactorOffer>("POST", "/api/v1/me/second-factor", signed_in, "Begin to set up a second factor", handlers::offer_second_factor),
        direct<SecondFactorProof, RecoveryCodes>("PUT", "/api/v1/me/second-factor", signed_in, "Confirm the second factor with a code", handlers::confirm_second_factor),
        direct<PasswordProof, void>("DELETE", "/api/v1/me/second-factor", signed_in, "Remove the second factor", handlers::remove_second_factor, 204).slow(),

        list<UserQuery, User>("/api/v1/users", users, "Users inside one's scope", handlers::list_users),
        direct<UserDraft, NewUser>("POST", "/api/v1/users", users, "Make a user; shows her first password once", handlers::add_user, 201).slow(),
        get<User>("/api/v1/users/{id}", users, "One user", handlers::show_user),
        put<UserDraft, User>("/api/v1/users/{id}", users, "Change a user", handlers::edit_user).versioned(),
        direct<void, InitialPassword>("POST", "/api/v1/users/{id}/reset-password", users, "Give a first password again; ends the user's sessions", handlers::reset_password).slow(),
        act<void>("POST", "/api/v1/users/{id}/reset-second-factor", users, "Remove a user's second factor; ends the user's sessions", handlers::reset_second_factor, 204),
        act<User>("POST", "/api/v1/users/{id}/deactivate", users, "Keep a user from signing in", handlers::deactivate_user),
        act<User>("POST", "/api/v1/users/{id}/reactivate", users, "Let a user sign in again", handlers::reactivate_user),
        act<User>("POST", "/api/v1/users/{id}/unlock", users, "Forget failed guesses at a user's password", handlers::unlock_user),

        list<TokenQuery, Token>("/api/v1/tokens", tokens, "Tokens of programs inside one's scope", handlers::list_tokens),
        direct<TokenDraft, NewToken>("POST", "/api/v1/tokens", tokens, "Make a token; shows its text once", handlers::add_token, 201),
        act<void>("DELETE", "/api/v1/tokens/{id}", tokens, "Revoke a token", handlers::revoke_token, 204),
    };
    // clang-format on
}

} // namespace jisr::identity
