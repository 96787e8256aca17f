#pragma once

#include "modules/registry/person_store.hpp"
#include "service/route.hpp"

namespace jisr::registry {

/// Whether the actor may see both files and make one of them: a pair with a file elsewhere does not
/// exist for her.
bool may_merge(const service::Actor& actor, const PersonRow& one, const PersonRow& other);

/// The routes of the queue of pairs that may be of one person: list, one pair, merge, different,
/// reopen, bulk, search.
service::Routes duplicate_routes();

} // namespace jisr::registry
