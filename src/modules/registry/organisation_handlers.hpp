#pragma once

#include "modules/registry/organisation.hpp"
#include "service/route.hpp"

namespace jisr::registry {

/// The organisation if the actor may see it; outside the actor's area it does not exist: 404.
core::Result<OrganisationRow> visible_organisation(db::Reader& reader, const service::Actor& actor,
                                                   const core::Id& id);

/// The routes below /api/v1/organisations.
service::Routes organisation_routes();

} // namespace jisr::registry
