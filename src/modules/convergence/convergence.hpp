#pragma once

#include "modules/registry/registry.hpp"

#include <memory>

/// What registrants have of other institutions' programmes, from the lists of these (R1.7).
namespace jisr::convergence {

class ListDesk;

/// Matches lists with the register on the server's jobs.
std::shared_ptr<ListDesk> make_list_desk(service::Services& services,
                                         std::shared_ptr<registry::EntryCheck> check);
/// Takes up what a stopped server left running, and forgets what lists said that nobody closed in
/// time.
core::Result<void> resume(ListDesk& desk);

/// `desk` may be null where nothing is served (the OpenAPI document).
service::Routes routes(const std::shared_ptr<ListDesk>& desk);

/// Awrach, Forsa and INDH, unless they are there; for every start of the program.
core::Result<void> seed_other_programmes(service::Services& services);

/// Two fictional lists that name some of the demonstration's registrants; idempotent. After them.
core::Result<void> seed_demonstration_lists(service::Services& services, ListDesk& desk);

} // namespace jisr::convergence
