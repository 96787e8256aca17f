#pragma once

#include "service/route.hpp"

namespace jisr::registry {

/// The routes of merges of two files: those of a file, undo.
service::Routes merge_routes();

} // namespace jisr::registry
