#pragma once

#include "modules/identity/token.hpp"
#include "modules/identity/user.hpp"
#include "service/route.hpp"

#include <string>
#include <vector>

/// People and programs that may use the system: users with roles and scopes, sessions, second
/// factor, tokens.
namespace jisr::identity {

service::Routes routes();

/// Services::authenticate: the actor of a session cookie or bearer token; null when neither is
/// there; 401 when it is no longer, or never was, good. A query at most every two seconds for each
/// session.
core::Result<std::shared_ptr<const service::Actor>> authenticate(service::Services& services,
                                                                 const http::Request& request);

/// Services::still_admits: whether the request would still be `actor`'s, with the same rights. As
/// `authenticate`, but leaves "last seen" alone, so that an open stream keeps no session alive.
core::Result<bool> still_admits(service::Services& services, const http::Request& request,
                                const service::Actor& actor);

/// Whether any user was ever made; until then the first-run page may make one.
core::Result<bool> has_users(db::Reader& reader);

/// Makes a user as `actor`; she must change `password` at her first sign-in unless `lasting`. 422
/// for a weak password or a faulty draft, 403 beyond what the actor may give, 409 user_name_taken.
/// Hashes: about 60 ms.
core::Result<User> create_user(service::Services& services, const service::Actor& actor,
                               const UserDraft& draft, const std::string& password, bool lasting);

/// A first password, shown once: sixteen random characters that are easily told apart.
std::string new_password();

/// A user who is to be told of something in the app.
struct StaffMember
{
    core::Id user_id;
    core::Language language = core::Language::Ar;
};

/// Active users who hold the permission over the place: those of its centre, its region or less of
/// it, and only where there are none, those of the nation.
core::Result<std::vector<StaffMember>> staff_of(db::Reader& reader, service::Permission permission,
                                                const service::Place& place);

/// Active users who hold the permission for the centre itself; nobody where it has none.
core::Result<std::vector<StaffMember>>
staff_of_centre(db::Reader& reader, service::Permission permission, const core::Id& centre_id);

/// A user in one of her roles, as whoever plans for her sees her.
struct Colleague
{
    core::Id user_id;
    std::string full_name;
    service::Role role = service::Role::Partner;
    Scope scope; ///< of the role
};

/// Active users with one of `roles` in the place (its region, or its province where that is said),
/// by name, each once: those whose role lies inside a scope in which the actor holds the
/// permission.
core::Result<std::vector<Colleague>> colleagues_in(db::Reader& reader, const service::Actor& actor,
                                                   service::Permission permission,
                                                   const std::vector<service::Role>& roles,
                                                   const service::Place& place);

/// Everyone, in the order of the user names.
core::Result<std::vector<User>> all_users(service::Services& services);

/// Gives a password that must be changed at the next sign-in and ends the user's sessions; 404 when
/// there is no such name.
core::Result<std::string> reset_password(service::Services& services, const service::Actor& actor,
                                         std::string_view user_name);

/// Makes a token as `actor`; its text is in the answer and nowhere else. One made by a program ends
/// with that program's own, at the latest. 422 and 403 as for users.
core::Result<NewToken> create_token(service::Services& services, const service::Actor& actor,
                                    const TokenDraft& draft);
/// The text of a new token without end, made by the system itself.
core::Result<std::string> issue_token(service::Services& services, std::string name,
                                      service::Role role, const service::Scope& scope);
core::Result<std::vector<Token>> all_tokens(service::Services& services);
/// Ends a token for good, and those made with it; 404 when there is none, no fault when it has
/// ended already.
core::Result<void> revoke_token(service::Services& services, const service::Actor& actor,
                                const core::Id& id);

/// An organisation that a role may hold for alone: where it stands, and its name, in the one script
/// that is known where the other is not.
struct OrganisationPlace
{
    service::Place place;
    std::string name_ar;
    std::string name_fr;
};

/// Nothing for an id that is none of the finder's.
using FindOrganisation = core::Result<std::optional<OrganisationPlace>> (*)(db::Reader& reader,
                                                                            const core::Id& id);
/// Says who knows of organisations: modules that themselves stand on this one. Where the program is
/// put together, before any request; the first call counts.
void find_organisations_by(std::vector<FindOrganisation> finders);

/// The client's address: what the trusted proxy says it is, if the request comes from there.
/// Without a port, and of IPv6 the network /64: see counted_address().
std::string client_address(const service::Settings& settings, const http::Request& request);

/// Somebody says what only the owner of `target` should know, without an account: guessing is
/// slowed down as at sign-in, by target and by address, on all servers together.
struct Guess
{
    std::string kind;    ///< keeps counts of one thing from those of another, e.g. "file"
    std::string target;  ///< what is guessed at; kept as a digest
    std::string address; ///< of the client
};

/// Counts it as failed for as long as nobody says otherwise, or refuses it with 429
/// too_many_attempts. Waits for the commit, so that right and wrong take the same time so far.
core::Result<void> begin_guess(service::Services& services, const Guess& guess);
core::Result<void> guessed_right(db::Writer& writer, const Guess& guess);

/// `plain`, readable and forgeable by no one but servers with this one's key; `purpose` keeps what
/// was made for one thing from standing for another. 43 characters and more, fit for a URL.
core::Result<std::string> seal(const service::Settings& settings, std::string_view purpose,
                               std::string_view plain);
/// What was sealed for the purpose; nothing when it was not.
core::Result<std::optional<std::string>> unseal(const service::Settings& settings,
                                                std::string_view purpose, std::string_view sealed);

/// A digest of what few could be, such as a phone: without the server's key nobody can try them
/// all.
core::Result<std::string> keyed_digest(const service::Settings& settings, std::string_view purpose,
                                       std::string_view text);

struct DemonstrationUser
{
    std::string user_name;
    std::string password;
    service::Role role;
};

/// One for each role; known to everyone, so only ever made by --demo.
const std::vector<DemonstrationUser>& demonstration_users();
/// Makes those that are missing.
core::Result<void> create_demonstration_users(service::Services& services);

} // namespace jisr::identity
