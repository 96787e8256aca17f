#pragma once

#include "service/route.hpp"

/// Who is eligible, who is selected under which quotas, who waits, and how far everyone has come
/// (domain.md R1.4).
namespace jisr::selection {

service::Routes routes();

/// How the demonstration's edition selects, and one region where it has; idempotent. After its
/// registrants.
core::Result<void> seed_demonstration_selection(service::Services& services);

} // namespace jisr::selection
