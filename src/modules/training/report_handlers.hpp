#pragma once

#include "service/route.hpp"

namespace jisr::training {

service::Routes report_routes();

} // namespace jisr::training
