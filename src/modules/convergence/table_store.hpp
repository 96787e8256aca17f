#pragma once

#include "modules/convergence/other_programme.hpp"
#include "modules/convergence/table.hpp"

namespace jisr::convergence {

/// Registrants of the actor's area who take part in other programmes, each once in each however
/// many lists name her; where their files were merged, as the one that holds them.
Result<std::vector<ProvinceCount>> count_participants(const service::Context& context,
                                                      const std::vector<core::Id>& programmes);

} // namespace jisr::convergence
