#pragma once

#include "service/route.hpp"

/// Sessions, who is convoked to them, and who came (domain.md R1.4, R1.8).
namespace jisr::training {

service::Routes routes();

} // namespace jisr::training
