#pragma once

#include "modules/identity/identity.hpp"
#include "modules/registry/known_person.hpp"
#include "modules/registry/listed_person.hpp"
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
};

/// 404 without the person.
core::Result<Contact> contact_of(db::Reader& reader, const core::Id& person_id);

core::Result<std::optional<RegistrationRow>> find_registration(db::Reader& reader,
                                                               const core::Id& id);

/// The person whose own file is open to who asks without an account: header X-File holds the pass
/// that POST /api/v1/self/file gave. 401 self_pass_ended.
core::Result<core::Id> holder_of_pass(service::Services& services, const service::Request& request);

/// Why and how a registration comes into another phase, as its history tells.
struct PhaseChange
{
    Phase to = Phase::Registered;
    std::string_view operation; ///< of the change log
    std::string_view reason;
};

/// The registration in another phase, one version on, with its line of the change log. Whether that
/// step may be taken, and by whom, is the caller's to know. 409 conflict when it was changed
/// meanwhile.
core::Result<RegistrationRow> change_phase(service::WriteContext& context,
                                           const RegistrationRow& before,
                                           const PhaseChange& change);

/// Withdraws one registration and leaves the file, or lets it stand again: whoever had been
/// selected then waits.
core::Result<RegistrationRow> change_standing(service::WriteContext& context,
                                              const RegistrationRow& before,
                                              RegistrationState state, std::string_view reason);

} // namespace jisr::registry
