#pragma once

#include "modules/identity/identity.hpp"
#include "modules/messages/messages.hpp"
#include "modules/registry/held_role.hpp"
#include "modules/registry/known_person.hpp"
#include "modules/registry/listed_person.hpp"
#include "modules/registry/met_files.hpp"
#include "service/route.hpp"

#include <memory>

/// The registry: persons and organisations, and their places in programmes (domain.md S1).
namespace jisr::registry {

class ImportDesk;
class PersonIndex;

/// Every route of the registry. All may be null where nothing is served (the OpenAPI document).
service::Routes routes(const std::shared_ptr<ImportDesk>& desk,
                       const std::shared_ptr<PersonIndex>& persons,
                       const std::shared_ptr<EntryCheck>& check);

/// For roles that hold for one cooperative or company alone.
core::Result<std::optional<identity::OrganisationPlace>>
find_organisation_place(db::Reader& reader, const core::Id& id);

/// How a person is reached.
struct Contact
{
    std::string reference;
    std::optional<std::string> phone; ///< E.164
    std::optional<std::string> email;
    core::Language language = core::Language::Ar;
};

/// 404 without the person.
core::Result<Contact> contact_of(db::Reader& reader, const core::Id& person_id);

/// What a person is told.
struct Telling
{
    std::string template_code;
    std::string occasion;              ///< as of messages::MessageDraft
    core::json::object params;         ///< beside her reference and the phone of her centre
    std::optional<core::Id> centre_id; ///< that she is to call, when it is another than hers
    std::optional<core::Id> subject;   ///< as of messages::MessageDraft
};

/// Puts what she is told into the outbox, in her language and to where she is reached.
core::Result<void> tell_person(service::WriteContext& context, const core::Id& person_id,
                               const service::Place& place, Telling telling);
/// The same of one of her registrations, unless it is an organisation's.
core::Result<void> tell_registrant(service::WriteContext& context, const RegistrationRow& row,
                                   Telling telling);

/// Whether a field of a person's file, or "disability", is for those alone who keep the file.
bool is_sensitive_answer(std::string_view code);
/// Whether a reason is the rules', as their check writes it: "rules: age, residence".
bool is_of_rules(std::string_view reason);
/// For readers who may not know what is sensitive: of "rules: age, marital_status" "rules: age",
/// which does not tell that there is more, and "rules: hidden" where nothing else is left; in the
/// place of what people typed "hidden", which tells that there is a reason. Those of the program
/// stay.
void hide_sensitive_reason(std::string& reason);
/// The same of a text that is always typed.
void hide_typed(std::string& text);

/// The place of a registration, against which scopes are held.
service::Place place_of(const RegistrationRow& row);

core::Result<std::optional<RegistrationRow>> find_registration(db::Reader& reader,
                                                               const core::Id& id);

/// The person whose own file is open to who asks without an account: header X-File holds the pass
/// that POST /api/v1/self/file gave. 401 self_pass_ended.
core::Result<core::Id> holder_of_pass(service::Services& services, const service::Request& request);

/// Whether somebody in that phase has a place in her edition, or had it to the end.
bool holds_place(Phase phase);

/// Why and how a registration comes into another phase, as its history tells.
struct PhaseChange
{
    Phase to = Phase::Registered;
    std::string_view operation; ///< of the change log
    std::string_view reason;
};

/// The registration in another phase, one version on, with its line of the change log; what waited
/// to be told of a place that she got or lost is cancelled. Whether that
/// step may be taken, and by whom, is the caller's to know. 409 conflict when it was changed
/// meanwhile.
core::Result<RegistrationRow> change_phase(service::WriteContext& context,
                                           const RegistrationRow& before,
                                           const PhaseChange& change);

/// Withdraws one registration and leaves the file, or lets it stand again: whoever had been
/// selected then waits. 409 file_withdrawn where the file itself stands no more.
core::Result<RegistrationRow> change_standing(service::WriteContext& context,
                                              const RegistrationRow& before,
                                              RegistrationState state, std::string_view reason);

} // namespace jisr::registry
