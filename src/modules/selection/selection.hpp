#pragma once

#include "service/route.hpp"

/// Who is eligible, who is selected under which quotas, who waits, and how far everyone has come
/// (domain.md R1.4).
namespace jisr::selection {

service::Routes routes();

} // namespace jisr::selection
