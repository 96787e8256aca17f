#pragma once

#include "core/function_ref.hpp"

#include <cstddef>

namespace jisr::linkage {

/// How many threads the machine runs at once, 1 to 8.
std::size_t worker_count();

/// Calls `work(piece, worker)` once for each piece below `pieces`, on as many threads as there are
/// workers; `worker` is below worker_count(), and no two calls with the same one run at once.
/// Pieces are taken in their order, so the larger ones should come first.
void in_parallel(std::size_t pieces, core::FunctionRef<void(std::size_t, std::size_t)> work);

} // namespace jisr::linkage
