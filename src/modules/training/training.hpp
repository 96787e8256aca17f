#pragma once

#include "service/route.hpp"

/// Sessions, who is convoked to them, and who came (domain.md R1.4, R1.8).
namespace jisr::training {

service::Routes routes();

/// A session of the demonstration that was held, and one to come; idempotent. After its selection.
core::Result<void> seed_demonstration_sessions(service::Services& services);

} // namespace jisr::training
