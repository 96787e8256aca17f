#pragma once

#include "modules/registry/person_index.hpp"
#include "modules/registry/person_store.hpp"

namespace jisr::registry {

/// One page of what the actor may see.
core::Result<service::Page<PersonSummary>>
list_persons(const service::Context& context, PersonIndex& persons, const PersonQuery& query);

/// Calls `on_row` for every person of the filters whom the actor may export, in the order of the
/// list, until it returns false.
core::Result<void> each_person(const service::Context& context, PersonIndex& persons,
                               const WhichPersons& query,
                               core::FunctionRef<bool(const PersonRow&)> on_row);

/// Those the actor may see by reference, national id, phone, or any part of the name, at most 20.
core::Result<std::vector<PersonSummary>>
search_persons(const service::Context& context, PersonIndex& persons, std::string_view typed);

} // namespace jisr::registry
