#pragma once

#include "modules/convergence/other_programme.hpp"
#include "modules/convergence/table.hpp"

namespace jisr::convergence {

/// The beginning of a statement that reads table `takes`: person, place and programme, once each
/// however many lists say so, and where files were merged as the one that holds them. `condition`
/// speaks of the person as `r`, and of what a list says of her as `a`.
std::string takes(const std::string& condition);

/// The years of which lists say something, the latest first.
Result<std::vector<std::int64_t>> years(db::Reader& reader);

/// Registrants of the actor's area who take part in other programmes, each once in each however
/// many lists name her; where their files were merged, as the one that holds them.
Result<YearCounts> count_participants(const service::Context& context,
                                      const std::vector<core::Id>& programmes);

} // namespace jisr::convergence
