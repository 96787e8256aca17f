#pragma once

#include "service/route.hpp"

/// Sessions for registrants and for staff, who is to come to them, and who came (domain.md R1.4,
/// R1.8).
namespace jisr::training {

service::Routes routes();

/// Sessions of the demonstration that were held, and some to come; idempotent. After its partners
/// and its selection.
core::Result<void> seed_demonstration_sessions(service::Services& services);
/// The same for its users; after these.
core::Result<void> seed_demonstration_staff_sessions(service::Services& services);

} // namespace jisr::training
