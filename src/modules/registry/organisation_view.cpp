#include "modules/registry/organisation_view.hpp"

#include "core/hide.hpp"
#include "modules/registry/attachment_store.hpp"
#include "modules/registry/organisation_registering.hpp"
#include "modules/registry/organisation_store.hpp"
#include "modules/registry/registry.hpp"
#include "service/route.hpp"

#include <algorithm>

namespace jisr::registry {

core::Result<Organisation> whole(const service::Context& context, const OrganisationRow& row)
{
    Organisation organisation;
    static_cast<OrganisationRow&>(organisation) = row;
    organisation.registrations = TRY(registrations_of_organisation(context.reader, row.id));
    organisation.membership = membership_of(row);
    if (row.state == OrganisationState::Active)
        organisation.acts = acts_from(row.kind, row.legal_state);
    organisation.papers = papers_of(row.kind, row.legal_state);
    organisation.papers_missing = organisation.papers;
    for (const auto& paper : TRY(attachments_of_organisation(context.reader, row.id)))
        std::erase(organisation.papers_missing, paper.kind);
    if (!context.actor.may(service::Permission::ViewSensitive, place_of(row))) {
        core::hide(organisation, core::Sensitivity::Sensitive);
        for (auto& registration : organisation.registrations)
            if (registration.phase_reason)
                hide_sensitive_reason(*registration.phase_reason);
    }
    return organisation;
}

core::Result<service::Response> answer(const service::Context& context, const OrganisationRow& row)
{
    return service::versioned(service::ok(TRY(whole(context, row))), row.version);
}

} // namespace jisr::registry
