#pragma once

#include "service/route.hpp"

#include <memory>

/// The registry: persons and organisations, and their places in programmes (domain.md S1).
namespace jisr::registry {

class ImportDesk;
class PersonIndex;
class EntryCheck;

/// Every route of the registry. All may be null where nothing is served (the OpenAPI document).
service::Routes routes(const std::shared_ptr<ImportDesk>& desk,
                       const std::shared_ptr<PersonIndex>& persons,
                       const std::shared_ptr<EntryCheck>& check);

/// An organisation as others need to know it: where it stands, and its name, in the one script that
/// is known where the other is not.
struct OrganisationPlace
{
    service::Place place;
    std::string name_ar;
    std::string name_fr;
};

core::Result<std::optional<OrganisationPlace>> find_organisation_place(db::Reader& reader,
                                                                       const core::Id& id);

} // namespace jisr::registry
