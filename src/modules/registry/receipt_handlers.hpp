#pragma once

#include "service/route.hpp"

namespace jisr::registry {

/// GET /api/v1/persons/{id}/receipt.pdf and /api/v1/organisations/{id}/receipt.pdf: the paper that
/// whoever is registered takes home, for the edition asked for or else the latest registration that
/// stands. 404 outside the actor's area and for an edition without a registration, 409
/// registration_withdrawn when none stands.
service::Routes receipt_routes();

/// The receipt of the person's latest registration that stands.
service::Result<service::Response> print_person_receipt(service::Services& services,
                                                        const service::Actor& actor,
                                                        const core::Id& person_id);

} // namespace jisr::registry
