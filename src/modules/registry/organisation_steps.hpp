#pragma once

#include "modules/registry/organisation.hpp"
#include "service/route.hpp"

namespace jisr::registry {

/// Takes a step: the row then stands where it leads. 422 with every fault, whose pointers begin
/// with `pointer`.
core::Result<void> take_step(const service::Context& context, OrganisationRow& row,
                             const LegalStepDraft& draft, const std::string& pointer = {});

/// Everything that keeps one of that kind from having taken these steps, one after the other.
std::vector<core::FieldError>
faults_of_steps(OrganisationKind kind, const std::vector<LegalStepDraft>& steps, core::Date today);

/// The routes of the steps by which a cooperative or company comes to be, works and ends.
service::Routes organisation_step_routes();

} // namespace jisr::registry
